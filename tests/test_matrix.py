"""Who may do what at which address of the desk (role, action, address): every address of the URL conf is covered."""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from editorial import publishing
from editorial.models import Refusal
from tests import factories
from tests.matrix import ROLES, Case, World, addresses, answer, got_through
from tests.matrix_cases import CASES, LIVE, LIVE_DESK

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

# The way in; a list's stock short cut to a row; logins and their locks, which have their own tests; and no address.
OTHERS = {
    "login": "anyone comes here to sign in",
    "set-language": "anyone may: it changes a cookie of one's own browser (test_languages.py)",
    "autocomplete": "asked with what it completes: test_admin_hidden.py",
}


def outcome(client: Client, case: Case, world: World) -> bool:
    """Whether the person gets through; what they did is taken back."""
    with transaction.atomic():
        address = reverse(f"admin:{case.page}", args=case.where(world))
        through = got_through(answer(client, case, world, address), case.done)
        transaction.set_rollback(True)
    return through


@pytest.mark.parametrize("role", ROLES)
def test_each_role_gets_through_where_it_may_and_nowhere_else(role: str) -> None:
    world = World(ROLES[role]())
    client = Client()
    client.force_login(world.person)

    through = {str(case): outcome(client, case, world) for case in CASES}

    assert through == {str(case): role in case.allowed for case in CASES}


def test_whoever_is_not_signed_in_gets_through_nowhere() -> None:
    world, stranger = World(factories.reporter()), Client()
    inside = [case for case in CASES if case.page != "logout"]  # which leads whoever is out to the door

    through = [str(case) for case in inside if outcome(stranger, case, world)]

    assert through == []


def test_a_story_kept_to_others_is_not_there_at_any_address_of_its_desk() -> None:
    chief, world = factories.administrator(), World(factories.editor())
    publishing.change_story(world.story, by=chief, restricted_to=[chief])
    client = Client()
    client.force_login(world.person)

    answers = {
        str(case): answer(
            client, case, world, reverse(f"admin:{case.page}", args=case.where(world))
        ).status_code
        for case in LIVE_DESK
    }

    assert answers == dict.fromkeys(answers, 404)


def test_a_refused_write_is_on_record() -> None:
    person = factories.reporter()
    world, client = World(person), Client()
    client.force_login(person)

    client.post(reverse(f"admin:{LIVE}_step", args=[world.story.pk, world.own["draft"].public_id, "publish"]))

    assert "publish" in Refusal.objects.get(by=person).attempt


def test_every_address_of_the_desk_is_covered() -> None:
    names = {name for pattern, name in addresses("admin/") if name and not pattern.startswith("admin/axes/")}

    covered = {case.page for case in CASES} | {*OTHERS}

    assert len({str(case) for case in CASES}) == len(CASES)
    assert names - covered == set(), "Say in tests/matrix_cases.py who may do what at these addresses."
    assert covered - names == set(), "These addresses are no more."


def test_the_record_of_sign_ins_is_for_administrators_to_read() -> None:
    pages = [
        name for pattern, name in addresses("admin/axes/") if name and name.endswith(("changelist", "_add"))
    ]

    for role, make in ROLES.items():
        client = Client()
        client.force_login(make())
        for page in pages:
            through = got_through(client.get(reverse(f"admin:{page}")), 200)
            assert through == (role == "administrator" and page.endswith("changelist")), (role, page)
