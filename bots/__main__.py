"""``python -m bots`` is the command ``bellbuoy``."""

from bots.cli import main

main()
