"""What a form may offer to choose from."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet
from django.utils.functional import Promise

from kernkracht.community.people.models import User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import holders_of

from ..models import GrantApplication
from ..refusal_grounds import GENERAL_GROUNDS
from .findings import Sheet


def colleagues(application: GrantApplication, permission: Permission, on: date) -> QuerySet[User]:
    """Who holds a permission for the village of the case today."""
    return holders_of(permission, on, application.village)


def grounds_for(sheet: Sheet) -> list[tuple[str, str | Promise]]:
    """Coded grounds of a refusal: first the rules that are not met, then the general ones of the law."""
    own: dict[str, str | Promise] = {row.finding.kind: row.statement for row in sheet.not_met}
    return [*own.items(), *((g.code, g.label) for g in GENERAL_GROUNDS if g.code not in own)]
