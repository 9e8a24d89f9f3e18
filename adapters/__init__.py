"""Channels to the platforms: each turns what happens there into events and carries out deliveries; none decides."""
