"""What every test may rely on: settings of third-party libraries that must stand before they are imported."""

import os

# python-telegram-bot 22 returns durations as timedelta only when asked before its import; else it warns.
os.environ["PTB_TIMEDELTA"] = "1"
