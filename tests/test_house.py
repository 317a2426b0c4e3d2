"""The rules of the house that no linter knows."""

from collections.abc import Callable
from pathlib import Path
from types import FunctionType

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from django.utils import timezone

from editorial.models import Byline
from tests.one_door import PROJECT, StrayWrite

pytestmark = pytest.mark.django_db


def _write(request: HttpRequest | None = None) -> HttpResponse:
    Byline.objects.create(name="A. Stranger", created_at=timezone.now(), changed_at=timezone.now())
    return HttpResponse()


def written_in(file: Path) -> Callable[..., HttpResponse]:
    """A function that writes a byline, as if its source stood in this file."""
    return FunctionType(_write.__code__.replace(co_filename=str(file)), globals(), argdefs=(None,))


urlpatterns = [path("stray/", written_in(Path("/usr/lib/another/views.py")))]


@pytest.mark.parametrize(
    "place", ["editorial/admin/article.py", "editorial/reader/views.py", "liveblog/asgi.py"]
)
def test_a_write_that_goes_past_publishing_is_refused(place: str) -> None:
    stray_write = written_in(PROJECT / place)

    with pytest.raises(StrayWrite, match=f"{place} wrote to editorial_byline"):
        stray_write()


@pytest.mark.urls(__name__)
def test_a_view_of_another_application_that_writes_by_itself_is_refused(client: Client) -> None:
    address = "/stray/"

    with pytest.raises(StrayWrite, match="a view of another application"):
        client.get(address)


@pytest.mark.parametrize(
    "place", ["editorial/publishing.py", "editorial/migrations/0001_initial.py", "editorial/models/byline.py"]
)
def test_publishing_and_migrations_may_write_and_so_may_models_when_a_test_asks(place: str) -> None:
    write = written_in(PROJECT / place)

    write()

    assert Byline.objects.filter(name="A. Stranger").exists()
