"""The three phases follow each other, and running needs a start gathering or a reason (R38, R41)."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from kernkracht.community.gatherings.models import Gathering
from kernkracht.community.gatherings.queries import START_GATHERING
from kernkracht.community.villages.actions import NotAllowedToManageVillages, UnableToSetPhase, set_phase
from kernkracht.community.villages.models import RolloutStep, Village
from kernkracht.foundation.audit.queries import history_of
from tests.factories.briefings import briefed_village
from tests.factories.gatherings import EveningFactory, GatheringKindFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
MAP, START, RUN = RolloutStep.Phase.MAP, RolloutStep.Phase.START, RolloutStep.Phase.RUN


def started() -> tuple[Village, dict[str, object]]:
    """A village in phase 2 since March."""
    pair = briefed_village()
    who: dict[str, object] = {"by": pair.coordinator.actor, "at": NOW}
    for phase, since in ((MAP, date(2026, 1, 1)), (START, date(2026, 3, 1))):
        set_phase(village=pair.village, phase=phase, since=since, **who)  # type: ignore[arg-type] # who acts and when
    return pair.village, who


def start_gathering(village: Village, state: str) -> Gathering:
    row: Gathering = EveningFactory(
        kind=GatheringKindFactory(code=START_GATHERING, name="Startbijeenkomst"),
        state=state,
        outcome="Wij kozen drie onderwerpen.",
        cancelled_because="Storm",
    )
    row.villages.add(village)
    return row


@pytest.mark.parametrize("state", ["planned", "cancelled", None])
def test_running_without_a_held_start_gathering_needs_a_reason(state: str | None) -> None:
    village, who = started()
    if state:
        start_gathering(village, state)
    with pytest.raises(UnableToSetPhase, match="startbijeenkomst") as refusal:
        set_phase(village=village, phase=RUN, since=date(2026, 9, 1), reason="  ", **who)  # type: ignore[arg-type] # who
    assert refusal.value.field == "reason"
    assert village.rollout_steps.count() == 2
    step = set_phase(village=village, phase=RUN, since=date(2026, 9, 1), reason="Al lang gestart.", **who)  # type: ignore[arg-type] # who
    assert step.reason == "Al lang gestart."
    assert history_of(village).order_by("pk").last().ground == "Al lang gestart."  # type: ignore[union-attr] # there is one


def test_a_held_start_gathering_is_enough() -> None:
    village, who = started()
    start_gathering(village, "held")
    set_phase(village=village, phase=RUN, since=date(2026, 9, 1), **who)  # type: ignore[arg-type] # who acts and when
    assert village.rollout_steps.count() == 3


@pytest.mark.parametrize(
    ("phase", "since", "field"), [(MAP, date(2026, 4, 1), "since"), (START, date(2025, 12, 31), "since")]
)
def test_days_follow_each_other(phase: RolloutStep.Phase, since: date, field: str) -> None:
    village, who = started()
    with pytest.raises(UnableToSetPhase) as refusal:
        set_phase(village=village, phase=phase, since=since, **who)  # type: ignore[arg-type] # who acts and when
    assert refusal.value.field == field


def test_no_phase_is_skipped_and_strangers_set_none() -> None:
    pair, strange = briefed_village(), briefed_village()
    with pytest.raises(UnableToSetPhase) as refusal:
        set_phase(village=pair.village, phase=START, since=date(2026, 1, 1), by=pair.coordinator.actor, at=NOW)
    assert refusal.value.field == "phase"
    with pytest.raises(NotAllowedToManageVillages):
        set_phase(village=pair.village, phase=MAP, since=date(2026, 1, 1), by=strange.coordinator.actor, at=NOW)
    assert not RolloutStep.objects.exists()
