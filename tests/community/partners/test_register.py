"""Partners, kinds and contract managers (R192, R207)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from kernkracht.community.partners import actions
from kernkracht.community.partners.models import ContractManagement, Partner, PartnerKind
from kernkracht.community.partners.queries import kinds_in_order, partners_of, register
from kernkracht.community.people.models import User
from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.models import AuditEvent
from tests.factories.partners import PartnerFactory, PartnerKindFactory
from tests.factories.people import UserFactory
from tests.factories.villages import VillageFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)


@pytest.fixture
def facts() -> actions.PartnerFacts:
    return actions.PartnerFacts(name="Afvaldienst", kind=PartnerKindFactory(), task="Haalt afval op.")


def test_a_partner_is_added_and_changed_with_one_record_each(facts: actions.PartnerFacts, who: dict[str, Any]) -> None:
    partner = actions.save_partner(facts=facts, **who)
    assert partner.slug == "afvaldienst"
    changed = actions.save_partner(facts=replace(facts, name="Afval en Schoon"), partner=partner, **who)
    assert (changed.name, changed.slug) == ("Afval en Schoon", "afvaldienst")
    events = AuditEvent.objects.filter(event__startswith="partner.").order_by("pk")
    assert list(events.values_list("event", flat=True)) == ["partner.added", "partner.changed"]
    assert events[1].data["fields"] == "name"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"name": "  "}, "Vul de naam"),
        ({"name": "AL BEKEND"}, "al een partner"),
        ({"task": "Vraag naar mevrouw Jansen."}, "naam van een persoon"),
        ({"contact_label": "Bel 06-12345678"}, "telefoonnummer"),
    ],
)
def test_wrong_facts_change_nothing(
    facts: actions.PartnerFacts, who: dict[str, Any], changes: dict[str, str], reason: str
) -> None:
    PartnerFactory(name="Al bekend")
    with pytest.raises(actions.UnableToManagePartners, match=reason):
        actions.save_partner(facts=replace(facts, **changes), **who)
    assert Partner.objects.count() == 1


def test_a_stranger_to_the_office_may_not(facts: actions.PartnerFacts, now: datetime) -> None:
    with pytest.raises(actions.NotAllowedToManagePartners):
        actions.save_partner(facts=facts, by=UserFactory().actor, at=now)


def test_a_kind_that_is_out_of_use_stays_with_who_has_it(facts: actions.PartnerFacts, who: dict[str, Any]) -> None:
    partner = actions.save_partner(facts=facts, **who)
    PartnerKind.objects.update(is_active=False)
    old = PartnerKind.objects.get()
    actions.save_partner(facts=replace(facts, kind=old, task="Anders"), partner=partner, **who)
    with pytest.raises(actions.UnableToSavePartner, match="gebruiken wij niet meer"):
        actions.save_partner(facts=replace(facts, kind=old, name="Nieuw"), **who)


def test_kinds_come_with_their_sub_kinds_below_them(who: dict[str, Any]) -> None:
    social = actions.save_kind(facts=actions.KindFacts("Maatschappelijke partner", sort_order=1), **who)
    actions.save_kind(facts=actions.KindFacts("Politie", sort_order=2), **who)
    for label in ("Welzijnswerk", "Jongerenwerk", "Algemeen maatschappelijk werk"):
        actions.save_kind(facts=actions.KindFacts(label, belongs_to=social, sort_order=3), **who)
    assert [kind.label for kind in kinds_in_order()] == [
        "Maatschappelijke partner",
        "Algemeen maatschappelijk werk",
        "Jongerenwerk",
        "Welzijnswerk",
        "Politie",
    ]


@pytest.mark.parametrize("case", ["itself", "third level", "same label", "has sub-kinds"])
def test_kinds_that_make_no_sense_are_refused(case: str, who: dict[str, Any]) -> None:
    top = PartnerKindFactory(label="Boven")
    sub = PartnerKindFactory(label="Onder", belongs_to=top)
    facts, kind = {
        "itself": (actions.KindFacts("Boven", belongs_to=top), top),
        "third level": (actions.KindFacts("Diep", belongs_to=sub), None),
        "same label": (actions.KindFacts("boven"), None),
        "has sub-kinds": (actions.KindFacts("Boven", belongs_to=PartnerKindFactory()), top),
    }[case]
    with pytest.raises(actions.UnableToManagePartners):
        actions.save_kind(facts=facts, kind=kind, **who)


def test_contract_managers_follow_each_other(keeper: User, who: dict[str, Any]) -> None:
    partner = PartnerFactory()
    later = UserFactory(is_staff=True)
    actions.set_contract_manager(partner=partner, user=keeper, since=TODAY, **who)
    actions.set_contract_manager(partner=partner, user=later, since=TODAY + timedelta(days=30), **who)
    first = ContractManagement.objects.order_by("valid_from")[0]
    assert first.valid_until == TODAY + timedelta(days=29)
    assert [row.user for row in register(TODAY).get().managers_now] == [keeper]  # type: ignore[attr-defined]
    assert [row.user for row in register(TODAY + timedelta(days=30)).get().managers_now] == [later]  # type: ignore[attr-defined]


def test_a_contract_manager_works_here_and_begins_later_than_the_last(keeper: User, who: dict[str, Any]) -> None:
    partner = PartnerFactory()
    with pytest.raises(actions.UnableToSetContractManager, match="collega"):
        actions.set_contract_manager(partner=partner, user=UserFactory(), since=TODAY, **who)
    actions.set_contract_manager(partner=partner, user=keeper, since=TODAY, **who)
    with pytest.raises(actions.UnableToSetContractManager, match="latere dag"):
        actions.set_contract_manager(partner=partner, user=keeper, since=TODAY, **who)


def test_who_works_in_a_village(village: Village) -> None:
    everywhere, ended = PartnerFactory(), PartnerFactory(ended_on=TODAY - timedelta(days=1))
    for_area, for_village, elsewhere = PartnerFactory(), PartnerFactory(), PartnerFactory()
    for_area.areas.add(village.area)
    for_village.villages.add(village)
    elsewhere.villages.add(VillageFactory())
    found = set(partners_of(village, TODAY))
    assert found == {everywhere, for_area, for_village}
    assert not found & {ended, elsewhere}


def test_an_ended_partner_goes_on_with_its_history(who: dict[str, Any]) -> None:
    partner = PartnerFactory(since=date(2026, 1, 1))
    actions.end_partner(partner=partner, until=TODAY, **who)
    assert list(Partner.objects.active(TODAY)) == [partner]
    assert not Partner.objects.active(TODAY + timedelta(days=1)).exists()
    with pytest.raises(actions.UnableToManagePartners, match="eerder"):
        actions.end_partner(partner=partner, until=date(2025, 12, 31), **who)
    actions.end_partner(partner=partner, until=None, **who)
    assert Partner.objects.get().ended_on is None
