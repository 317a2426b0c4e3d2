"""The hint that something changed: told once a change is committed, to every process that serves readers.

A hint says no more than "look": it carries no news, may come twice, late, or not at all. Whoever hears one looks the
versions up in the database; whoever hears none looks them up now and then all the same (docs/live.md).
"""

from editorial.announcing.announcement import announce
from editorial.announcing.hints import Hints

__all__ = ["Hints", "announce"]
