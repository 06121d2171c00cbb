"""Taking one thing away with everything that was made from it. Inside the transaction of who asks for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from django.db import connection, models, transaction
from django.db.models import ProtectedError, Q

from .declarations import Case, Copy, Keeping, Part, Remains
from .fields import file_fields, word_fields
from .files import note_file, remove_files
from .models import DestructionItem
from .structure import branches, messages, model_of, rows_of

Model = type[models.Model]


class UnableToErase(Exception):
    """Something outside the case still needs a row of it. Nothing was changed."""


class ErasedOutsideTransaction(RuntimeError):
    """A case goes whole or stays whole; without a transaction it could go by halves."""


@dataclass
class Erased:
    """How much went, or lost its words."""

    rows: int = 0
    files: int = 0


@dataclass
class _Plan:
    """All rows of one case, by model."""

    keys: dict[Model, list[Any]] = field(default_factory=dict)
    keepings: dict[Model, Keeping] = field(default_factory=dict)
    copies: dict[Model, set[Any]] = field(default_factory=dict)
    messages: dict[Model, set[Any]] = field(default_factory=dict)


def erase(root: Keeping, pk: Any, *, at: datetime, item: DestructionItem | None = None, whole: bool = False) -> Erased:
    """Destroy one row of a case model, its parts, its files, letters and messages.

    What remains for figures stays without its words, unless `whole`. Files leave the disk after the commit. Raises
    `UnableToErase`; then the caller's transaction must not go on.
    """
    if not transaction.get_connection().in_atomic_block:
        raise ErasedOutsideTransaction(root.model)
    plan, erased = _plan(root, pk), Erased()
    try:
        for model in _referring_first(plan.keys):
            remains = _remains(plan.keepings[model])
            if remains is not None:
                erased.rows += _empty(model, plan.keys[model], remains)
        going = {m: k for m, k in plan.keys.items() if whole or _remains(plan.keepings[m]) is None}
        for model in _referring_first(going):
            erased.rows += _delete(model, plan.keys[model])
        for copies in (plan.messages, plan.copies):
            for model, keys in copies.items():
                erased.files += _note_files(model, keys, at, item)
                erased.rows += _delete(model, keys)
        _check_references()
    except (ProtectedError, models.RestrictedError) as needed:
        raise UnableToErase(str(needed)) from needed
    if erased.files:
        transaction.on_commit(partial(remove_files, at))
    return erased


def _remains(keeping: Keeping) -> Remains | None:
    return keeping.nature.remains if isinstance(keeping.nature, (Case, Part)) else None


def _plan(root: Keeping, pk: Any) -> _Plan:
    plan = _Plan()
    list(rows_of(root).select_for_update().filter(pk=pk).values_list("pk", flat=True))
    plan.keys[model_of(root)], plan.keepings[model_of(root)] = [pk], root
    for branch in branches(root):
        keys = list(branch.model._base_manager.filter(**{branch.road: pk}).order_by("pk").values_list("pk", flat=True))
        if keys:
            plan.keys[branch.model], plan.keepings[branch.model] = keys, branch.keeping
    for model, keeping in plan.keepings.items():
        if isinstance(keeping.nature, (Case, Part, Copy)):
            _owned(model, plan.keys[model], keeping.nature.owns, plan)
    _about(plan)
    return plan


def _owned(model: Model, keys: Iterable[Any], owns: Iterable[str], plan: _Plan) -> None:
    for name in owns:
        other = model._meta.get_field(name).related_model
        found = model._base_manager.filter(pk__in=keys, **{f"{name}__isnull": False}).order_by("pk")
        if isinstance(other, type):
            plan.copies.setdefault(other, set()).update(found.values_list(name, flat=True))


def _about(plan: _Plan) -> None:
    """Messages about any row of the case, or with one of its letters; and the letters that went with them."""
    for keeping, copy in messages():
        model, kind_and_key = model_of(keeping), copy.about
        assert kind_and_key is not None  # noqa: S101  (`messages` gives no others)
        wanted = Q()
        for subject, keys in plan.keys.items():
            ids = [str(key) for key in keys]
            wanted |= Q(**{kind_and_key[0]: subject._meta.label_lower, f"{kind_and_key[1]}__in": ids})
        for name in copy.owns:
            letters = plan.copies.get(model._meta.get_field(name).related_model, set())  # type: ignore[arg-type]
            wanted |= Q(**{f"{name}__in": letters})
        found = set(model._base_manager.filter(wanted).order_by("pk").values_list("pk", flat=True))
        plan.messages[model] = found
        _owned(model, found, copy.owns, plan)


def _referring_first(found: Mapping[Model, object]) -> list[Model]:
    """Models in an order in which none goes while another of them still points at it."""
    left, ordered = list(found), []
    while left:
        free = [m for m in left if not any(_points_at(other, m) for other in left if other is not m)]
        ordered += free or left
        left = [m for m in left if m not in ordered]
    return ordered


def _points_at(model: Model, other: Model) -> bool:
    return any(f.related_model is other for f in model._meta.concrete_fields if f.is_relation)


def _empty(model: Model, keys: Iterable[Any], remains: Remains) -> int:
    """Take the words out of rows that stay; how many changed."""
    rows = model._base_manager.filter(pk__in=list(keys)).order_by("pk")
    blank = {f.name: empty_value(f) for f in word_fields(model) if f.name not in remains.kept and not f.primary_key}
    blank |= dict.fromkeys(remains.unlinked)
    if not blank and not remains.replaced:
        return 0
    for row in rows:
        values = blank | {name: make(row) for name, make in remains.replaced.items()}
        model._base_manager.filter(pk=row.pk).update(**values)
    return len(rows)


def empty_value(found: models.Field[Any, Any]) -> object:
    """What a field holds when it holds nothing."""
    if isinstance(found, models.JSONField):
        return [] if found.get_default() == [] else None if found.null else {}
    return None if found.null else ""


def _delete(model: Model, keys: Iterable[Any]) -> int:
    """Remove rows, letting go first of relations among them that would keep each other."""
    rows = model._base_manager.filter(pk__in=list(keys)).order_by("pk")
    own = [f.name for f in model._meta.concrete_fields if f.related_model is model and f.null]
    if own:
        rows.order_by().update(**dict.fromkeys(own))
    return rows.delete()[0]


def _note_files(model: Model, keys: Iterable[Any], at: datetime, item: DestructionItem | None) -> int:
    count = 0
    for f in file_fields(model):
        if isinstance(f, models.FileField):
            for path in model._base_manager.filter(pk__in=list(keys)).order_by("pk").values_list(f.name, flat=True):
                note_file(path, at=at, item=item)
                count += 1
    return count


def _check_references() -> None:
    """Let PostgreSQL look now, and not only at the commit, whether a row that is gone is still needed."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
