"""How many questions the FAQ answers without a human."""
