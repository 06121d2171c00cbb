"""An award owes exactly what its letter says, from the same plan, in the same transaction."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils.html import strip_tags

from kernkracht.grants.applications import hooks
from kernkracht.grants.applications.actions import award_grant, refuse_grant
from kernkracht.grants.applications.models import ApplicationState, GrantDecision
from kernkracht.grants.payments.models import Block, ObligationKind, ObligationState, PaymentObligation
from tests.grants.applications.desk import RULES, Desk, act, assert_nothing_happened

pytestmark = pytest.mark.django_db
IBAN = "NL91ABNA0417164300"


def awarded(*rules: tuple[str, dict[str, object]], **case: object) -> tuple[Desk, str]:
    """A desk that granted € 500, and the text of its letter."""
    desk = Desk(rules=[*RULES, *rules])
    type(desk.case).objects.filter(pk=desk.case.pk).update(**{"iban": IBAN, **case})
    desk.case.refresh_from_db()
    desk.judged_and_proposed()
    decision = award_grant(**act(desk))
    assert decision.letter
    return desk, " ".join(strip_tags(decision.letter.html).replace("\u00a0", " ").split())


def test_the_whole_award_is_due_six_weeks_after_the_decision() -> None:
    desk, letter = awarded()
    row = PaymentObligation.objects.get()
    assert (row.amount_cents, row.state, row.kind) == (500_00, ObligationState.OPEN, ObligationKind.AWARD)
    assert (row.counted_from, row.term_weeks, row.due_on) == (date(2026, 3, 9), 6, date(2026, 4, 20))
    assert (row.payee_name, row.iban, row.block) == ("Robin Voorbeeld", IBAN, "")
    assert row.case_number == desk.case.number
    assert "uiterlijk op 20 april 2026" in letter


def test_after_receipts_everything_waits() -> None:
    _desk, letter = awarded(("pay_after_receipts", {"term_weeks": 4}))
    row = PaymentObligation.objects.get()
    assert (row.state, row.condition, row.due_on) == (ObligationState.WAITING, "receipts", None)
    assert "binnen 4 weken na afloop" in letter
    assert "Dan betalen wij binnen 6 weken." in letter


def test_an_advance_is_due_and_the_rest_waits() -> None:
    _desk, letter = awarded(("pay_after_receipts", {}), ("partial_advance", {"pct": 50}), answers={"advance_pct": 40})
    advance, rest = PaymentObligation.objects.order_by("pk")
    assert (advance.kind, advance.amount_cents, advance.state) == ("advance", 200_00, ObligationState.OPEN)
    assert (rest.kind, rest.amount_cents, rest.state) == ("rest", 300_00, ObligationState.WAITING)
    assert "een voorschot van € 200. Dat heeft u uiterlijk op 20 april 2026." in letter
    assert "De rest is € 300." in letter


def test_without_account_it_is_owed_and_blocked() -> None:
    _desk, letter = awarded(iban="")
    assert PaymentObligation.objects.get().block == Block.NO_ACCOUNT
    assert "Wij hebben nog geen rekeningnummer van u." in letter
    assert "uiterlijk op 20 april 2026" in letter


def test_a_rule_that_pays_associations_only_blocks_a_resident() -> None:
    awarded(("payee_rule", {"allowed": ["association"]}))
    assert PaymentObligation.objects.get().block == Block.PAYEE_RULE


def test_an_association_is_paid_under_its_own_name() -> None:
    awarded(
        ("payee_rule", {"allowed": ["association"]}), applicant_kind="association", organisation="Dorpsbelang Voorbeeld"
    )
    row = PaymentObligation.objects.get()
    assert (row.payee_name, row.block) == ("Dorpsbelang Voorbeeld", Block.NONE)


def test_a_refusal_owes_nothing() -> None:
    desk = Desk()
    desk.judged_and_proposed(outcome="refuse", refusal_ground="open_access")
    refuse_grant(**act(desk))
    assert not PaymentObligation.objects.exists()


def test_every_outcome_is_told_to_the_hooks(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []
    monkeypatch.setattr(hooks, "decision_taken", [lambda decision, _by, _at: heard.append(decision.outcome)])
    desk = Desk()
    desk.judged_and_proposed(outcome="refuse", refusal_ground="open_access")
    refuse_grant(**act(desk))
    assert heard == ["refuse"]


def test_when_the_money_cannot_be_owed_nothing_is_decided(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_decision: GrantDecision, *_rest: object) -> None:
        raise RuntimeError("no")

    monkeypatch.setattr(hooks, "decision_taken", [fail])
    desk = Desk()
    desk.judged_and_proposed()
    with pytest.raises(RuntimeError):
        award_grant(**act(desk))
    assert_nothing_happened(desk)
    assert desk.fresh().state == ApplicationState.PROPOSED
