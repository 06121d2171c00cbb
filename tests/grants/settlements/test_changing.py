"""A settlement that goes down afterwards (Awb 4:49): on a ground, in time, by two people, with its money."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.utils.html import strip_tags

from kernkracht.grants.objections import actions as objecting
from kernkracht.grants.settlements.actions import (
    Change,
    UnableToSettle,
    propose_change,
    recover,
    register_repayment,
    return_proposal,
    settle_grant,
)
from kernkracht.grants.settlements.models import Settlement
from tests.factories.settlements import AFTERWARDS
from tests.grants.objections.settled import Settled

pytestmark = pytest.mark.django_db
LATER = AFTERWARDS + timedelta(days=60)


def proposed(scene: Settled, cents: int = 250_00, at: datetime = LATER, **more: Any) -> Settlement:
    fields = {"ground": "unknown_facts", "weighing": "De bomen zijn verkocht.", **more}
    return propose_change(settlement=scene.live, change=Change(cents, **fields), by=scene.settler.actor, at=at)


def decided(scene: Settled, cents: int = 250_00, **more: Any) -> Settlement:
    return settle_grant(settlement=proposed(scene, cents, **more), by=scene.desk.decider.actor, at=LATER)


def test_paid_in_full_it_comes_back_by_a_recovery() -> None:
    scene = Settled()
    new = decided(scene)
    text = " ".join(strip_tags(new.letter.html).replace("\u00a0", " ").split()) if new.letter else ""
    assert (scene.live, new.replaces, new.overpaid_cents) == (new, scene.settlement, 250_00)
    assert Settlement.objects.get(pk=scene.settlement.pk).state == "replaced"
    for said in ("nu vast op € 250", "artikel 4:49", "onder a", "De bomen zijn verkocht.", "€ 250 te veel", "bezwaar"):
        assert said in text, said
    recovery = recover(settlement=new, reason="Te veel.", by=scene.desk.decider.actor, at=LATER)
    assert recovery.amount_cents == 250_00
    register_repayment(
        recovery=recovery, amount_cents=250_00, received_on=LATER.date(), by=scene.settler.actor, at=LATER
    )
    assert scene.ledger() == (250_00, 250_00)


def test_unpaid_the_ledger_goes_down_and_less_is_paid() -> None:
    scene = Settled(paid=False)
    decided(scene)
    assert scene.ledger() == (250_00, 0)
    assert [row for row in scene.owed() if row[0] == "open"] == [("open", 250_00)]


def test_after_a_recovery_that_came_in_only_the_rest_is_too_much() -> None:
    scene = Settled(recovered=True)
    scene.repay(100_00)
    assert decided(scene).overpaid_cents == 150_00


def test_withdrawn_altogether() -> None:
    scene = Settled()
    new = decided(scene, 0)
    assert (new.settled_cents, new.overpaid_cents) == (0, 500_00)
    assert new.letter
    assert "trekken de vaststelling in" in new.letter.html


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"cents": 400_00}, "settled"),
        ({"cents": -1}, "settled"),
        ({"ground": "no_money_left"}, "ground"),
        ({"weighing": " "}, "weighing"),
        ({"ground": "duties_after"}, "breach_on"),
        ({"ground": "duties_after", "breach_on": date(2026, 10, 19)}, "breach_on"),
        ({"ground": "duties_after", "breach_on": date(2030, 1, 1)}, "breach_on"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_field(changes: dict[str, Any], field: str) -> None:
    scene = Settled()
    with pytest.raises(UnableToSettle) as refusal:
        proposed(scene, **changes)
    assert refusal.value.field == field
    assert Settlement.objects.count() == 1


def test_four_eyes_and_a_mandate() -> None:
    scene = Settled()
    settlement = proposed(scene)
    with pytest.raises(UnableToSettle, match="mandaat"):
        settle_grant(settlement=settlement, by=scene.settler.actor, at=LATER)
    assert scene.live == scene.settlement


def test_an_open_recovery_or_another_proposal_comes_first() -> None:
    scene = Settled(recovered=True)
    with pytest.raises(UnableToSettle, match="Rond die eerst af"):
        proposed(scene)
    scene.repay(100_00)
    settlement = proposed(scene)
    with pytest.raises(UnableToSettle, match="al een voorstel"):
        proposed(scene)
    return_proposal(settlement=settlement, reason="Te streng.", by=scene.desk.decider.actor, at=LATER)
    assert proposed(scene).state == "proposed"


def test_an_objection_comes_first() -> None:
    scene = Settled()
    objection = scene.object()
    with pytest.raises(UnableToSettle, match=objection.number):
        proposed(scene)
    objecting.withdraw_objection(objection=objection, reason="", by=scene.handler.actor, at=LATER)
    assert proposed(scene).state == "proposed"
