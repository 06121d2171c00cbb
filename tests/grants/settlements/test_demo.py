"""The demo's reports are told, settled and made public by the room's own verbs."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from kernkracht.grants.settlements.demo import load
from kernkracht.grants.settlements.models import Settlement, SpendingReport, Story
from tests.factories.settlements import LIGHT, RECEIPTS, Granted

pytestmark = pytest.mark.django_db
SEED = """
settler: {settler}
decider: {decider}
reports:
  - {{what: Het is gelukt., people: 4, spent_percent: 100, end: whole, story: Gelukt}}
  - {{what: Half gelukt., people: 2, spent_percent: 60, end: lower, settled_percent: 60, weighing: Het halve plan.}}
"""


def test_one_settled_whole_with_a_story_and_one_lower_with_a_recovery(tmp_path: Path, settings: Settings) -> None:
    first, second = Granted(RECEIPTS), Granted(LIGHT)
    second.pay()
    for granted in (first, second):
        granted.settler.email, granted.desk.decider.email = f"a{granted.settler.pk}@x.nl", f"b{granted.settler.pk}@x.nl"
        granted.settler.save()
        granted.desk.decider.save()
    scheme = second.desk.version.scheme
    first.desk.decider.assignments.get().mandates.get().schemes.add(scheme)
    seed = SEED.format(settler=first.settler.email, decider=first.desk.decider.email)
    (tmp_path / "settlements.yaml").write_text(seed, encoding="utf-8")
    settings.DEMO_SEED_DIR = tmp_path
    load(first.later(30))
    assert set(SpendingReport.objects.values_list("state", flat=True)) == {"approved"}
    assert Story.objects.get().state == "published"
    lower = Settlement.objects.exclude(ground="").get()
    assert (lower.settled_cents, lower.recovery.amount_cents) == (300_00, 200_00)


def test_without_a_seed_nothing_happens(tmp_path: Path, settings: Settings) -> None:
    settings.DEMO_SEED_DIR = tmp_path
    load(Granted(LIGHT).later(30))
    assert not Settlement.objects.exists()
