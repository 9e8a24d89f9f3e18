"""What came in: events already seen, events that could not be handled, small facts of adapters."""
