"""The schemes in seed/schemes: every fact of the sources is accounted for, and every boundary has its example case.

That each file is in order and that its cases come out exactly as expected, test_files.py checks on reading them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import pairwise
from typing import Any

import pytest

from kernkracht.community.villages import demo as villages
from kernkracht.foundation.money import format_euro
from kernkracht.grants.schemes import demo
from kernkracht.grants.schemes.evaluation import evaluate, rules_for
from kernkracht.grants.schemes.findings import Evaluation
from kernkracht.grants.schemes.interchange import SchemeFile, load_scheme_file
from kernkracht.grants.schemes.interchange.cases import ExampleCase, case_of
from kernkracht.grants.schemes.kinds.budget import YearlyCeiling
from kernkracht.grants.schemes.kinds.money import FixedAmount, MaxPerApplication
from kernkracht.grants.schemes.kinds.time import ApplicationWindow, LeadTime
from kernkracht.grants.schemes.kinds.village_budgets import VillageBudget
from kernkracht.grants.schemes.models import SchemeVersion
from kernkracht.grants.schemes.parameters import write_record
from kernkracht.grants.schemes.queries import scheme_at, version_on
from kernkracht.web.resident.applications.router import MORE, matches, roads

from .build import ROOT, SEEDS

FACTS = ROOT.parent / "shared" / "schemes" / "schemes.json"
PAGE = ROOT / "docs" / "domain" / "schemes-of-municipalities.md"
IDS = [path.stem for path in SEEDS]
BUREN = [name for name in IDS if name.startswith("buren-")]


@cache
def file_of(name: str) -> SchemeFile:
    return load_scheme_file((ROOT / "seed" / "schemes" / f"{name}.yaml").read_bytes())


@cache
def outcomes(name: str) -> tuple[tuple[ExampleCase, Evaluation], ...]:
    rules = file_of(name).rules
    cases = [case_of(entry, rules) for entry in file_of(name).cases]
    return tuple((case, evaluate(rules, case.facts, case.on)) for case in cases)


def seen(name: str, key: str, outcome: str) -> list[ExampleCase]:
    """The cases in which a criterion has this outcome."""
    return [
        case
        for case, result in outcomes(name)
        if any(finding.criterion == key and finding.outcome == outcome for finding in result.findings)
    ]


# --- what the sources say --------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def sources() -> dict[str, Any]:
    """The facts that were found, by file name."""
    if not FACTS.exists():
        pytest.skip(
            f"the facts of the sources are not here: {FACTS.parent.name}/{FACTS.name} is outside the repository"
        )
    return {entry["id"]: entry for entry in json.loads(FACTS.read_text(encoding="utf-8"))["schemes"]}


@dataclass(frozen=True)
class Statement:
    """One row of the page: part of a fact, and where it stands in the file."""

    fact: str
    places: tuple[str, ...]


def _rows(text: str) -> Iterator[list[str]]:
    for line in text.splitlines():
        if line.startswith("| ") and not line.startswith(("| Fact |", "| Scheme |")):
            yield [cell.strip() for cell in line.strip("|").split("|")]


@cache
def page() -> dict[str, tuple[Statement, ...]]:
    sections = re.split(r"^### (.+)$", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return {
        name: tuple(Statement(row[0], tuple(re.findall(r"`([^`]+)`", row[2]))) for row in _rows(text))
        for name, text in zip(sections[::2], sections[1::2], strict=True)
    }


def unsaid_rows() -> list[tuple[str, str]]:
    text = PAGE.read_text(encoding="utf-8").split("## What cannot be said")[1].split("## What is interpretation")[0]
    return [(row[0], row[1]) for row in _rows(text)]


def test_there_is_a_file_for_every_scheme_and_no_other(sources: dict[str, Any]) -> None:
    assert len(IDS) == 28
    assert set(IDS) == set(sources) == set(page())


def test_every_kind_of_rule_that_was_seen_is_there_or_explained(sources: dict[str, Any]) -> None:
    for name, source in sources.items():
        there = {rule.kind for rule in file_of(name).rules.rules} | {entry.fact for entry in file_of(name).not_said}
        assert set(source["rule_kinds"]) <= there, name


def test_the_page_accounts_for_every_fact(sources: dict[str, Any]) -> None:
    for name, source in sources.items():
        found = {fact for fact, value in source["facts"].items() if value is not None}
        assert {statement.fact for statement in page()[name]} == found, name


@pytest.mark.parametrize("name", IDS)
def test_every_place_that_the_page_names_says_something(name: str) -> None:
    file = file_of(name)
    parts: dict[str, object] = {"sources": file.sources}
    parts |= {rule.key: rule.statement for rule in file.rules.rules}
    parts |= {f"scheme.{field}": value for field, value in write_record(file.scheme).items()}
    parts |= {f"version.{field}": value for field, value in write_record(file.version).items()}
    texts = write_record(file.version.texts) if file.version.texts else {}
    parts |= {f"texts.{field}": value for field, value in texts.items()}
    for statement in page()[name]:
        assert set(statement.places) <= {part for part, value in parts.items() if value}, statement


def test_what_is_not_said_stands_on_the_page_with_its_reason() -> None:
    rows = unsaid_rows()
    assert sorted(rows) == sorted((name, entry.fact) for name in IDS for entry in file_of(name).not_said)
    statements = [(name, s.fact) for name, listed in page().items() for s in listed if not s.places]
    kinds_without_content = [("aalten", "channel_identity")]
    assert sorted(statements + kinds_without_content) == sorted(rows)


def test_less_than_one_in_ten_is_not_said() -> None:
    listed = [(name, s) for name, statements in page().items() for s in statements]
    unsaid = [s for _, s in listed if not s.places]
    facts = {(name, s.fact) for name, s in listed}
    wholly = facts - {(name, s.fact) for name, s in listed if s.places}
    assert len(unsaid) / len(listed) < 0.1
    assert len(wholly) / len(facts) < 0.1
    counted = f"{len(unsaid)} of {len(listed)} statements, in {len(wholly)} of {len(facts)} facts wholly."
    assert counted in PAGE.read_text(encoding="utf-8")


# --- the example cases -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", IDS)
def test_success_limit_and_refusal_stand_beside_each_other(name: str) -> None:
    results = [(case.facts.requested_cents, result) for case, result in outcomes(name)]
    assert len(results) >= 3
    fixed = file_of(name).rules.first(FixedAmount)
    whole = [
        asked
        for asked, result in results
        if {finding.outcome for finding in result.findings} == {"met"}
        and result.payable_cents == (asked if asked is not None else fixed.amount if fixed else None)
    ]
    limited = [r for asked, r in results if r.removed_cents or r.bound_by not in ("requested", None)]
    refused = [r for _, r in results if any(finding.outcome == "not_met" for finding in r.findings)]
    assert whole, "no case is granted in full with everything met"
    assert limited, "no case is limited by a cap, a ceiling or its costs"
    assert refused, "no case fails a rule"


@pytest.mark.parametrize("name", IDS)
def test_cases_say_what_to_expect_of_every_rule_and_every_amount(name: str) -> None:
    expected = [entry.expect for entry in file_of(name).cases]
    assert all(expect is not None for expect in expected)
    named = {key for expect in expected if expect for key in (expect.findings or {})}
    with_finding = {rule.key for rule in file_of(name).rules.rules if rule.terms.checked_by != "process"}
    assert with_finding - named == set()
    assert sum(expect is not None and expect.payable is not None for expect in expected) >= 2
    assert sum(expect is not None and expect.bound_by is not None for expect in expected) >= 2


def test_every_maximum_has_a_case_at_it_and_one_cent_above() -> None:
    capped = [name for name in IDS if file_of(name).rules.first(MaxPerApplication)]
    assert len(capped) >= 10
    for name in capped:
        most = file_of(name).rules.first(MaxPerApplication)
        assert most
        paid = [(case.facts.requested_cents, result.payable_cents) for case, result in outcomes(name)]
        assert (most.amount, most.amount) in paid, name
        above = [asked for asked, got in paid if asked is not None and got == asked - 1]
        assert above, f"{name}: nobody asks one cent too much"


@pytest.mark.parametrize("name", [n for n in IDS if file_of(n).rules.first(ApplicationWindow)])
def test_every_window_has_a_case_on_its_last_day_and_one_a_day_later(name: str) -> None:
    key = next(rule.key for rule in file_of(name).rules.rules if isinstance(rule.terms, ApplicationWindow))

    def closes_on(case: ExampleCase, day: date) -> bool:
        window = rules_for(file_of(name).rules, case.facts).first(ApplicationWindow)
        return window is not None and any(part.days(day)[1] == day for part in window.windows)

    assert any(closes_on(case, case.on) for case in seen(name, key, "met"))
    assert any(closes_on(case, case.on - timedelta(days=1)) for case in seen(name, key, "not_met"))


@pytest.mark.parametrize("name", [n for n in IDS if file_of(n).rules.first(LeadTime)])
def test_every_lead_time_has_a_case_just_in_time_and_one_a_day_late(name: str) -> None:
    rule = next(rule for rule in file_of(name).rules.rules if isinstance(rule.terms, LeadTime))
    assert isinstance(rule.terms, LeadTime)
    weeks = timedelta(weeks=rule.terms.weeks)

    def days_left(case: ExampleCase) -> int | None:
        start, received = case.facts.activity_starts_on, case.facts.received_on
        return (start - weeks - received).days if start and received else None

    assert 0 in [days_left(case) for case in seen(name, rule.key, "met")]
    assert -1 in [days_left(case) for case in seen(name, rule.key, "not_met")]


# --- what people read ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", IDS)
def test_a_rule_that_can_fail_has_a_sentence_for_the_letter(name: str) -> None:
    for rule in file_of(name).rules.rules:
        is_money = isinstance(rule.terms, YearlyCeiling | VillageBudget)  # refused on Awb 4:25, which has a sentence
        if seen(name, rule.key, "not_met") and not is_money:
            assert rule.refusal_ground, f"{name}: {rule.key}"
        if rule.refusal_ground:
            assert re.fullmatch(r"[A-ZÀ-Ý].{10,158}\.", rule.refusal_ground), rule.refusal_ground


@pytest.mark.parametrize("name", IDS)
def test_texts_are_short(name: str) -> None:
    version = file_of(name).version
    assert version.summary
    assert len(version.summary) <= 130
    assert len(version.purpose or "") <= 250
    for rule in file_of(name).rules.rules:
        assert rule.statement.endswith((".", "?")), rule.key
        sentences = re.split(r"(?<=[.?!]) ", rule.own_statement)
        assert max(len(sentence.split()) for sentence in sentences) <= 32, rule.own_statement


def test_versions_of_one_scheme_never_overlap() -> None:
    by_scheme: dict[str, list[SchemeFile]] = {}
    for name in IDS:
        by_scheme.setdefault(file_of(name).scheme.slug, []).append(file_of(name))
    for files in by_scheme.values():
        files.sort(key=lambda file: file.version.valid_from)
        for earlier, later in pairwise(files):
            assert earlier.version.valid_until
            assert earlier.version.valid_until < later.version.valid_from
    liveability = by_scheme["leefbaarheidsbudget"]
    assert [file.version.label for file in liveability] == ["2019", "2021", "2022"]
    assert liveability[-1].version.valid_until is None
    for earlier, later in pairwise(liveability):
        assert earlier.version.valid_until == later.version.valid_from - timedelta(days=1)


# --- the regulations of Buren ----------------------------------------------------------------------------------------


def articles(name: str) -> dict[str, str]:
    """The articles of the page in policy/, by “artikel n”."""
    text = (ROOT / "policy" / f"{name}.md").read_text(encoding="utf-8").split("## Bronnen")[0]
    parts = re.split(r"^## Artikel (\d+)\. .+$", text, flags=re.MULTILINE)[1:]
    return {f"artikel {number}": body for number, body in zip(parts[::2], parts[1::2], strict=True)}


@pytest.mark.parametrize("name", BUREN)
def test_each_rule_points_at_an_article_and_each_article_is_a_rule(name: str) -> None:
    named = {rule.article for rule in file_of(name).rules.rules}
    assert named | {"artikel 1"} == set(articles(name))
    assert "artikel 1" not in named, "article 1 says what it is for"


@pytest.mark.parametrize("name", BUREN)
def test_an_article_names_the_amounts_of_its_rules(name: str) -> None:
    for rule in file_of(name).rules.rules:
        amount = getattr(rule.terms, "amount", None)
        if amount:
            assert format_euro(amount).replace("\u00a0", " ") in articles(name)[rule.article], rule.key


@pytest.mark.parametrize("name", BUREN)
def test_a_page_says_first_that_it_is_no_official_text(name: str) -> None:
    text = (ROOT / "policy" / f"{name}.md").read_text(encoding="utf-8")
    assert text.split("\n\n")[1].startswith("> **Geen officiële tekst.**")
    assert f"seed/schemes/{name}.yaml" in text


def test_every_page_of_policy_has_its_file() -> None:
    assert {path.stem for path in (ROOT / "policy").glob("*.md")} == {"README", *BUREN}


# --- the demonstration -----------------------------------------------------------------------------------------------

AT = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.fixture
def published(db: None) -> None:
    villages.load(AT)
    demo.load(AT)


def test_the_demo_publishes_all_nine_once(published: None) -> None:
    demo.load(AT)
    rows = SchemeVersion.objects.order_by("pk").values_list("state", "label")
    assert len(rows) == len(BUREN) == 9
    assert {state for state, _ in rows} == {"published"}


@pytest.mark.parametrize(
    ("day", "label"),
    [
        ("2019-01-01", "2019"),
        ("2020-12-31", "2019"),
        ("2021-12-31", "2021"),
        ("2022-01-01", "2022"),
        ("2026-11-22", "2022"),
    ],
)
def test_each_year_has_its_own_rules(published: None, day: str, label: str) -> None:
    scheme = scheme_at("/kerngerichtwerken/samen-aan-de-slag/")
    assert scheme
    version = version_on(scheme, date.fromisoformat(day))
    assert version
    assert version.label == label


@pytest.mark.parametrize(
    ("path", "slug"),
    [
        ("/kerngerichtwerken/samen-aan-de-slag/", "leefbaarheidsbudget"),
        ("/onderwerp/leefbaarheidsbudget", "leefbaarheidsbudget"),
        ("/kerngerichtwerken/bijdrage-buurtbijeenkomsten/", "buurtbijeenkomsten"),
        ("/onderwerp/gemeentelijke-bijdrage-aan-buurt-en-straatcontactbijeenkomsten/", "buurtbijeenkomsten"),
    ],
)
def test_addresses_of_the_old_website_lead_to_the_schemes(published: None, path: str, slug: str) -> None:
    scheme = scheme_at(path)
    assert scheme
    assert scheme.slug == slug


@pytest.mark.parametrize(
    ("reach", "need", "first"),
    [
        ("street", "10000", "buurtbijeenkomsten"),
        ("neighbourhood", "10000", "buurtbijeenkomsten"),
        ("street", "75000", "leefbaarheidsbudget"),
        ("village", "10000", "leefbaarheidsbudget"),
        ("several_villages", "75000", "leefbaarheidsbudget"),
        ("village", MORE, "bijzondere-initiatieven"),
    ],
)
def test_the_router_leads_small_large_and_unusual_plans_their_own_way(
    published: None, reach: str, need: str, first: str
) -> None:
    day = AT.date()
    found = [match.road.version.scheme.slug for match in matches(roads(day), reach, need, day)]
    assert found[0] == first
    assert "initiatievenfestival" not in found, "that was in 2023"
    assert "signaleringsgroepen" not in found, "groups claim, they do not apply"
