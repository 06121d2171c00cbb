"""What figures there are, and how they are called and shown."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from django.utils.translation import gettext as _

from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor

from ..models import Figure
from ._guard import UnableToManageFigures, require_manager

LONGEST_NAME = 80
MOST_NAMES = 20


@dataclass(frozen=True)
class FigureFacts:
    """What the office may change about a figure. Unit and way of adding up stay: stored values were made with them."""

    label: str
    explanation: str
    heading: str
    columns: tuple[str, ...]
    decimals: int
    lower_limit: int
    sort_order: int
    is_shown: bool
    valid_until: date | None = None


@transaction.atomic(durable=True)
def change_figure(*, figure: Figure, facts: FigureFacts, by: Actor, at: datetime) -> Figure:
    """Change how a figure is called and shown; pages and downloads follow at once. Raises `UnableToManageFigures`."""
    require_manager(by, at)
    rows = {row.pk: row for row in Figure.objects.select_for_update().order_by("pk")}
    row = rows[figure.pk]
    sound = _sound(facts, row, [other for other in rows.values() if other.pk != row.pk])
    for field in fields(sound):
        value = getattr(sound, field.name)
        setattr(row, field.name, list(value) if isinstance(value, tuple) else value)
    row.save()
    record("profiles.figure_changed", row, by=by, at=at, data={"label": row.label})
    return row


def _sound(facts: FigureFacts, row: Figure, others: list[Figure]) -> FigureFacts:
    """The facts with spaces tidied. Raises `UnableToManageFigures` beside the answer that does not hold."""
    texts = {name: " ".join(getattr(facts, name).split()) for name in ("label", "explanation", "heading")}
    columns = tuple(dict.fromkeys(name.strip() for name in facts.columns if name.strip()))
    if not texts["label"]:
        raise UnableToManageFigures(_("Vul in hoe het cijfer heet."), "label")
    if any(other.label.lower() == texts["label"].lower() for other in others):
        raise UnableToManageFigures(_("Er is al een cijfer met deze naam."), "label")
    if not texts["heading"]:
        raise UnableToManageFigures(_("Vul in onder welk kopje het cijfer staat."), "heading")
    if facts.valid_until is not None and facts.valid_until < row.valid_from:
        raise UnableToManageFigures(_("Kies een laatste dag na de eerste dag, of laat hem leeg."), "valid_until")
    _refuse_columns(columns, others)
    label, explanation, heading = texts["label"], texts["explanation"], texts["heading"]
    return replace(facts, label=label, explanation=explanation, heading=heading, columns=columns)


def _refuse_columns(columns: tuple[str, ...], others: list[Figure]) -> None:
    if len(columns) > MOST_NAMES or any(len(name) > LONGEST_NAME for name in columns):
        raise UnableToManageFigures(_("Dit zijn te veel of te lange namen van kolommen."), "columns")
    taken = {name.lower(): other.label for other in others for name in other.columns}
    for name in columns:
        if name.lower() in taken:
            words = {"name": name, "label": taken[name.lower()]}
            raise UnableToManageFigures(_("De kolom %(name)s hoort al bij “%(label)s”.") % words, "columns")


@transaction.atomic
def load_figures(file: Path) -> int:
    """Add the figures of a seed file that are not there yet; those that are stay what the office made of them.

    A figure that leans on another stands below it in the file. Returns how many were added.
    """
    rows: list[dict[str, Any]] = yaml.safe_load(file.read_text(encoding="utf-8"))["figures"]
    by_code = {figure.code: figure for figure in Figure.objects.all()}
    added = 0
    for order, row in enumerate(rows, start=1):
        if row["code"] in by_code:
            continue
        leans = {name: by_code[row[name]] for name in ("weighted_by", "share_of") if name in row}
        by_code[row["code"]] = Figure.objects.create(**{"sort_order": order * 10} | row | leans)
        added += 1
    return added
