"""Keeping, publishing, copying and importing versions."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from pytest_django import DjangoAssertNumQueries

from kernkracht.foundation.audit.models import Actor, AuditEvent
from kernkracht.grants.schemes.actions import (
    UnableToCloseVersion,
    UnableToImportScheme,
    UnableToPublish,
    UnableToSaveDraft,
    close_version,
    copy_to_new_year,
    discard_draft,
    import_scheme,
    publish_version,
    save_draft,
)
from kernkracht.grants.schemes.interchange import dump_scheme_file, load_scheme_file
from kernkracht.grants.schemes.models import Criterion, Scheme, SchemeVersion, VillageOverride
from kernkracht.grants.schemes.queries import (
    max_per_application_of,
    open_schemes,
    rules_of,
    scheme_at,
    scheme_file_of,
    version_among,
    version_on,
    versions_of,
    yearly_ceiling_of,
)
from tests.factories.schemes import SchemeVersionFactory
from tests.factories.villages import VillageFactory

from .build import SEEDS
from .test_files import GOOD

pytestmark = pytest.mark.django_db
AT = datetime(2026, 1, 5, 9, tzinfo=UTC)


@pytest.fixture
def by() -> Actor:
    VillageFactory(slug="asch", name="Asch")
    return Actor.system()


def take(by: Actor, source: str = GOOD, **options: Any) -> SchemeVersion:
    return import_scheme(source=source, by=by, at=AT, **options).version


def test_import_keeps_everything(by: Actor) -> None:
    version = take(by)
    assert version.state == "draft"
    file = load_scheme_file(GOOD)
    assert scheme_file_of(version) == file
    assert load_scheme_file(dump_scheme_file(scheme_file_of(version))) == file
    assert AuditEvent.objects.get().event == "scheme.imported"


def test_the_same_file_twice_changes_nothing(by: Actor) -> None:
    first = import_scheme(source=GOOD, publish=True, by=by, at=AT)
    again = import_scheme(source=GOOD, publish=True, by=by, at=AT)
    assert (first.outcome, again.outcome) == ("created", "unchanged")
    assert AuditEvent.objects.count() == 2
    assert SchemeVersion.objects.count() == 1


def test_a_draft_is_brought_up_to_date(by: Actor) -> None:
    take(by)
    result = import_scheme(source=GOOD.replace("weeks: 2", "weeks: 3"), by=by, at=AT)
    assert result.outcome == "updated"
    assert rules_of(result.version).rule("vooraf").statement.startswith("U vraagt minstens 3 weken")
    assert Criterion.objects.count() == 2


def test_a_draft_becomes_published_by_the_same_file(by: Actor) -> None:
    take(by)
    assert import_scheme(source=GOOD, publish=True, by=by, at=AT).version.state == "published"


def test_a_changed_file_of_a_published_version_is_refused(by: Actor) -> None:
    take(by, publish=True)
    with pytest.raises(UnableToImportScheme, match="al gepubliceerd"):
        take(by, GOOD.replace("weeks: 2", "weeks: 3"))


def test_unknown_villages_are_refused_with_their_line(by: Actor) -> None:
    with pytest.raises(UnableToImportScheme) as refusal:
        take(by, GOOD.replace("asch:", "ash:"))
    assert [f"{fault}" for fault in refusal.value.faults] == [
        "regel 15, criteria[0].overrides.ash: Het dorp “ash” is hier onbekend. Bedoelt u “asch”?"
    ]
    assert not Scheme.objects.exists()


def test_an_old_address_leads_to_one_scheme(by: Actor) -> None:
    with_address = GOOD.replace("municipality: Voorbeeld", "municipality: V\n  old_addresses: [/oud/pad/]")
    version = take(by, with_address)
    assert scheme_at("oud/pad") == version.scheme
    with pytest.raises(UnableToImportScheme) as refusal:
        take(by, with_address.replace("slug: proef", "slug: anders"))
    assert "leidt al naar Proef" in str(refusal.value.faults[0])
    assert scheme_at("/elders/") is None


def test_a_wrong_file_changes_nothing(by: Actor) -> None:
    with pytest.raises(UnableToImportScheme) as refusal:
        take(by, GOOD.replace("weeks: 2", "weeks: x"))
    assert refusal.value.faults[0].line == 18
    assert not SchemeVersion.objects.exists()


def test_publishing_refused_at_import_changes_nothing(by: Actor) -> None:
    with pytest.raises(UnableToImportScheme, match="4:23"):
        take(by, GOOD.replace("  legal_basis: Verordening, artikel 1\n", ""), publish=True)
    assert not SchemeVersion.objects.exists()


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_seeds_go_in_and_come_out(path: Any, by: Actor) -> None:
    for slug in {slug for rule in load_scheme_file(path.read_bytes()).rules.rules for slug in rule.overrides}:
        VillageFactory(slug=slug)
    version = import_scheme(source=path.read_bytes(), by=by, at=AT).version
    assert scheme_file_of(version) == load_scheme_file(path.read_bytes())


# --- publishing ------------------------------------------------------------------------------------------------------


def test_publish(by: Actor) -> None:
    version = publish_version(version=take(by), by=by, at=AT)
    assert (version.state, version.published_at) == ("published", AT)
    event = AuditEvent.objects.get(event="scheme.published")
    assert event.ground == "Verordening, artikel 1"
    with pytest.raises(UnableToPublish, match="al gepubliceerd"):
        publish_version(version=version, by=by, at=AT)


def test_no_version_without_a_legal_basis(by: Actor) -> None:
    version = take(by, GOOD.replace("  legal_basis: Verordening, artikel 1\n", ""))
    with pytest.raises(UnableToPublish, match="Awb 4:23"):
        publish_version(version=version, by=by, at=AT)
    version.refresh_from_db()
    assert version.state == "draft"


def test_no_version_whose_cases_do_not_come_out(by: Actor) -> None:
    version = take(by)
    SchemeVersion.objects.filter(pk=version.pk).update(
        example_cases=[{"facts": {"requested": 900}, "expect": {"payable": 1}}]
    )
    with pytest.raises(UnableToPublish) as refusal:
        publish_version(version=version, by=by, at=AT)
    assert "Verwacht" in str(refusal.value.faults[0])


def test_no_version_with_wrong_parameters(by: Actor) -> None:
    version = take(by)
    Criterion.objects.filter(version=version, key="vooraf").update(parameters={"weeks": "x"})
    with pytest.raises(UnableToPublish) as refusal:
        publish_version(version=version, by=by, at=AT)
    assert refusal.value.faults[0].path == ("criteria", 1, "parameters", "weeks")


def later(label: str = "2027", day: str = "2027-01-01") -> str:
    return GOOD.replace('label: "2026"', f'label: "{label}"').replace("valid_from: 2026-01-01", f"valid_from: {day}")


def test_no_two_versions_on_one_day(by: Actor) -> None:
    take(by, publish=True)
    draft = take(by, later())
    with pytest.raises(UnableToPublish, match="2026"):
        publish_version(version=draft, by=by, at=AT)
    publish_version(version=draft, close_previous=True, by=by, at=AT)
    assert [(v.label, v.valid_until) for v in versions_of(draft.scheme)] == [
        ("2027", None),
        ("2026", date(2026, 12, 31)),
    ]
    assert import_scheme(source=GOOD, publish=True, by=by, at=AT).outcome == "unchanged"


def test_close(by: Actor) -> None:
    draft = take(by)
    with pytest.raises(UnableToCloseVersion):
        close_version(version=draft, last_day=date(2026, 6, 30), by=by, at=AT)
    version = publish_version(version=draft, by=by, at=AT)
    for wrong in (date(2025, 12, 31),):
        with pytest.raises(UnableToCloseVersion):
            close_version(version=version, last_day=wrong, by=by, at=AT)
    close_version(version=version, last_day=date(2026, 6, 30), by=by, at=AT)
    with pytest.raises(UnableToCloseVersion):
        close_version(version=version, last_day=date(2026, 7, 1), by=by, at=AT)
    assert version_on(version.scheme, date(2026, 6, 30)) == version
    assert version_on(version.scheme, date(2026, 7, 1)) is None


# --- drafts ----------------------------------------------------------------------------------------------------------


def test_copy_to_a_new_year_moves_dates_along(by: Actor) -> None:
    source = GOOD.replace(
        "  - key: vooraf",
        "  - {key: plafond, kind: yearly_ceiling, parameters: {amount: 30000, year: 2026}}\n  - key: vooraf",
    )
    version = take(by, source, publish=True)
    copy = copy_to_new_year(version=version, label="2027", valid_from=date(2027, 1, 1), by=by, at=AT)
    assert (copy.state, copy.valid_from, copy.scheme_id) == ("draft", date(2027, 1, 1), version.scheme_id)
    assert yearly_ceiling_of(copy, 2027) == 3_000_000
    assert yearly_ceiling_of(version, 2027) is None
    file = scheme_file_of(copy)
    assert file.cases[0].facts.received_on == date(2027, 2, 1)
    assert file.rules.rule("maximum").overrides == {"asch": {"amount": "1250,50"}}
    with pytest.raises(UnableToSaveDraft, match="2027"):
        copy_to_new_year(version=version, label="2027", valid_from=date(2027, 1, 1), by=by, at=AT)


def test_a_draft_is_saved_and_thrown_away(by: Actor) -> None:
    version = save_draft(file=load_scheme_file(GOOD), by=by, at=AT)
    assert save_draft(file=load_scheme_file(GOOD), by=by, at=AT).pk == version.pk
    published = take(by, later("2031", "2031-01-01"), publish=True)
    discard_draft(version=version, by=by, at=AT)
    assert [v.label for v in versions_of(published.scheme)] == ["2031"]
    with pytest.raises(UnableToSaveDraft):
        discard_draft(version=published, by=by, at=AT)
    with pytest.raises(UnableToSaveDraft):
        save_draft(file=load_scheme_file(later("2031", "2031-01-01")), by=by, at=AT)


# --- the database says no --------------------------------------------------------------------------------------------


def refused(act: Any) -> None:
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        act()


def test_the_database_refuses_to_change_a_published_version(by: Actor) -> None:
    version = take(by, publish=True)
    rows = SchemeVersion.objects.filter(pk=version.pk)
    rule = Criterion.objects.filter(version=version)
    refused(lambda: rows.update(legal_basis="iets anders"))
    refused(lambda: rows.update(state="draft"))
    refused(lambda: rows.update(texts={"intro": "x"}))
    refused(lambda: rule.filter(key="maximum").update(parameters={"amount": 9}))
    refused(lambda: Criterion.objects.create(version=version, key="x", position=9, kind="open_access"))
    refused(lambda: rule.filter(key="vooraf").delete())
    refused(lambda: VillageOverride.objects.filter(criterion__version=version).update(parameters={}))
    refused(lambda: VillageOverride.objects.filter(criterion__version=version).delete())
    refused(lambda: version.delete())
    rows.update(valid_until=date(2026, 12, 31))
    version.refresh_from_db()
    assert version.valid_until == date(2026, 12, 31)


def test_the_database_lets_drafts_change(by: Actor) -> None:
    version = take(by)
    Criterion.objects.filter(version=version).update(article="art. 1")
    VillageOverride.objects.filter(criterion__version=version).delete()
    version.delete()
    assert not Criterion.objects.exists()


# --- reads -----------------------------------------------------------------------------------------------------------


def test_rules_come_in_three_queries(by: Actor, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    version = SchemeVersion.objects.get(pk=take(by).pk)
    with django_assert_max_num_queries(3):
        made = rules_of(version)
    assert made == load_scheme_file(GOOD).rules
    assert rules_of(version, VillageFactory(slug="lienden")).rules == made.rules


def test_which_version_holds() -> None:
    first = SchemeVersionFactory(label="a", valid_until=date(2025, 12, 31))
    second = SchemeVersionFactory(scheme=first.scheme, label="b", valid_from=date(2026, 1, 1))
    SchemeVersionFactory(scheme=first.scheme, label="c", valid_from=date(2026, 1, 1), state="draft", published_at=None)
    yearly = SchemeVersionFactory(scheme__intake="yearly")
    assert version_on(first.scheme, date(2025, 12, 31)) == first
    assert version_on(first.scheme, date(2026, 1, 1)) == second
    assert version_on(first.scheme, date(2019, 12, 31)) is None
    assert version_among([first, second], date(2026, 5, 1)) == second
    assert open_schemes(date(2026, 1, 1)) == [second]
    assert yearly not in open_schemes(date(2026, 1, 1))


def test_amounts_of_a_version() -> None:
    version = SchemeVersionFactory(criteria=[("max_per_application", {"amount": "750,50"}), ("yearly_ceiling", {})])
    assert max_per_application_of(version) == 75_050
    assert yearly_ceiling_of(version, 2026) is None
    assert max_per_application_of(SchemeVersionFactory()) is None
