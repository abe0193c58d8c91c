"""``python -m archlint``: the command line without the script on the PATH."""

import sys

from archlint.cli import main

if __name__ == "__main__":
    sys.exit(main())
