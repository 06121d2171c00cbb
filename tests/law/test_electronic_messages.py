"""Messages by electronic ways (Awb 2.3 as of the Wmebv)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.deadlines.actions import register_outage
from kernkracht.foundation.deadlines.models import Channel
from kernkracht.foundation.documents.models import Letter
from kernkracht.foundation.notices.models import OutboxMessage
from kernkracht.foundation.official_channels.actions import designate_channel
from kernkracht.foundation.official_channels.models import MessageKind
from kernkracht.grants.applications import actions
from kernkracht.grants.applications.models import ElectronicConsent, GrantApplication
from tests.grants.applications.desk import NOON, Desk

pytestmark = pytest.mark.django_db
LATE = datetime.fromisoformat("2026-05-04T14:32:00+02:00")


@pytest.fixture
def desk() -> Desk:
    desk = Desk()
    visitor = Actor.objects.create(kind=Actor.Kind.PERSON)
    GrantApplication.objects.filter(pk=desk.case.pk).update(visitor=visitor)
    desk.case.refresh_from_db()
    return desk


def holder(desk: Desk) -> Actor:
    assert desk.case.visitor is not None
    return desk.case.visitor


class TestDesignation:
    """Awb 2:13 lid 2: the body designates how official messages are sent, and says so in public."""

    def test_the_public_page_shows_the_way_and_the_decision(self, client: Client, actor: Actor, now: datetime) -> None:
        designate_channel(
            kind=MessageKind.OBJECTION,
            channel=Channel.WEBSITE,
            address="/bezwaar-maken/",
            designated_from=date(2026, 1, 1),
            decision="Aanwijzingsbesluit 2026, nummer 7",
            by=actor,
            at=now,
        )
        page = client.get("/digitaal-bericht/").content.decode()
        assert "/bezwaar-maken/" in page
        assert "Aanwijzingsbesluit 2026, nummer 7" in page
        assert "Op papier kan altijd" in page


class TestReceipt:
    """Who sends an official message electronically gets a receipt with its time."""

    def test_of_a_completion(self, desk: Desk) -> None:
        actions.request_completion(
            application=desk.case, question="Stuur een offerte.", days=14, by=desk.assessor.actor, at=NOON
        )
        GrantApplication.objects.filter(pk=desk.case.pk).update(submitted_at=NOON)
        actions.answer_completion(
            application=desk.case, text="Hier.", files=[], by=holder(desk), at=NOON + timedelta(hours=3)
        )
        mail = OutboxMessage.objects.get(kind="completion_received")
        assert "2 maart 2026 om 16.00 uur" in mail.body_text

    def test_of_a_notice_of_default(self, desk: Desk) -> None:
        actions.file_default_notice(application=desk.case, text="", by=holder(desk), at=LATE)
        assert "14.32 uur" in Letter.objects.get().html


class TestOutage:
    """Awb 2:21 lid 3: who was late because we could not be reached is not late; the day moves."""

    def test_the_last_day_to_complete_moves(self, desk: Desk) -> None:
        actions.request_completion(
            application=desk.case, question="Stuur een offerte.", days=14, by=desk.assessor.actor, at=NOON
        )
        at = NOON + timedelta(days=14)
        outage: dict[str, Any] = {"started_at": at - timedelta(hours=3), "ended_at": at, "notice": "Geen website."}
        register_outage(channels=[Channel.WEBSITE], **outage, by=desk.assessor.actor, at=at)
        actions.answer_completion(
            application=desk.case, text="Hier.", files=[], by=holder(desk), at=NOON + timedelta(days=15)
        )


class TestConsent:
    """Awb 2:8: a message goes electronically only when somebody said so, and for that kind of message."""

    def test_a_decision_goes_on_paper_for_who_said_yes_to_questions_only(self, desk: Desk) -> None:
        kinds = [ElectronicConsent.Kind.QUESTIONS]
        actions.set_consents(application=desk.case, kinds=kinds, by=holder(desk), at=NOON)
        desk.judged_and_proposed()
        actions.award_grant(application=desk.case, no_interest=True, by=desk.decider.actor, at=NOON + timedelta(days=7))
        assert OutboxMessage.objects.get(kind__startswith="decision_").channel == "print"

    def test_consent_is_withdrawn_on_the_own_page(self, client: Client, desk: Desk) -> None:
        url = f"/mijn/aanvragen/{desk.case.token}/post/"
        assert client.post(url, {"kinds": ["decisions"]}).status_code == 302
        assert client.post(url, {}).status_code == 302
        assert not desk.fresh().consents.order_by("-at", "-pk")[0].is_given
        assert "U krijgt alles met de post" in client.get(f"/mijn/aanvragen/{desk.case.token}/").content.decode()
