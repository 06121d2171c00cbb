"""Menus show what exists and what somebody may see; error pages say how to go on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import OperationalError
from django.http import HttpRequest
from django.test import Client, RequestFactory
from pytest_django import DjangoAssertNumQueries

from kernkracht.community.people.models import User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.villages.models import Municipality
from kernkracht.foundation.design_system.site_identity import SiteIdentity
from kernkracht.web import context, errors
from kernkracht.web.office.access import rights_that_open
from kernkracht.web.office.menu import office_menu
from tests.factories.people import officer_with, sign_in


def request_for(path: str, user: User | AnonymousUser) -> HttpRequest:
    request = RequestFactory().get(path)
    request.user = user
    return request


@pytest.fixture
def counted() -> Iterator[None]:
    before = dict(context.OFFICE_COUNTS)
    context.OFFICE_COUNTS["/werk/"] = lambda request: 8
    yield
    context.OFFICE_COUNTS.clear()
    context.OFFICE_COUNTS.update(before)


@pytest.mark.django_db
def test_a_visitor_is_offered_to_sign_in() -> None:
    site = context.site(request_for("/", AnonymousUser()))["site"]
    assert [tool.label for tool in site["tools"]] == ["Inloggen"]  # type: ignore[index]  # lazy, but a dict
    assert "office" not in context.site(request_for("/", AnonymousUser()))


def test_nothing_is_offered_that_is_not_there() -> None:
    links = context._existing([("A", "/healthz", ""), ("B", "/bestaat-niet/", "")], "/healthz")
    assert [(link.label, link.current) for link in links] == [("A", True)]


@pytest.mark.django_db
def test_the_office_menu_follows_permissions(
    counted: None, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    officer = officer_with(Permission.READ_OFFICE, Permission.SEE_AUDIT)
    with django_assert_max_num_queries(3):
        office = context.site(request_for("/werk/logboek/", officer))["office"]
        entries = {link.url: link for link in office["nav"]}  # type: ignore[index]  # lazy, but a dict
    assert "/werk/geld/" not in entries
    assert entries["/werk/"].count == 8
    assert not entries["/werk/"].current
    assert entries["/werk/logboek/"].current


@pytest.mark.django_db
def test_a_visitor_of_the_office_gets_an_empty_menu() -> None:
    office = context.site(request_for("/werk/", AnonymousUser()))["office"]
    assert office["nav"] == []  # type: ignore[index]  # lazy, but a dict


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fault", "status", "said"),
    [(SuspiciousOperation(), 400, "konden wij niet lezen"), (RequestDataTooBig(), 413, "te groot om te versturen")],
)
def test_what_cannot_be_taken_is_explained(fault: Exception, status: int, said: str) -> None:
    answer = errors.bad_request(request_for("/", AnonymousUser()), fault)
    assert answer.status_code == status
    assert said in answer.content.decode()


def test_our_own_fault_is_explained_without_a_database(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_database() -> SiteIdentity:
        raise OperationalError("the server is gone")

    monkeypatch.setattr(errors, "identity", no_database)
    answer = errors.server_error(request_for("/", AnonymousUser()))
    assert answer.status_code == 500
    assert "Er ging iets mis bij ons" in answer.content.decode()


@pytest.mark.django_db
def test_pages_carry_the_municipalitys_own_name_and_help() -> None:
    Municipality.objects.create(
        name="gemeente Voorbeeld", short_name="Voorbeeld", site_name="Meedoen", phone="0344 - 00", notice="Een proef."
    )
    site = context.site(request_for("/", AnonymousUser()))["site"]
    found = [site[key] for key in ("name", "organisation", "phone_link", "notice")]  # type: ignore[index]  # lazy
    assert found == ["Meedoen", "gemeente Voorbeeld", "034400", "Een proef."]


@pytest.mark.django_db
def test_an_unknown_address_says_so_in_the_visitors_language(client: Client) -> None:
    answer = client.get("/bestaat-niet/", headers={"accept-language": "nl"})
    assert answer.status_code == 404
    assert b'<html lang="nl"' in answer.content
    assert "Deze pagina is er niet" in answer.content.decode()


@pytest.mark.django_db
def test_an_old_form_is_refused_with_a_way_on(client: Client) -> None:
    strict = Client(enforce_csrf_checks=True, headers={"accept-language": "nl"})
    answer = strict.post("/taal/", {"language": "en"})
    assert answer.status_code == 403
    assert "Uw formulier is niet verstuurd" in answer.content.decode()
    assert "Ga terug met de knop van uw browser" in answer.content.decode()


def test_every_entry_of_the_office_menu_has_a_door_that_says_who_gets_in() -> None:
    for group in office_menu():
        for entry in group.entries:
            assert rights_that_open(entry.url), entry.url


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("permission", "is_shown"),
    [
        (Permission.READ_OFFICE, False),
        (Permission.HANDLE_OBJECTION, True),
        (Permission.DECIDE_OBJECTION, True),
    ],
)
def test_the_menu_shows_what_opens(client: Client, permission: Permission, is_shown: bool) -> None:
    officer = officer_with(permission)
    office = context.site(request_for("/werk/", officer))["office"]
    assert ("/werk/bezwaren/" in {link.url for link in office["nav"]}) is is_shown  # type: ignore[index]  # lazy, but a dict
    assert sign_in(client, officer).get("/werk/bezwaren/").status_code == (200 if is_shown else 404)
