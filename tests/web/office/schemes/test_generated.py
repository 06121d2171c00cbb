"""Forms made out of the types of parameters: nothing is lost, nothing is guessed, faults stand where they belong."""

from __future__ import annotations

from typing import Any

import pytest
from django.forms import Textarea, TextInput
from django.http import QueryDict
from django.template.loader import render_to_string
from hypothesis import given, settings
from hypothesis import strategies as st

from kernkracht.grants.schemes.faults import Faults
from kernkracht.grants.schemes.interchange import load_scheme_file
from kernkracht.grants.schemes.interchange.layout import FactsEntry, VersionEntry
from kernkracht.grants.schemes.kinds import KINDS
from kernkracht.grants.schemes.parameters import Record, read_record, write_record
from kernkracht.web.office.schemes.generated import GeneratedForm, Surroundings
from kernkracht.web.office.schemes.views.trying import surroundings
from tests.grants.schemes.build import SEEDS

from .controls import controls_of
from .samples import full, least


def shown(form: GeneratedForm) -> str:
    return render_to_string(form.root.template, {"part": form.root})


def canonical(cls: type[Record], spelling: dict[str, Any]) -> dict[str, Any]:
    faults = Faults()
    record = read_record(cls, spelling, (), faults)
    assert record is not None, list(map(str, faults))
    return write_record(record)


def sent_unchanged(cls: type[Record], spelling: dict[str, Any], around: Surroundings | None = None) -> GeneratedForm:
    first = GeneratedForm(cls, spelling, around=around)
    return GeneratedForm(cls, spelling, data=controls_of(shown(first)), around=around)


@pytest.mark.parametrize("code", KINDS)
@pytest.mark.parametrize("sample", [full, least])
def test_every_kind_comes_back_as_it_was(code: str, sample: Any) -> None:
    kind = KINDS[code]
    spelling = canonical(kind, sample(kind))
    form = sent_unchanged(kind, spelling)
    assert form.is_valid(), form.errors.as_json()
    assert write_record(form.record) == spelling


@pytest.mark.parametrize("code", KINDS)
def test_every_kind_keeps_what_was_typed_wrong(code: str) -> None:
    kind = KINDS[code]
    data = controls_of(shown(GeneratedForm(kind, full(kind))))
    typed = [name for name in data if not name.endswith("-rij")]
    for name in typed:
        data.setlist(name, ["«onzin» & <b>"])
    form = GeneratedForm(kind, {}, data=data)
    assert form.is_valid() in (True, False)
    again = controls_of(shown(form))
    for name in typed:
        if isinstance(getattr(form.fields.get(name), "widget", None), TextInput | Textarea):
            assert again[name] == "«onzin» & <b>"


@pytest.mark.django_db
@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_every_rule_and_example_of_the_seeds_comes_back(path: Any) -> None:
    file = load_scheme_file(path.read_text())
    for rule in file.rules.rules:
        spelled = [write_record(rule.terms)]
        spelled += [write_record(rule.with_parameters(changes).terms) for changes in rule.overrides.values()]
        for spelling in spelled:
            form = sent_unchanged(type(rule.terms), spelling)
            assert form.is_valid(), (rule.key, form.errors.as_json())
            assert write_record(form.record) == spelling
    for case in file.cases:
        facts = write_record(case.facts)
        form = sent_unchanged(FactsEntry, facts, surroundings(file.rules, facts))
        assert form.is_valid(), (case.name, form.errors.as_json())
        assert write_record(form.record) == facts
    version = write_record(file.version)
    if "texts" in version and not version["texts"].get("router", True):
        del version["texts"]["router"]  # an empty router says what no router says
    form = sent_unchanged(VersionEntry, version)
    assert form.is_valid(), form.errors.as_json()
    assert write_record(form.record) == version


def test_own_and_known_answers_keep_their_order() -> None:
    kind = KINDS["applicant_type"]
    spelling = {"allowed_types": ["foundation", {"code": "school", "label": "een school"}, "resident"]}
    data = controls_of(shown(GeneratedForm(kind, spelling)))
    data.appendlist("p-allowed_types-vink", "association")
    form = GeneratedForm(kind, {}, data=data)
    assert form.is_valid()
    unordered = write_record(form.record)["allowed_types"]
    assert len(unordered) == 4
    form = GeneratedForm(kind, spelling, data=data)
    assert form.is_valid()
    assert write_record(form.record)["allowed_types"] == [*spelling["allowed_types"], "association"]


def test_a_button_adds_and_removes_rows_without_judging() -> None:
    kind = KINDS["period_tranches"]
    data = controls_of(shown(GeneratedForm(kind, full(kind))))
    data["p-tranches-0-amount"] = "geen bedrag"
    data["rijen"] = "add:p-tranches"
    form = GeneratedForm(kind, {}, data=data)
    page = shown(form)
    assert form.only_reshapes
    assert not form.errors
    assert "geen bedrag" in page
    assert 'name="p-tranches-2-amount"' in page
    assert "data-autofocus" in page
    data["rijen"] = "remove:p-tranches:0"
    page = shown(GeneratedForm(kind, {}, data=data))
    assert "geen bedrag" not in page
    assert 'name="p-tranches-1-pct"' in page


def test_faults_stand_at_their_answers() -> None:
    kind = KINDS["tiers"]
    data = controls_of(shown(GeneratedForm(kind, full(kind))))
    data["p-tiers-0-up_to"] = "1.250"
    data["p-tiers-1-label"] = ""
    form = GeneratedForm(kind, {}, data=data)
    assert not form.is_valid()
    assert set(form.errors) == {"p-tiers-0-up_to", "p-tiers-1-label"} or "p-tiers-1-label" in form.errors


def test_faults_between_answers_speak_in_their_labels() -> None:
    kind = KINDS["frequency_limit"]
    data = controls_of(shown(GeneratedForm(kind, full(kind))))
    data["p-years"] = ""
    form = GeneratedForm(kind, {}, data=data)
    assert not form.is_valid()
    assert "Het aantal jaren past niet" in form.errors.as_json() or "aantal jaren" in str(form.group_faults)


def test_a_week_and_a_day_together_are_asked_about() -> None:
    kind = KINDS["decision_term"]
    data = controls_of(shown(GeneratedForm(kind, {"weeks_or_date": 8})))
    data["p-weeks_or_date-dag_day"], data["p-weeks_or_date-dag_month"] = "1", "juli"
    form = GeneratedForm(kind, {}, data=data)
    assert not form.is_valid()
    assert "Vul één van de twee in" in str(form.group_faults)
    data["p-weeks_or_date-getal"] = ""
    form = GeneratedForm(kind, {}, data=data)
    assert form.is_valid(), form.errors
    assert form.spelling == {"weeks_or_date": "07-01"}


def test_known_names_are_offered_and_words_become_codes() -> None:
    around = Surroundings(options={"amount_by_area": [("asch", "Asch"), ("lienden", "Lienden")]})
    kind = KINDS["area_budget_fixed_list"]
    form = sent_unchanged(kind, {"amount_by_area": {"lienden": 500}}, around)
    assert form.is_valid()
    assert form.spelling == {"amount_by_area": {"lienden": 500}}
    data = controls_of(shown(GeneratedForm(KINDS["tiers"], full(KINDS["tiers"]))))
    data["p-tiers-0-key"] = ""
    form = GeneratedForm(KINDS["tiers"], {}, data=data)
    assert form.is_valid()
    assert form.spelling["tiers"][0]["key"] == "klein-plan"


junk = st.one_of(
    st.text(max_size=60), st.sampled_from(["-1", "1e9", "NaN", "99999999999999999999", "٣", "\x00", "2027"])
)


@settings(max_examples=60)
@given(code=st.sampled_from(sorted(KINDS)), values=st.lists(junk, min_size=1, max_size=12), row=st.text(max_size=8))
def test_nonsense_is_answered_and_never_breaks(code: str, values: list[str], row: str) -> None:
    kind = KINDS[code]
    data = QueryDict(mutable=True)
    names = list(controls_of(shown(GeneratedForm(kind, full(kind)))).keys())
    for i, name in enumerate(names):
        data.appendlist(name, "0" if name.endswith("-rij") and i % 2 else values[i % len(values)])
    data["p-tiers-rij"] = row
    data["rijen"] = row
    form = GeneratedForm(kind, {}, data=data)
    if form.is_valid():
        assert read_record(kind, form.spelling, (), Faults()) is not None
    assert shown(form)
