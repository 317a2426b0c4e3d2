#!/usr/bin/env python
"""The command line of the newsroom: `manage.py help` lists what it can do."""

import os
import sys

from django.conf import settings
from django.core.management import execute_from_command_line
from django.db import OperationalError, ProgrammingError


def main() -> None:
    """Run one command. A database that cannot be reached is one sentence, not a stack of frames."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "liveblog.settings")
    try:
        execute_from_command_line(sys.argv)
    except (OperationalError, ProgrammingError) as error:
        if settings.DEBUG:
            raise
        what = " ".join(str(error).split())
        sys.exit(f"The database does not answer as asked: {what} (see DATABASE_URL; is it migrated?)")


if __name__ == "__main__":
    main()
