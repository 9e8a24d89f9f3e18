"""The scam shield: signals, verdicts and what is done about them."""
