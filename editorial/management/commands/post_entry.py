"""Post, change or withdraw live entries from scripts and wires."""

import json
import sys
from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from editorial.importing.wire import Order, carry_out
from editorial.models import Article, LiveEntry


class Command(BaseCommand):
    """`post_entry SLUG --by USERNAME`: one entry from the options, or one a line of JSON with `--json-lines -`."""

    help = "Publishes an entry, or changes or withdraws the one named, under the same rules and rights as the admin."

    def add_arguments(self, parser: CommandParser) -> None:
        """The story, the person, and what is asked."""
        parser.add_argument("slug", help="the last part of the story's address")
        parser.add_argument("--by", required=True, metavar="USERNAME", help="in whose name")
        parser.add_argument("--heading")
        parser.add_argument("--text", metavar="HTML")
        parser.add_argument("--entry", metavar="ID", help="the entry to change or withdraw")
        parser.add_argument("--withdraw", action="store_true", default=None)
        parser.add_argument("--reason", help="why it is withdrawn (for the record, not for readers)")
        parser.add_argument("--correction", metavar="NOTE", help="what was wrong, told to readers")
        parser.add_argument("--key-event", action="store_true", default=None)
        parser.add_argument("--json", action="store_true", help="answer with one JSON object")
        parser.add_argument(
            "--json-lines", choices=["-"], help="read one JSON object a line from standard input"
        )

    def handle(self, *args: Any, slug: str, by: str, **options: Any) -> None:
        """Carry out the one order, or every line."""
        story, person = _story(slug), _person(by)
        order = Order.read({field: options.get(field) for field in Order.__dataclass_fields__})
        if options["json_lines"]:
            if order != Order():
                raise CommandError(
                    "With --json-lines every line says what it asks: leave the other options out."
                )
            self._answer_lines(sys.stdin, story, person)
            return
        try:
            entry = carry_out(story, order, by=person)
        except (PermissionDenied, ValidationError) as error:
            raise CommandError(_sentence(error)) from error
        said = json.dumps(_answer(entry)) if options["json"] else f"{entry.public_id} version {entry.version}"
        self.stdout.write(said)

    def _answer_lines(self, lines: Iterable[str], story: Article, person: User) -> None:
        for line in lines:
            if line.strip():
                self.stdout.write(json.dumps(_answer_to(line, story, person), ensure_ascii=False))
                self.stdout.flush()


def _story(slug: str) -> Article:
    story = Article.objects.all().at_address(slug)
    if story is None:
        raise CommandError(f"There is no story “{slug}”.")
    return story


def _person(username: str) -> User:
    person = User.objects.filter(username=username, is_active=True).first()
    if person is None:
        raise CommandError(f"There is no active user “{username}”.")
    return person


def _answer_to(line: str, story: Article, person: User) -> dict[str, Any]:
    try:
        return _answer(carry_out(story, Order.read(json.loads(line)), by=person))
    except (json.JSONDecodeError, RecursionError):
        return {"error": "This line is not JSON."}
    except (PermissionDenied, ValidationError) as error:
        return {"error": _sentence(error)}


def _answer(entry: LiveEntry) -> dict[str, Any]:
    return {"id": entry.public_id, "version": entry.version}


def _sentence(error: PermissionDenied | ValidationError) -> str:
    """What is wrong, with the field's name where it belongs to one."""
    if not isinstance(error, ValidationError):
        return str(error)
    if not hasattr(error, "error_dict"):
        return " ".join(error.messages)
    named = ((name, " ".join(messages)) for name, messages in error.message_dict.items())
    return " ".join(words if name == NON_FIELD_ERRORS else f"{name}: {words}" for name, words in named)
