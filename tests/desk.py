"""The desk as someone's browser has it: who is signed in, what a form holds, what is posted."""

from typing import Any
from xml.etree import ElementTree as Tree

from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from tests.markup import Answer, page_of, parsed, text

UNSENT = {"submit", "file", "button"}


class Desk:
    """Someone signed in at the desk."""

    def __init__(self, person: User) -> None:
        self.person = person
        self.client = Client()
        self.client.force_login(person)

    def get(self, page: str, /, *args: Any, **query: Any) -> Any:
        """The page of this name (article_change, liveentry_changelist)."""
        return self.client.get(address(page, *args), query)

    def post(self, page: str, /, *args: Any, **data: Any) -> Any:
        """The answer to a post made straight to the server, with nothing but these fields."""
        return self.client.post(address(page, *args), data)

    def save(self, model: str, row: Any, /, **data: Any) -> Any:
        """The answer to a post of a row's form with these fields alone, by someone who opened it just now."""
        seen = type(row).objects.get(pk=row.pk).revision
        return self.client.post(address(f"{model}_change", row.pk), {"seen": seen, **data})

    def opened(self, page: str, /, *args: Any, **query: Any) -> dict[str, Any]:
        """What a browser would send of this page's form, nothing having been touched."""
        return filled(self.get(page, *args, **query))

    def act(self, model: str, action: str, *rows: Any, **more: Any) -> Any:
        """An action on these rows of a list, and the list after it."""
        data = {"action": action, "_selected_action": [row.pk for row in rows], "index": "0", **more}
        return self.client.post(address(f"{model}_changelist"), data, follow=True)


def address(name: str, *args: Any) -> str:
    """The address of a page of the desk."""
    return reverse(f"admin:editorial_{name}", args=args)


def filled(answer: Any) -> dict[str, Any]:
    """What a browser would send of the form on this page."""
    content = getattr(answer, "rendered_content", None) or answer.content.decode()
    forms = [form for form in parsed(content).iter("form") if form.get("id", "").endswith("_form")]
    return dict(_fields(forms[0])) if forms else {}


def _fields(form: Tree.Element) -> Any:
    for field in form.iter():
        name = field.get("name")
        if not name or name == "csrfmiddlewaretoken":
            continue
        if field.tag == "textarea":
            yield name, "".join(field.itertext()).removeprefix("\n")
        elif field.tag == "select":
            chosen = [
                option.get("value", "") for option in field.iter("option") if "selected" in option.attrib
            ]
            if "multiple" not in field.attrib:
                yield name, chosen[0] if chosen else ""
            elif chosen:
                yield name, chosen
        elif field.tag == "input" and field.get("type") not in UNSENT and _is_sent(field):
            yield name, field.get("value", "on" if field.get("type") == "checkbox" else "")


def _is_sent(field: Tree.Element) -> bool:
    return field.get("type") not in {"checkbox", "radio"} or "checked" in field.attrib


def errors(answer: Answer) -> str:
    """What a form's page says went wrong."""
    lists = (each for each in page_of(answer).iter("ul") if "errorlist" in each.get("class", ""))
    return " ".join(text(each) for each in lists)


def messages(answer: Answer) -> str:
    """What the page tells about what was just done."""
    lists = (each for each in page_of(answer).iter("ul") if each.get("class") == "messagelist")
    return " ".join(text(each) for each in lists)
