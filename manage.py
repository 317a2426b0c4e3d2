#!/usr/bin/env python
"""The command line of the newsroom: `manage.py help` lists what it can do."""

import os
import sys

from django.core.management import execute_from_command_line
from django.db import OperationalError


def main() -> None:
    """Run one command. A database that cannot be reached is one sentence, not a stack of frames."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "liveblog.settings")
    try:
        execute_from_command_line(sys.argv)
    except OperationalError as error:
        if os.environ.get("DEBUG"):
            raise
        sys.exit(
            f"The database does not answer as asked: {str(error).strip()} (see DATABASE_URL; is it migrated?)"
        )


if __name__ == "__main__":
    main()
