"""The rules of Bellbuoy: knows no platform, no clock and no network."""
