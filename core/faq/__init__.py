"""Frequently asked questions: the right entry, or silence."""
