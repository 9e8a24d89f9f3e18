"""Follow-ups: promises to come back, kept once and in time."""
