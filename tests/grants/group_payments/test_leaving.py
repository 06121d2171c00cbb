"""Drafts of claims go: thrown away, or left until the night removes them after a mail."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from kernkracht.foundation.audit.models import Actor, AuditEvent
from kernkracht.foundation.documents.models import StoredDocument
from kernkracht.foundation.legal_settings.models import LegalSetting
from kernkracht.foundation.notices.models import OutboxMessage
from kernkracht.grants.group_payments import actions
from kernkracht.grants.group_payments.actions import UnableToPayGroup, clean_claim_drafts
from kernkracht.grants.group_payments.jobs import clean_left_claim_drafts
from kernkracht.grants.group_payments.legal import DRAFT_DAYS
from kernkracht.grants.group_payments.models import ExpenseClaim
from tests.factories.people import UserFactory

from .scene import NOON, Scene, a_line

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def scene() -> Scene:
    return Scene()


def clean(days: float) -> tuple[int, int]:
    return clean_claim_drafts(by=Actor.system("worker"), at=NOON + days * DAY)


class TestThrowingAway:
    def test_a_draft_goes_with_its_receipts_and_leaves_only_the_record(self, scene: Scene) -> None:
        claim = scene.draft(10_00, 20_00)
        actions.discard_draft(claim=claim, by=scene.speaker.actor, at=NOON)
        assert not ExpenseClaim.objects.exists()
        assert not StoredDocument.objects.exists()
        event = AuditEvent.objects.get(event="claim.draft_removed")
        assert (event.actor, event.data) == (scene.speaker.actor, {"year": 2026})

    def test_what_was_sent_is_not_thrown_away(self, scene: Scene) -> None:
        claim = scene.filed(10_00)
        with pytest.raises(UnableToPayGroup, match="al verstuurd"):
            actions.discard_draft(claim=claim, by=scene.speaker.actor, at=NOON)
        assert ExpenseClaim.objects.get().lines.count() == 1

    def test_nobody_throws_away_what_is_of_another_group(self, scene: Scene) -> None:
        claim = scene.draft(10_00)
        with pytest.raises(UnableToPayGroup, match="niet declareren voor deze groep"):
            actions.discard_draft(claim=claim, by=UserFactory().actor, at=NOON)
        assert ExpenseClaim.objects.exists()

    def test_whoever_was_still_working_on_it_hears_that_it_is_gone(self, scene: Scene) -> None:
        claim = scene.draft(10_00)
        line = claim.lines.get().pk
        actions.discard_draft(claim=ExpenseClaim.objects.get(), by=scene.handler.actor, at=NOON)
        by = scene.speaker.actor
        for again in (
            lambda: actions.add_receipt(claim=claim, line=a_line(5_00), by=by, at=NOON),
            lambda: actions.remove_receipt(claim=claim, line_id=line, by=by, at=NOON),
            lambda: actions.file_claim(claim=claim, by=by, at=NOON),
            lambda: actions.discard_draft(claim=claim, by=by, at=NOON),
        ):
            with pytest.raises(UnableToPayGroup, match="weggegooid"):
                again()
        assert not StoredDocument.objects.exists()

    def test_a_draft_is_not_withdrawn(self, scene: Scene) -> None:
        with pytest.raises(UnableToPayGroup):
            actions.withdraw_claim(claim=scene.draft(10_00), by=scene.speaker.actor, at=NOON)


class TestLeft:
    def test_a_mail_a_week_before_and_then_it_goes(self, scene: Scene) -> None:
        claim = scene.draft(10_00)
        assert clean(82) == (0, 0)
        assert clean(83) == (1, 0)
        assert clean(84) == (0, 0)
        mail = OutboxMessage.objects.get(kind="claim_draft_removal")
        assert mail.recipient_email == scene.speaker.email
        assert "31 januari 2027" in mail.body_text
        assert f"/mijn/groepen/{scene.group.slug}/declaraties/{claim.pk}/" in mail.body_text
        assert clean(90) == (0, 1)
        assert not ExpenseClaim.objects.exists()
        assert not StoredDocument.objects.exists()
        assert not OutboxMessage.objects.filter(kind="claim_draft_removal").exists()
        assert AuditEvent.objects.filter(event="claim.draft_removed").count() == 1

    @pytest.mark.parametrize("change", ["add", "remove"])
    def test_working_on_it_starts_the_count_again(self, scene: Scene, change: str) -> None:
        claim = scene.draft(10_00)
        clean(83)
        by, at = scene.speaker.actor, NOON + 85 * DAY
        if change == "add":
            actions.add_receipt(claim=claim, line=a_line(5_00), by=by, at=NOON + 40 * DAY)
            actions.add_receipt(claim=claim, line=a_line(5_00), by=by, at=NOON + 45 * DAY)
            at = NOON + 45 * DAY
        else:
            actions.remove_receipt(claim=claim, line_id=claim.lines.get().pk, by=by, at=at)
        days = (at - NOON).days
        assert clean(days + 82) == (0, 0)
        assert clean(days + 83) == (1, 0)
        assert OutboxMessage.objects.filter(kind="claim_draft_removal").count() == 2

    def test_after_a_standstill_the_mail_still_leaves_a_week(self, scene: Scene) -> None:
        scene.draft(10_00)
        assert clean(200) == (1, 0)
        assert "27 mei 2027" not in OutboxMessage.objects.get(kind="claim_draft_removal").body_text
        assert "28 mei 2027" in OutboxMessage.objects.get(kind="claim_draft_removal").body_text
        assert clean(206) == (0, 0)
        assert clean(207) == (0, 1)

    def test_paper_is_for_the_officer_who_typed_it_in(self, scene: Scene) -> None:
        claim = scene.paper(10_00)
        clean(83)
        mail = OutboxMessage.objects.get(kind="claim_draft_removal")
        assert mail.recipient_email == scene.handler.email
        assert f"/werk/declaraties/concept/{claim.pk}/" in mail.body_text

    def test_where_nobody_can_be_told_it_waits_as_long_and_says_no_mail_was_sent(self, scene: Scene) -> None:
        scene.paper(10_00)
        scene.handler.is_active = False
        scene.handler.save(update_fields=["is_active"])
        assert clean(83) == (1, 0)
        assert not OutboxMessage.objects.filter(kind="claim_draft_removal").exists()
        assert not AuditEvent.objects.filter(event="claim.draft_reminded").exists()
        assert clean(90) == (0, 1)

    def test_a_sent_claim_never_goes(self, scene: Scene) -> None:
        scene.filed(10_00)
        assert clean(5000) == (0, 0)
        assert ExpenseClaim.objects.exists()

    def test_neither_comes_before_its_time(self, scene: Scene) -> None:
        draft, worker = scene.draft(10_00), Actor.system("worker")
        for act in (actions.remind_of_draft, actions.remove_left_draft):
            with pytest.raises(UnableToPayGroup, match="nog niet weg"):
                act(draft=draft, by=worker, at=NOON + 50 * DAY)
        with pytest.raises(UnableToPayGroup, match="nog niet weg"):
            actions.remove_left_draft(draft=draft, by=worker, at=NOON + 91 * DAY)

    def test_the_setting_of_that_day_counts(self, scene: Scene) -> None:
        """Ten days: told halfway."""
        LegalSetting.objects.create(key=DRAFT_DAYS, value=10, valid_from=date(2026, 11, 1), source="Besluit")
        scene.draft(10_00)
        assert clean(4) == (0, 0)
        assert clean(5) == (1, 0)
        assert clean(10) == (0, 1)

    def test_the_nightly_job_does_it(self, scene: Scene) -> None:
        scene.draft(10_00)
        clean_left_claim_drafts(NOON + 83 * DAY)
        clean_left_claim_drafts(NOON + 90 * DAY)
        assert not ExpenseClaim.objects.exists()
