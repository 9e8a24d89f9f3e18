"""Settings of an operator and the content packs that ship; imported by bots alone."""
