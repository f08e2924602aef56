"""`liange`, and `python -m app` for a checkout that is not installed.

Without a single word – a double click on the icon – the window comes at once, before anything of the command line is
loaded.
"""

from __future__ import annotations

import sys
from typing import NoReturn


def main() -> NoReturn:
    """Open the window, or hand the words to the command line; leaves with its exit code."""
    if len(sys.argv) > 1:
        from app.cli import main as command_line

        command_line()
    from app.ui.main import run

    sys.exit(run())


if __name__ == "__main__":
    main()
