"""Local stand-ins for the chat platforms: servers on loopback to which the real client libraries connect."""
