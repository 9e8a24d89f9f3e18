"""Tickets: from a member's words to an answer by staff."""
