"""Help wanted and the support point (R178, R181, R182)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from kernkracht.community.people.models import User
from kernkracht.community.villages.models import Village
from kernkracht.community.volunteers import actions
from kernkracht.community.volunteers.models import HelpWanted, SupportPoint
from kernkracht.community.volunteers.permissions import takes_offers
from kernkracht.community.volunteers.queries import help_wanted
from tests.factories.villages import VillageFactory
from tests.factories.volunteers import HelpWantedFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)


@pytest.fixture
def facts(village: Village) -> actions.HelpFacts:
    return actions.HelpFacts("Koffie schenken", village, organisation="Dorpshuis", people_wanted=2)


def test_a_request_is_public_only_while_it_is_open(
    facts: actions.HelpFacts, village: Village, who: dict[str, Any]
) -> None:
    wanted = actions.save_help(facts=facts, **who)
    assert not help_wanted(TODAY).exists()
    actions.open_help(wanted=wanted, **who)
    assert list(help_wanted(TODAY, village)) == [wanted]
    assert not help_wanted(TODAY, VillageFactory()).exists()
    actions.close_help(wanted=wanted, **who)
    assert not help_wanted(TODAY).exists()
    with pytest.raises(actions.UnableToSaveHelp, match="niet open"):
        actions.close_help(wanted=wanted, **who)


def test_a_public_plan_may_ask(facts: actions.HelpFacts, who: dict[str, Any]) -> None:
    of_plan = replace(facts, organisation="", plan_number="LB-2026-001", plan_title="Pluktuin")
    assert actions.save_help(facts=of_plan, **who).plan_title == "Pluktuin"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"title": " "}, "wat voor hulp"),
        ({"organisation": " "}, "Kies een groep"),
        ({"people_wanted": 0}, "1 of meer"),
        ({"text": "Bel mevrouw Bos"}, "naam van een persoon"),
        ({"text": "Mail bos@example.org"}, "e-mailadres"),
    ],
)
def test_a_wrong_request_is_refused(
    facts: actions.HelpFacts, who: dict[str, Any], changes: dict[str, Any], reason: str
) -> None:
    with pytest.raises(actions.UnableToManageVolunteers, match=reason):
        actions.save_help(facts=replace(facts, **changes), **who)
    assert not HelpWanted.objects.exists()


def test_a_request_whose_last_day_is_over_cannot_open(facts: actions.HelpFacts, who: dict[str, Any]) -> None:
    wanted = actions.save_help(facts=replace(facts, closes_on=TODAY - timedelta(days=1)), **who)
    with pytest.raises(actions.UnableToSaveHelp, match="laatste dag"):
        actions.open_help(wanted=wanted, **who)


def test_a_colleague_of_another_village_may_not(facts: actions.HelpFacts, neighbour: User, now: datetime) -> None:
    with pytest.raises(actions.NotAllowedToManageVolunteers, match="Ons Dorp"):
        actions.save_help(facts=facts, by=neighbour.actor, at=now)


def test_the_last_day_counts() -> None:
    wanted = HelpWantedFactory(closes_on=TODAY)
    assert [takes_offers(wanted, TODAY + timedelta(days=days)) for days in (0, 1)] == [True, False]
    assert list(help_wanted(TODAY)) == [wanted]
    assert not help_wanted(TODAY + timedelta(days=1)).exists()


def test_there_is_one_support_point(who: dict[str, Any]) -> None:
    for name in ("Steunpunt", "Steunpunt Nieuw"):
        actions.save_support_point(facts=actions.SupportPointFacts(name), **who)
    assert SupportPoint.objects.get().name == "Steunpunt Nieuw"
    with pytest.raises(actions.UnableToManageVolunteers):
        actions.save_support_point(facts=actions.SupportPointFacts(" "), **who)
