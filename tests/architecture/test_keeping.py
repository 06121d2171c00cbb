"""Every model says how long it is kept and what it holds about people (docs/domain/keeping.md)."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from django.apps import apps
from django.db import models

from kernkracht.foundation.retention.declarations import (
    Case,
    Copy,
    Keeping,
    Lasting,
    NoPerson,
    NotDeclared,
    Part,
    Passing,
    Personal,
    Remains,
    declared,
    keeping_of,
)
from kernkracht.foundation.retention.fields import file_fields, is_choice, word_fields

from .source import refuse

HOW = (
    "is not declared. Add to keeping.py of its room (make the file when there is none; copy the shape of "
    "kernkracht/grants/applications/keeping.py): how long it is kept (Case, Part, Copy, Passing, Lasting) and what it "
    "holds about people (Personal or NoPerson with the reason). docs/domain/keeping.md explains the choice; models of "
    "a library go in kernkracht/foundation/retention/libraries.py."
)
SECRET = ("token", "secret", "password", "_hash")


def undeclared(found: Iterable[type[models.Model]]) -> list[str]:
    """One line for each model that no keeping.py speaks of."""
    faults = []
    for model in found:
        try:
            keeping_of(model)
        except NotDeclared:
            faults.append(f"{model._meta.label} {HOW}")
    return faults


def faults_of(keeping: Keeping) -> list[str]:
    """What in a declaration does not fit its model."""
    try:
        model = apps.get_model(keeping.model)
    except LookupError:
        return [f"{keeping.model} is declared and does not exist"]
    return [f"{keeping.model}: {fault}" for fault in [*_nature_faults(model, keeping), *_person_faults(model, keeping)]]


def _nature_faults(model: type[models.Model], keeping: Keeping) -> Iterable[str]:
    nature = keeping.nature
    if isinstance(nature, (Lasting, Passing)):
        yield from ["say why or by which job"] * (not (nature.reason if isinstance(nature, Lasting) else nature.job))
        return
    yield from _owned_faults(model, nature.owns)
    if isinstance(nature, Copy):
        if nature.about:
            yield from _unknown(model, nature.about)
        return
    if isinstance(nature, Case):
        days = [closing.ended_on for closing in nature.closings]
        account = _field(model, nature.account)
        if account is not None and not account.null:
            yield f"{nature.account} cannot be emptied when the account goes"
        yield from _unknown(model, [nature.number, *filter(None, [nature.account])])
        for closing in nature.closings:
            model._default_manager.filter(closing.when).order_by().query.get_compiler("default").as_sql()
    else:
        days = [nature.ended_on] if nature.ended_on else []
        yield from _part_faults(model, nature)
    for day in days:
        if not isinstance(_field(model, day), models.DateField):
            yield f"{day} is no day or moment"
    if nature.remains:
        yield from _remains_faults(model, nature.remains)


def _owned_faults(model: type[models.Model], owns: Iterable[str]) -> Iterable[str]:
    for name in owns:
        found = _field(model, name)
        if found is None or found.related_model is None:
            yield f"owns {name}, which is no relation"
        elif not isinstance(keeping_of(found.related_model).nature, Copy):
            yield f"owns {name}, which is no copy"
    for found in model._meta.concrete_fields:
        other = found.related_model
        if isinstance(other, type) and found.name not in owns and isinstance(keeping_of(other).nature, Copy):
            yield f"{found.name} leads to a file or letter that would stay behind: name it in owns"


def _part_faults(model: type[models.Model], part: Part) -> Iterable[str]:
    found = _field(model, part.of)
    if found is None or not isinstance(found.related_model, type):
        yield f"part of {part.of}, which is no relation"
    elif not isinstance(keeping_of(found.related_model).nature, (Case, Part, Passing)):
        yield f"part of {part.of}, which is no case and no part of one"
    if part.data_class and not part.ended_on:
        yield "has a class of its own and no day to count from"


def _remains_faults(model: type[models.Model], remains: Remains) -> Iterable[str]:
    yield from _unknown(model, [*remains.kept, *remains.replaced, *remains.unlinked])
    yield from (f"{name} is kept without a reason" for name, why in remains.kept.items() if not why)
    for name in remains.unlinked:
        found = _field(model, name)
        if found is not None and not found.null:
            yield f"{name} cannot be emptied"


def _person_faults(model: type[models.Model], keeping: Keeping) -> Iterable[str]:
    person = keeping.person
    if isinstance(person, NoPerson):
        if not person.reason:
            yield "say why it holds nothing about a person"
        if file_fields(model):
            yield f"holds files ({file_fields(model)[0].name}), which may show people: declare it Personal"
        return
    yield from _unknown(model, [*person.withheld, *person.words])
    yield from (f"{name} is withheld without a reason" for name, why in person.withheld.items() if not why)
    for f in word_fields(model):
        if any(part in f.name for part in SECRET) and f.name not in person.withheld:
            yield f"{f.name} looks like a secret and is not withheld"
    yield from _owner_faults(model, keeping, person)


def _owner_faults(model: type[models.Model], keeping: Keeping, person: Personal) -> Iterable[str]:
    for owner in person.owners:
        yield from _unknown(model, [owner.path])
    if person.owners or isinstance(keeping.nature, Copy):
        return
    if not isinstance(keeping.nature, Part):
        yield "is personal, and nobody can say whose: give owners"
        return
    parent = _field(model, keeping.nature.of)
    other = parent.related_model if parent else None
    if isinstance(other, type) and isinstance(keeping_of(other).person, NoPerson):
        yield f"belongs to who owns {keeping.nature.of}, which holds no person: give owners"


def _field(model: type[models.Model], name: str) -> models.Field[object, object] | None:
    if name == "pk":
        return model._meta.pk
    return next((f for f in model._meta.concrete_fields if f.name == name), None)


def _unknown(model: type[models.Model], names: Iterable[str]) -> Iterable[str]:
    return (f"there is no field {name}" for name in names if _field(model, name) is None)


def test_every_model_is_declared() -> None:
    refuse(undeclared(apps.get_models()))


def test_every_declaration_fits_its_model() -> None:
    refuse([fault for keeping in declared().values() for fault in faults_of(keeping)])


def test_nobody_keeps_files_without_saying_whose() -> None:
    """Files and letters are owned by something that ends, so none outlives its case."""
    owned = {
        apps.get_model(keeping.model)._meta.get_field(name).related_model._meta.label  # type: ignore[union-attr]
        for keeping in declared().values()
        if isinstance(keeping.nature, (Case, Part, Copy))
        for name in keeping.nature.owns
    }
    files = {model._meta.label for model in apps.get_models() if file_fields(model)}
    assert files - owned - {"people.User"} == set()


WRONG = [
    Keeping("people.Nowhere", "x", Lasting("y"), NoPerson("z")),
    Keeping("people.Team", "x", Lasting(""), NoPerson("z")),
    Keeping("people.Team", "x", Lasting("y"), NoPerson("")),
    Keeping("people.Team", "x", Lasting("y"), Personal()),
    Keeping("documents.Letter", "x", Copy(), NoPerson("no")),
    Keeping("applications.Companion", "x", Part("application"), Personal()),
    Keeping("applications.Talk", "x", Part("by"), Personal()),
    Keeping("applications.Talk", "x", Part("application", ended_on="summary"), Personal()),
    Keeping("applications.Talk", "x", Part("application", owns=("by",)), Personal()),
    Keeping("applications.Attachment", "x", Part("application"), Personal()),
    Keeping("applications.Talk", "x", Part("application", remains=Remains(unlinked=("application",))), Personal()),
    Keeping("applications.Talk", "x", Part("application", remains=Remains(kept={"how": ""})), Personal()),
    Keeping("applications.Talk", "x", Part("application"), Personal(withheld={"summary": ""})),
    Keeping("applications.Talk", "x", Part("application"), Personal(withheld={"nothing": "y"})),
]


@pytest.mark.parametrize("keeping", WRONG, ids=range(len(WRONG)))
def test_a_wrong_declaration_is_caught(keeping: Keeping) -> None:
    assert faults_of(keeping)


def test_a_model_without_declaration_is_caught() -> None:
    class Forgotten(models.Model):
        class Meta:
            app_label = "villages"
            managed = False

    try:
        assert undeclared([Forgotten]) == [f"villages.Forgotten {HOW}"]
    finally:
        del apps.all_models["villages"]["forgotten"]


def test_choices_hold_no_words() -> None:
    fields = {f.name: is_choice(f) for f in apps.get_model("applications.Companion")._meta.concrete_fields}
    assert fields["kind"]
    assert not fields["name"]
