"""Every letter about a case can be found from the case, opened by who may see the case, and goes with the case."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from kernkracht.foundation.documents.models import Letter
from kernkracht.foundation.retention.actions import erase_row
from kernkracht.grants.applications import actions
from kernkracht.grants.applications.models import NoticeOfDefault, Suspension
from kernkracht.grants.applications.queries import letters_of
from tests.factories.people import UserFactory, sign_in

from .desk import NOON, TODAY, Desk

pytestmark = pytest.mark.django_db
CLOCK = ["default_notice_received", "term_resumed", "term_suspended"]


@pytest.fixture
def desk() -> Desk:
    return Desk()


def who(desk: Desk, days: int) -> dict[str, Any]:
    return {"application": desk.case, "by": desk.assessor.actor, "at": NOON + timedelta(days=days)}


@pytest.fixture
def told(desk: Desk) -> Desk:
    """The term stood still and ran again; much later somebody wrote that we are late."""
    actions.suspend_term(
        **who(desk, 5),
        ground=Suspension.Ground.FORCE_MAJEURE,
        starts_on=TODAY + timedelta(days=4),
        until=TODAY + timedelta(days=30),
        reason="Door hoogwater werkt het gemeentehuis niet.",
    )
    actions.end_suspension(**who(desk, 9))
    late = date(2026, 6, 15)
    actions.register_default_notice(
        **who(desk, (late - TODAY).days), received_on=late, channel=NoticeOfDefault.Channel.POST
    )
    return desk


def test_the_letters_of_the_clock_are_those_of_the_case_newest_first(told: Desk) -> None:
    other = told.another_case()
    actions.suspend_term(
        application=other,
        by=told.assessor.actor,
        at=NOON + timedelta(days=5),
        ground=Suspension.Ground.CONSENT,
        starts_on=TODAY,
        until=TODAY + timedelta(days=30),
        reason="Op verzoek.",
    )
    assert [letter.kind for letter in letters_of(told.case)] == CLOCK
    assert [letter.kind for letter in letters_of(other)] == ["term_suspended"]


def test_a_letter_that_was_sent_again_stands_there_once(told: Desk) -> None:
    letter = letters_of(told.case)[0]
    first = letter.messages.get()
    first.pk, first.key, first.unique_key = None, "7b1c5d1e-0000-4000-8000-000000000000", "again"
    first.save(force_insert=True)
    assert letter.messages.count() == 2
    assert letters_of(told.case).count() == len(CLOCK)


def test_the_office_opens_them_from_the_dossier(told: Desk) -> None:
    office = sign_in(Client(), told.assessor)
    page = office.get(reverse("office_case", args=[told.case.number])).content.decode()
    for letter in letters_of(told.case):
        url = reverse("letter", args=[letter.key])
        assert url in page
        assert office.get(url)["Content-Type"] == "application/pdf"
    assert "15 juni 2026" in page


def test_the_applicant_opens_them_and_nobody_else_does(told: Desk) -> None:
    applicant = UserFactory()
    told.case.applicant = applicant
    told.case.save(update_fields=["applicant"])
    mine, stranger = sign_in(Client(), applicant), sign_in(Client(), UserFactory())
    page = mine.get(reverse("resident:case", args=[told.case.token])).content.decode()
    for letter in letters_of(told.case):
        url = reverse("letter_page", args=[letter.key])
        assert url in page
        assert mine.get(url).status_code == 200
        assert stranger.get(url).status_code == 404
        assert Client().get(url).status_code == 404


def test_without_letters_the_page_of_the_applicant_has_no_such_list(desk: Desk) -> None:
    applicant = UserFactory()
    desk.case.applicant = applicant
    desk.case.save(update_fields=["applicant"])
    page = sign_in(Client(), applicant).get(reverse("resident:case", args=[desk.case.token])).content.decode()
    assert "Brieven van ons" not in page


def test_they_go_when_the_case_is_destroyed(told: Desk) -> None:
    other = told.another_case()
    actions.suspend_term(
        application=other,
        by=told.assessor.actor,
        at=NOON + timedelta(days=5),
        ground=Suspension.Ground.CONSENT,
        starts_on=TODAY,
        until=TODAY + timedelta(days=30),
        reason="Op verzoek.",
    )
    with transaction.atomic():
        erase_row(told.case, at=NOON + timedelta(days=4000))
    assert [letter.kind for letter in Letter.objects.order_by("pk")] == ["term_suspended"]
    assert letters_of(other).count() == 1
