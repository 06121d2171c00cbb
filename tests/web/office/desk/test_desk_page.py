"""`/werk/vandaag/`: the first page after signing in, and its switch."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.contrib.sessions.backends.base import SessionBase
from django.test import Client, RequestFactory
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from kernkracht.accountability.desk.models import DeskLook
from kernkracht.community.people.models import Role, User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.web.accounts.adapters import AccountAdapter
from tests.factories.people import UserFactory, officer_with, sign_in
from tests.factories.questions import asked
from tests.factories.villages import VillageFactory

pytestmark = pytest.mark.django_db
PAGE_QUERIES = 45
"""The desk itself and everything around it: session, rights, menu with its numbers."""


@pytest.fixture
def manager() -> User:
    rights = (Permission.READ_OFFICE, Permission.HANDLE_QUESTION, Permission.MANAGE_QUESTIONS)
    return officer_with(*rights, code=Role.Code.TEAM_MANAGER)


def test_an_empty_desk_says_what_is_so(client: Client, manager: User) -> None:
    page = sign_in(client, manager).get("/werk/vandaag/").content.decode()
    for sentence in ("Alles is op tijd", "Er kwam niets nieuws binnen", "U wacht op niemand"):
        assert sentence in page
    assert "Notitie na een bezoek" not in page  # this role does not visit


def test_what_nobody_keeps_is_said_before_everything(client: Client, manager: User) -> None:
    village = VillageFactory(name="Beusichem")
    asked(timezone.now(), village=village)
    page = sign_in(client, manager).get("/werk/vandaag/").content.decode()
    assert page.index("Dit ligt bij niemand") < page.index("Dorpen zonder kernregisseur") < page.index("Beloofd")


def test_the_page_takes_as_many_questions_for_one_promise_as_for_nine(
    client: Client, manager: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    sign_in(client, manager)
    for _ in range(9):
        asked(timezone.now(), email=f"{uuid4().hex}@example.org")
    with django_assert_max_num_queries(PAGE_QUERIES):
        assert client.get("/werk/vandaag/").status_code == 200


def test_seen_moves_the_bookmark_to_when_the_page_was_made(client: Client, manager: User) -> None:
    made = timezone.now()
    sign_in(client, manager)
    answer = client.post("/werk/vandaag/gezien/", {"tot": made.isoformat(), "wie": "team"})
    assert (answer.status_code, answer["Location"]) == (302, "/werk/vandaag/?wie=team")
    assert DeskLook.objects.get(user=manager).seen_until == made


@pytest.mark.parametrize("until", ["", "gisteren", "2026-11-23T10:00", "2026-99-99T10:00:00+00:00", "x" * 5000])
def test_an_unreadable_moment_changes_nothing(client: Client, manager: User, until: str) -> None:
    answer = sign_in(client, manager).post(
        "/werk/vandaag/gezien/", {"tot": until, "wie": "//kwaad.example"}, follow=True
    )
    assert "Dit lukte niet" in answer.content.decode()
    assert not DeskLook.objects.exists()


@pytest.mark.parametrize(
    ("permissions", "first"),
    [((Permission.HANDLE_QUESTION,), "/werk/vandaag/"), ((Permission.READ_OFFICE,), "/werk/")],
)
def test_where_somebody_lands_follows_from_the_rights(permissions: tuple[Permission, ...], first: str) -> None:
    request = RequestFactory().get("/")
    request.session = SessionBase()
    request.user = officer_with(*permissions)
    assert AccountAdapter().get_login_redirect_url(request) == first
    request.user = UserFactory()
    assert AccountAdapter().get_login_redirect_url(request) == "/mijn/"
