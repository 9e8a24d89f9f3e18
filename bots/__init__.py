"""The entry points: the support and safety bots, their settings, and the local platforms they can be tried on."""
