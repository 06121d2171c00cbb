"""Agreements and how long each is kept; requests of people that were handled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.utils.functional import Promise

from ..declarations import Case, DataClass, Keeping
from ..models import ClassChoice, PersonRequest
from ..structure import cases, model_of, rows_of


@dataclass(frozen=True)
class KeptAgreement:
    """An agreement with its class: the archivist's choice with its reason, or else the ordinary class."""

    object_type: str
    pk: Any
    name: str
    kind: str | Promise
    data_class: str
    reason: str


def model_with_agreements(keeping: Keeping) -> type[models.Model] | None:
    """The model of a declaration whose rows are agreements; None for another."""
    nature = keeping.nature
    found = isinstance(nature, Case) and any(c.data_class == DataClass.AGREEMENT for c in nature.closings)
    return model_of(keeping) if found else None


def agreements_kept() -> list[KeptAgreement]:
    """Every agreement of every room, by name."""
    chosen: dict[tuple[str, str], ClassChoice] = {}
    for choice in ClassChoice.objects.order_by("chosen_at", "pk"):
        chosen[choice.object_type, choice.object_id] = choice
    found = []
    for keeping, case in cases():
        if model_with_agreements(keeping) is not None:
            for pk, name in rows_of(keeping).values_list("pk", case.number):
                row = chosen.get((keeping.model.lower(), str(pk)))
                data_class = DataClass(row.data_class) if row else DataClass.AGREEMENT
                reason = row.reason if row else ""
                found.append(
                    KeptAgreement(keeping.model.lower(), pk, str(name), keeping.label, str(data_class.label), reason)
                )
    return sorted(found, key=lambda agreement: agreement.name.casefold())


def latest_requests(count: int) -> QuerySet[PersonRequest]:
    """Requests of people that were handled, newest first."""
    return PersonRequest.objects.order_by("-handled_at", "-pk")[:count]
