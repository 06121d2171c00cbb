"""Forms made out of the types of parameters: nothing is lost, nothing is guessed, faults stand where they belong."""

from __future__ import annotations

from typing import Any

import pytest
from django.template.loader import render_to_string

from kernkracht.grants.schemes.faults import Faults
from kernkracht.grants.schemes.kinds import KINDS
from kernkracht.grants.schemes.parameters import Record, read_record, write_record
from kernkracht.web.office.schemes.generated import GeneratedForm, Surroundings

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
        if form.fields.get(name) is not None and form.fields[name].widget.input_type == "text":
            assert again[name] == "«onzin» & <b>"
