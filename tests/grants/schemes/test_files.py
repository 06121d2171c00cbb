"""Scheme files: good ones come back the same, wrong ones are refused whole with every place."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from kernkracht.grants.schemes.faults import Faults
from kernkracht.grants.schemes.interchange import (
    UnacceptableSchemeFile,
    dump_scheme_file,
    json_schema,
    load_scheme_file,
    read_cases,
)
from kernkracht.grants.schemes.interchange.reference import END, START, kinds_reference

from .build import ROOT, SEEDS

GOOD = """\
format: 1
scheme:
  slug: proef
  name: Proef
  municipality: Voorbeeld
version:
  label: "2026"
  valid_from: 2026-01-01
  legal_basis: Verordening, artikel 1
criteria:
  - key: maximum
    kind: max_per_application
    parameters: {amount: 750}
    overrides:
      asch: {amount: "1250,50"}
  - key: vooraf
    kind: lead_time
    parameters: {weeks: 2}
cases:
  - name: te veel gevraagd
    facts: {requested: 900, received_on: 2026-02-01}
    expect: {payable: 750, bound_by: maximum}
"""


def faults_of(source: str | bytes) -> list[str]:
    with pytest.raises(UnacceptableSchemeFile) as refusal:
        load_scheme_file(source)
    assert all(fault.remedy for fault in refusal.value.faults)
    return [str(fault) for fault in refusal.value.faults]


def as_json(source: str) -> Any:
    return json.loads(json.dumps(yaml.safe_load(source), default=str))


def test_the_good_one_is_good() -> None:
    file = load_scheme_file(GOOD)
    assert file.rules.in_village("asch").rules[0].statement == "U krijgt per aanvraag hoogstens €\u00a01.250,50."


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_seeds_are_in_order_and_come_back_the_same(path: Path) -> None:
    file = load_scheme_file(path.read_bytes())
    assert file.cases, "a seed has example cases"
    written = dump_scheme_file(file)
    assert load_scheme_file(written) == file
    assert dump_scheme_file(load_scheme_file(written)) == written
    jsonschema.validate(as_json(path.read_text()), json_schema())


def test_there_are_seeds() -> None:
    assert len(SEEDS) >= 3


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("amount: 750", "amont: 750", 13, "Bedoelt u “amount”?"),
        ("amount: 750", 'amount: "1,250"', 13, "twee manieren"),
        ("amount: 750", "amount: 75000 cent", 13, "geen bedrag"),
        ("amount: 750", "amount: 7.505", 13, "twee cijfers"),
        ("amount: 750", "amount: -750", 13, "kan niet"),
        ("amount: 750", "amount: [750]", 13, "bedrag in euro"),
        ("amount: 750", "amount: true", 13, "bedrag in euro"),
        ("{amount: 750}", "{}", 13, "“amount” ontbreekt"),
        ("{amount: 750}", "750", 13, "namen met waarden"),
        ("weeks: 2", 'weeks: "2 weken"', 18, "alleen het getal"),
        ("weeks: 2", "weeks: 2.5", 18, "geen heel getal"),
        ("weeks: 2", "weeks: 0", 18, "0 kan hier niet"),
        ("kind: lead_time", "kind: lead_times", 17, "Bedoelt u “lead_time”?"),
        ("    kind: lead_time\n", "", 16, "“kind” ontbreekt"),
        ("key: vooraf", "key: maximum", 16, "komt twee keer voor"),
        ("key: vooraf", "key: Voor Af", 16, "geen code"),
        ('{amount: "1250,50"}', "{weeks: 3}", 15, "“weeks” is hier onbekend"),
        ('{amount: "1250,50"}', "{}", 15, "namen met elk een waarde"),
        ("valid_from: 2026-01-01", "valid_from: 2026-02-30", 8, "bestaat niet"),
        ("valid_from: 2026-01-01", "valid_from: 01-01", 8, "2023-05-31"),
        ("valid_from: 2026-01-01", "valid_from: 2026-01-01\n  valid_until: 2025-01-01", 9, "ligt vóór de eerste"),
        ("format: 1", "format: 2", 1, "alleen het getal"),
        ("format: 1\n", "", 1, "“format” ontbreekt"),
        ("municipality: Voorbeeld", "municipality: 7", 5, "tekst"),
        ("municipality: Voorbeeld", "municipality: a\n  municipality: b", 6, "twee keer"),
        ("municipality: Voorbeeld", "municipality: a\n  old_addresses: [oud]", 6, "geen adres"),
        ("payable: 750", "payable: 700", 22, "De regels geven: €\u00a0750"),
        ("bound_by: maximum", "bound_by: requested", 22, "De regels geven: maximum"),
        ("bound_by: maximum", "findings: {maximun: met}", 22, "Bedoelt u “maximum”?"),
        ("bound_by: maximum", "findings: {vooraf: met}", 22, "needs_judgement"),
        ("bound_by: maximum", "findings: {vooraf: good}", 22, "kan hier niet"),
        ("requested: 900", "reqested: 900", 21, "Bedoelt u “requested”?"),
        ("requested: 900", "judgements: {maximum: ja}", 21, "met, not_met"),
        ("scheme:\n", "scheme: &a\n", 2, "Ankers"),
        ("name: Proef", "name: !!python/object:os.system x", 4, "Een type met"),
        ("  slug: proef", "\tslug: proef", 3, "geen geldige YAML"),
        ("criteria:\n", "criteria: {}\nrest:\n", 10, "lijst"),
    ],
)
def test_each_fault_has_its_line_and_remedy(old: str, new: str, line: int, words: str) -> None:
    assert old in GOOD
    found = faults_of(GOOD.replace(old, new, 1))
    assert [fault for fault in found if fault.startswith(f"regel {line}") and words in fault], found


def test_all_faults_come_at_once_in_the_order_of_the_file() -> None:
    wrong = (
        GOOD.replace("slug: proef", "slug: Prøef").replace("amount: 750", "amont: 7").replace("weeks: 2", "weeks: x")
    )
    lines = [int(fault.split()[1].strip(",")) for fault in faults_of(wrong)]
    assert {3, 13, 18} <= set(lines)
    assert lines == sorted(lines)


@pytest.mark.parametrize(
    "source",
    [
        "",
        "   \n# alleen een opmerking\n",
        "null",
        "[]",
        "just text",
        "format: 1",
        "a: [",
        "---\na: 1\n---\nb: 2",
        "a: " + "[" * 5000,
        "a: " + "{b: " * 400 + "1" + "}" * 400,
        "x: " + "y" * 300_000,
        "\n".join(f"k{i}: {i}" for i in range(15_000)),
        b"\xff\xfe\x00",
        b"\x80abc",
        "a: \x00",
        "? [a, b]\n: c",
        "criteria: [1, null, text, [], {}]",
        "criteria:\n  - {kind: tiers, parameters: {tier_key: amount, tiers: [1, {key: 1}]}, overrides: {asch: 3}}",
        "cases: [1, {facts: 3}, {facts: {costs: 4, earlier: [5], room: 6}}]",
        "a: &a [1,1]\nb: &b [*a,*a]\nc: [*b,*b]",
    ],
    ids=range(20),
)
def test_nonsense_is_refused_and_never_breaks(source: str | bytes) -> None:
    assert faults_of(source)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60), st.integers(0, len(GOOD)), st.integers(0, 30))
def test_a_damaged_file_is_read_or_refused(noise: str, at: int, gone: int) -> None:
    source = GOOD[:at] + noise + GOOD[at + gone :]
    with contextlib.suppress(UnacceptableSchemeFile):
        file = load_scheme_file(source)
        assert load_scheme_file(dump_scheme_file(file)) == file


def test_unquoted_words_stay_words() -> None:
    file = load_scheme_file(GOOD.replace("name: Proef", "name: on").replace("te veel gevraagd", "no"))
    assert (file.scheme.name, file.cases[0].name) == ("on", "no")


def test_the_json_schema_refuses_what_the_reader_refuses() -> None:
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(as_json(GOOD), schema)
    for old, new in (
        ("amount: 750", "amont: 750"),
        ("kind: lead_time", "kind: lead_times"),
        ("format: 1", "format: 2"),
    ):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(as_json(GOOD.replace(old, new)), schema)


def test_cases_may_stand_alone() -> None:
    made, faults = load_scheme_file(GOOD).rules, Faults()
    bare = read_cases("- {requested: 1, on: 2026-05-01}\n- {name: b, facts: {requested: 2}}", made, faults)
    in_json = read_cases(b'[{"requested": 12.34, "received_on": "2026-03-01"}]', made, faults, is_json=True)
    assert not faults
    assert [case.facts.requested_cents for case in [*bare, *in_json]] == [100, 200, 1234]
    assert [case.on.isoformat() for case in [*bare, *in_json]] == ["2026-05-01", "2026-01-01", "2026-03-01"]


@pytest.mark.parametrize(
    ("source", "is_json", "words"),
    [
        ("- {requested: x}", False, "regel 1"),
        ("- requested: 1\n- judgements: {maxima: met}", False, "Bedoelt u “maximum”?"),
        ("{}", False, "lijst met gevallen"),
        ("3", False, "lijst met gevallen"),
        ("[{", True, "geen geldige JSON"),
        ("[NaN]", True, "JSON"),
        ("[3]", True, "namen met waarden"),
        ("[" * 100_000, True, "JSON"),
    ],
)
def test_wrong_cases_are_refused(source: str, is_json: bool, words: str) -> None:
    faults = Faults()
    assert read_cases(source, load_scheme_file(GOOD).rules, faults, is_json=is_json) == []
    assert words in " ".join(map(str, faults))


def test_the_page_about_schemes_lists_the_kinds_as_they_are() -> None:
    page = (ROOT / "docs" / "domain" / "schemes.md").read_text()
    assert page[page.index(START) : page.index(END) + len(END) + 1] == kinds_reference()
