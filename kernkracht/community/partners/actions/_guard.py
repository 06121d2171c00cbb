"""What every act on partners shares: the right to act, texts without persons, and what changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any

from django.db import models
from django.utils.text import slugify
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import may
from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.personal_traces import explained


class UnableToManagePartners(Exception):
    """An act on partners was refused. The message is Dutch and says what to do instead."""


class NotAllowedToManagePartners(UnableToManagePartners):
    """The actor does not hold the right, or not for this village."""


class PersonalText(UnableToManagePartners):
    """A text points at a person. Cases of persons stay out of this register (R203, R204)."""


def require_manager(by: Actor, at: datetime, villages: Iterable[Village] = ()) -> None:
    """The system may act; a person needs the right, and for what belongs to villages the right there."""
    if by.kind == Actor.Kind.SYSTEM:
        return
    on = localdate(at)
    named = list(villages)
    if not named and not may(by, Permission.MANAGE_PARTNERS, on):
        raise NotAllowedToManagePartners(_("U mag partners niet wijzigen. Vraag het de kernregisseur of beheerder."))
    for village in named:
        if not may(by, Permission.MANAGE_PARTNERS, on, village):
            raise NotAllowedToManagePartners(
                _("U mag dit niet wijzigen voor %(village)s. Vraag het een collega van dat dorp.")
                % {"village": village.name}
            )


def require_non_personal(*texts: str) -> None:
    """Raises `PersonalText` with what was found and the remedy."""
    for text in texts:
        if found := explained(text):
            raise PersonalText(found[0])


def require_words(text: str, refusal: str) -> str:
    """The text without spaces around it. Raises `UnableToManagePartners` with `refusal` when nothing is left."""
    if not text.strip():
        raise UnableToManagePartners(refusal)
    return text.strip()


def require_order(start: Any, end: Any) -> None:
    """A period does not end before it starts."""
    if start is not None and end is not None and end < start:
        raise UnableToManagePartners(_("De laatste dag is eerder dan de eerste. Kies een latere laatste dag."))


def apply_facts(row: models.Model, facts: Any, skip: Iterable[str] = ()) -> list[str]:
    """Put the fields of a dataclass on `row`, save it, set its many-to-many fields; returns what changed."""
    many = {field.name for field in row._meta.many_to_many}
    names = [field.name for field in fields(facts) if field.name not in set(skip)]
    is_new = row.pk is None
    plain = [name for name in names if name not in many]
    changed = [name for name in plain if getattr(row, name, None) != getattr(facts, name)]
    for name in plain:
        setattr(row, name, getattr(facts, name))
    row.save()
    for name in names:
        if name in many:
            before = set() if is_new else set(getattr(row, name).values_list("pk", flat=True).order_by())
            wanted = list(getattr(facts, name))
            if before != {other.pk for other in wanted}:
                changed.append(name)
                getattr(row, name).set(wanted)
    return changed


def free_slug(model: type[models.Model], name: str, fallback: str) -> str:
    """An address that no other row of `model` has."""
    wanted = slugify(name)[:140] or fallback
    slug, number = wanted, 2
    while model._default_manager.filter(slug=slug).exists():
        slug, number = f"{wanted}-{number}", number + 1
    return slug


def said(changed: Iterable[str]) -> Mapping[str, str]:
    """Names of changed fields for the record."""
    return {"fields": ", ".join(changed) or "-"}
