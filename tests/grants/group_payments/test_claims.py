"""A group claims real costs up to the room of its year; two colleagues look; the money is owed once (R140, R141)."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from kernkracht.foundation.audit.queries import history_of
from kernkracht.foundation.documents.models import StoredDocument
from kernkracht.foundation.notices.models import OutboxMessage
from kernkracht.grants.budgets.queries import differences
from kernkracht.grants.group_payments import actions
from kernkracht.grants.group_payments.actions import LineVerdict, UnableToPayGroup
from kernkracht.grants.group_payments.models import ClaimAllowance, ClaimState, ExpenseClaim
from kernkracht.grants.group_payments.queries import claim_room, groups_that_claim
from kernkracht.grants.payments.models import PaymentObligation
from tests.factories.documents import odt_bytes
from tests.factories.groups import GroupFactory, speaker, with_account
from tests.factories.people import UserFactory

from .scene import NOON, TODAY, Scene, a_line

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return Scene()


class TestFiling:
    def test_a_sent_claim_has_a_number_and_takes_room(self, scene: Scene) -> None:
        claim = scene.filed(120_00, 80_00)
        assert (claim.number, claim.state, claim.claimed_cents) == ("DC-2026-001", ClaimState.FILED, 200_00)
        room = claim_room(scene.group, 2026, TODAY)
        assert (room.limit_cents, room.claimed_cents, room.left_cents) == (750_00, 200_00, 550_00)
        assert OutboxMessage.objects.get(kind="claim_received").recipient_email == scene.speaker.email
        assert [event.event for event in history_of(claim)][-1] == "claim.filed"

    def test_sending_twice_sends_once(self, scene: Scene) -> None:
        claim = scene.filed(120_00)
        again = actions.file_claim(claim=claim, by=scene.speaker.actor, at=NOON)
        assert again.number == claim.number
        assert ClaimAllowance.objects.get().claimed_cents == 120_00

    def test_the_whole_room_and_not_a_cent_more(self, scene: Scene) -> None:
        scene.filed(750_00)
        with pytest.raises(UnableToPayGroup, match=r"nog €.0 declareren"):
            scene.filed(1)
        assert ExpenseClaim.objects.filter(state=ClaimState.FILED).count() == 1
        assert ExpenseClaim.objects.get(state=ClaimState.DRAFT).lines.count() == 1

    def test_the_database_refuses_it_too(self, scene: Scene) -> None:
        scene.filed(750_00)
        with pytest.raises(IntegrityError), transaction.atomic():
            ClaimAllowance.objects.update(claimed_cents=750_01)

    def test_an_empty_claim_is_refused(self, scene: Scene) -> None:
        with pytest.raises(UnableToPayGroup, match="Voeg eerst een bon toe"):
            scene.filed()

    def test_a_line_without_its_receipt_is_named(self, scene: Scene) -> None:
        draft = scene.draft(10_00, 20_00, upload=None)
        with pytest.raises(UnableToPayGroup, match="bon 1, 2"):
            actions.file_claim(claim=draft, by=scene.speaker.actor, at=NOON)

    def test_on_paper_an_officer_enters_it_without_files(self, scene: Scene) -> None:
        claim = actions.start_claim(group=scene.group, year=2026, by=scene.handler.actor, at=NOON)
        actions.add_receipt(claim=claim, line=a_line(10_00, upload=None), by=scene.handler.actor, at=NOON)
        filed = actions.file_claim(claim=claim, by=scene.handler.actor, at=NOON)
        assert (filed.channel, filed.state) == ("paper", "filed")
        with pytest.raises(UnableToPayGroup, match="zelf ingevoerd"):
            actions.handle_claim(claim=filed, verdicts={}, note="", by=scene.handler.actor, at=NOON)


class TestReceipts:
    @pytest.mark.parametrize(
        ("changes", "field", "words"),
        [
            ({"amount_cents": 0}, "amount", "meer dan € 0"),
            ({"amount_cents": -5}, "amount", "meer dan € 0"),
            ({"description": " "}, "description", "wat u kocht"),
            ({"cost_kind": "boot"}, "cost_kind", "soort kosten"),
            ({"spent_on": date(2026, 11, 3)}, "spent_on", "toekomst"),
            ({"spent_on": date(2025, 12, 31)}, "spent_on", "kosten van 2026"),
            ({"upload": (io.BytesIO(b"geen bon"), "bon.jpg")}, "receipt", ""),
            ({"upload": (io.BytesIO(b"x"), "bon.exe")}, "receipt", ""),
            ({"upload": (io.BytesIO(odt_bytes()), "bon.odt")}, "receipt", "geen bon"),
        ],
    )
    def test_a_wrong_receipt_is_refused_and_nothing_changes(
        self, scene: Scene, changes: dict[str, Any], field: str, words: str
    ) -> None:
        claim = scene.draft(10_00)
        line = a_line(changes.pop("amount_cents", 20_00), **changes)
        with pytest.raises(UnableToPayGroup, match=words or None) as refusal:
            actions.add_receipt(claim=claim, line=line, by=scene.speaker.actor, at=NOON)
        assert refusal.value.field == field
        assert [line.amount_cents for line in claim.lines.all()] == [10_00]
        assert StoredDocument.objects.count() == 1

    def test_a_removed_receipt_takes_its_file_along(self, scene: Scene) -> None:
        claim = scene.draft(10_00, 20_00)
        first = claim.lines.order_by("position")[0]
        for _twice in range(2):
            actions.remove_receipt(claim=claim, line_id=first.pk, by=scene.speaker.actor, at=NOON)
        assert [line.amount_cents for line in claim.lines.all()] == [20_00]
        assert StoredDocument.objects.count() == 1

    def test_a_receipt_of_another_claim_stays_where_it_is(self, scene: Scene) -> None:
        neighbours = with_account(
            GroupFactory(kind=scene.group.kind, villages=[scene.village], name="Signaleringsgroep Buren")
        )
        other = actions.start_claim(group=neighbours, year=2026, by=scene.handler.actor, at=NOON)
        theirs = actions.add_receipt(claim=other, line=a_line(10_00), by=scene.handler.actor, at=NOON)
        claim = scene.draft(10_00)
        actions.remove_receipt(claim=claim, line_id=theirs.pk, by=scene.speaker.actor, at=NOON)
        assert other.lines.count() == 1

    def test_what_was_sent_is_not_changed(self, scene: Scene) -> None:
        claim = scene.filed(10_00)
        with pytest.raises(UnableToPayGroup, match="al verstuurd"):
            actions.add_receipt(claim=claim, line=a_line(10_00), by=scene.speaker.actor, at=NOON)
        with pytest.raises(UnableToPayGroup, match="al verstuurd"):
            actions.remove_receipt(claim=claim, line_id=claim.lines.get().pk, by=scene.speaker.actor, at=NOON)


class TestWho:
    def test_only_who_speaks_for_the_group_or_handles_claims(self, scene: Scene) -> None:
        with pytest.raises(UnableToPayGroup, match="niet declareren voor deze groep"):
            actions.start_claim(group=scene.group, year=2026, by=UserFactory().actor, at=NOON)

    def test_a_group_of_another_kind_has_no_claims(self, scene: Scene) -> None:
        club = GroupFactory()
        user = speaker(club)
        with pytest.raises(UnableToPayGroup, match="geen kosten declareren"):
            actions.start_claim(group=club, year=2026, by=user.actor, at=NOON)
        assert groups_that_claim(user, TODAY) == []
        assert groups_that_claim(scene.speaker, TODAY) == [scene.group]

    @pytest.mark.parametrize("year", [2024, 2027])
    def test_only_this_year_and_the_one_before(self, scene: Scene, year: int) -> None:
        with pytest.raises(UnableToPayGroup) as refusal:
            actions.start_claim(group=scene.group, year=year, by=scene.speaker.actor, at=NOON)
        assert refusal.value.field == "year"

    def test_one_draft_a_year(self, scene: Scene) -> None:
        first = actions.start_claim(group=scene.group, year=2026, by=scene.speaker.actor, at=NOON)
        assert actions.start_claim(group=scene.group, year=2026, by=scene.speaker.actor, at=NOON) == first


class TestHandling:
    def test_less_needs_a_reason_and_gives_room_back(self, scene: Scene) -> None:
        claim = scene.filed(100_00, 50_00)
        first, second = claim.lines.all()
        verdicts = {first.pk: LineVerdict(100_00), second.pk: LineVerdict(20_00)}
        with pytest.raises(UnableToPayGroup, match="waarom u minder"):
            actions.handle_claim(claim=claim, verdicts=verdicts, note="", by=scene.handler.actor, at=NOON)
        verdicts[second.pk] = LineVerdict(20_00, "Het eten telt niet mee.")
        done = actions.handle_claim(claim=claim, verdicts=verdicts, note="", by=scene.handler.actor, at=NOON)
        assert (done.state, done.accepted_cents) == ("handled", 120_00)
        assert claim_room(scene.group, 2026, TODAY).claimed_cents == 120_00

    @pytest.mark.parametrize("cents", [-1, 100_01])
    def test_never_more_than_was_claimed(self, scene: Scene, cents: int) -> None:
        claim = scene.filed(100_00)
        verdicts = {claim.lines.get().pk: LineVerdict(cents, "Omdat.")}
        with pytest.raises(UnableToPayGroup, match="tot en met"):
            actions.handle_claim(claim=claim, verdicts=verdicts, note="", by=scene.handler.actor, at=NOON)

    def test_nothing_at_all_is_a_refusal(self, scene: Scene) -> None:
        claim = scene.filed(100_00)
        verdicts = {claim.lines.get().pk: LineVerdict(0, "Geen kosten van de groep.")}
        with pytest.raises(UnableToPayGroup, match="Wijs de declaratie dan af"):
            actions.handle_claim(claim=claim, verdicts=verdicts, note="", by=scene.handler.actor, at=NOON)

    def test_who_belongs_to_the_group_does_not_judge(self, scene: Scene) -> None:
        speaker(scene.group, scene.handler)
        claim = scene.filed(100_00)
        with pytest.raises(UnableToPayGroup, match="hoort bij deze groep"):
            actions.handle_claim(claim=claim, verdicts={}, note="", by=scene.handler.actor, at=NOON)


class TestDeciding:
    def test_an_approved_claim_is_committed_and_owed_once(self, scene: Scene) -> None:
        claim = scene.handled(120_00)
        actions.approve_claim(claim=claim, by=scene.approver.actor, at=NOON)
        actions.approve_claim(claim=claim, by=scene.approver.actor, at=NOON)
        owed = PaymentObligation.objects.get()
        assert (owed.case_number, owed.amount_cents, owed.iban) == ("DC-2026-001", 120_00, scene.group.iban)
        assert owed.due_on == date(2026, 12, 14)  # six weeks, Awb 4:87
        assert scene.fresh().granted_cents == 120_00
        assert differences() == []
        mail = OutboxMessage.objects.get(kind="claim_decided")
        assert "€ 120" in mail.body_text.replace("\u00a0", " ")

    def test_who_proposed_does_not_approve(self, scene: Scene) -> None:
        claim = scene.handled(120_00)
        both = scene.handler
        both.assignments.get().role.role_permissions.create(permission="claim.approve")
        with pytest.raises(UnableToPayGroup, match="zelf"):
            actions.approve_claim(claim=claim, by=both.actor, at=NOON)
        with pytest.raises(IntegrityError), transaction.atomic():
            ExpenseClaim.objects.filter(pk=claim.pk).update(decided_by=both.actor)

    def test_without_money_under_the_ceiling_nothing_happens(self) -> None:
        scene = Scene(money_cents=100_00)
        claim = scene.handled(120_00)
        with pytest.raises(UnableToPayGroup):
            actions.approve_claim(claim=claim, by=scene.approver.actor, at=NOON)
        claim.refresh_from_db()
        assert claim.state == ClaimState.HANDLED
        assert not PaymentObligation.objects.exists()

    def test_without_a_ceiling_the_reason_is_said(self, scene: Scene) -> None:
        claim = scene.handled(120_00)
        scene.ceiling.year = 2025
        scene.ceiling.save()
        with pytest.raises(UnableToPayGroup, match="nog geen geld beschikbaar"):
            actions.approve_claim(claim=claim, by=scene.approver.actor, at=NOON)

    def test_a_refused_claim_gives_its_room_back_and_says_why(self, scene: Scene) -> None:
        claim = scene.handled(120_00)
        with pytest.raises(UnableToPayGroup, match="waarom u afwijst"):
            actions.refuse_claim(claim=claim, reason=" ", by=scene.approver.actor, at=NOON)
        actions.refuse_claim(claim=claim, reason="Dit zijn privékosten.", by=scene.approver.actor, at=NOON)
        assert claim_room(scene.group, 2026, TODAY).left_cents == 750_00
        assert "Dit zijn privékosten." in OutboxMessage.objects.get(kind="claim_decided").body_text

    def test_a_claim_sent_back_takes_its_whole_room_again(self, scene: Scene) -> None:
        claim = scene.filed(100_00)
        verdicts = {claim.lines.get().pk: LineVerdict(60_00, "Deels voor eigen gebruik.")}
        actions.handle_claim(claim=claim, verdicts=verdicts, note="", by=scene.handler.actor, at=NOON)
        actions.send_back_claim(claim=claim, reason="Kijk nog eens.", by=scene.approver.actor, at=NOON)
        assert claim_room(scene.group, 2026, TODAY).claimed_cents == 100_00

    @pytest.mark.parametrize("handled", [True, False])
    def test_a_withdrawn_claim_gives_its_room_back(self, scene: Scene, handled: bool) -> None:
        claim = scene.handled(100_00) if handled else scene.filed(100_00)
        actions.withdraw_claim(claim=claim, by=scene.speaker.actor, at=NOON)
        assert claim_room(scene.group, 2026, TODAY).claimed_cents == 0
        with pytest.raises(UnableToPayGroup, match="iemand was u voor"):
            actions.withdraw_claim(claim=claim, by=scene.speaker.actor, at=NOON)


class TestAnyOrder(TestCase):
    """Whatever happens to claims in whatever order, the room is what the live claims leave of the limit."""

    @settings(max_examples=8, deadline=None)
    @given(st.lists(st.tuples(st.integers(1, 400_00), st.sampled_from("fhawrb")), max_size=7))
    def test_room_is_the_limit_less_live_claims(self, steps: list[tuple[int, str]]) -> None:
        scene = Scene()
        for cents, what in steps:
            _one(scene, cents, what)
        live = ExpenseClaim.objects.filter(state__in=["filed", "handled", "approved"])
        taken = sum((c.accepted_cents if c.accepted_cents is not None else c.claimed_cents) or 0 for c in live)
        room = claim_room(scene.group, 2026, TODAY)
        assert room.claimed_cents == taken <= 750_00
        approved = live.filter(state="approved")
        assert scene.fresh().granted_cents == sum(c.accepted_cents or 0 for c in approved)
        assert differences() == []


def _one(scene: Scene, cents: int, what: str) -> None:
    """One claim and what happens to it; a refusal for want of room changes nothing."""
    try:
        claim = scene.filed(cents)
    except UnableToPayGroup:
        return
    if what in "hab":
        line = claim.lines.get()
        verdict = LineVerdict(max(1, cents // 2), "De helft.")
        claim = actions.handle_claim(claim=claim, verdicts={line.pk: verdict}, note="", by=scene.handler.actor, at=NOON)
    if what == "a":
        actions.approve_claim(claim=claim, by=scene.approver.actor, at=NOON)
    if what == "b":
        actions.send_back_claim(claim=claim, reason="Nog eens.", by=scene.approver.actor, at=NOON)
    if what == "w":
        actions.withdraw_claim(claim=claim, by=scene.speaker.actor, at=NOON)
    if what == "r":
        actions.refuse_claim(claim=claim, reason="Nee.", by=scene.approver.actor, at=NOON)
