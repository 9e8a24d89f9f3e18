"""The outbox: effects as rows, and the relays that carry them out at least once, in order per lane."""
