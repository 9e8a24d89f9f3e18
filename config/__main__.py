"""`python -m config` prints the table of settings that stands in config/README.md."""

import sys

from config import reference, settings

if __name__ == "__main__":
    sys.stdout.write(reference.markdown(settings.describe()))
