"""The numbers in the office menu are those of the lists behind it."""

from __future__ import annotations

import pytest
from django.test import Client

from kernkracht.community.people.permission_codes import Permission
from kernkracht.grants.applications.models import ApplicationState
from tests.factories.applications import ApplicationFactory
from tests.factories.people import officer_with
from tests.web.signing_in import signed_in


@pytest.fixture
def desk(db: None, settings: object) -> Client:
    settings.STAFF_SECOND_FACTOR = False  # type: ignore[attr-defined]  # the second step has tests of its own
    return signed_in(officer_with(Permission.READ_OFFICE, Permission.DECIDE_APPLICATION))


def test_open_cases_are_counted_and_ended_ones_are_not(desk: Client) -> None:
    ApplicationFactory()
    ApplicationFactory(state=ApplicationState.PROPOSED)
    ApplicationFactory(state=ApplicationState.WITHDRAWN)
    office = desk.get("/werk/").context["office"]
    counts = {link.url: link.count for link in office["nav"]}
    assert counts["/werk/"] == 2
    assert counts["/werk/besluiten/"] == 1


def test_who_may_enter_for_somebody_finds_the_button_and_others_do_not(settings: object, desk: Client) -> None:
    clerk = signed_in(officer_with(Permission.READ_OFFICE, Permission.ENTER_APPLICATION, code="village_coordinator"))
    assert "/werk/aanvragen/nieuw/" in clerk.get("/werk/").content.decode()
    assert "/werk/aanvragen/nieuw/" not in desk.get("/werk/").content.decode()
