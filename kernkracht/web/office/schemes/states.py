"""Where a version stands today, in a word and a colour."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from kernkracht.grants.schemes.models import SchemeVersion


def state_of(version: SchemeVersion, today: date) -> dict[str, str]:
    """A badge: draft, in force, future or past."""
    if version.state == SchemeVersion.State.DRAFT:
        return {"code": "draft", "text": _("Concept"), "kind": "warn", "icon": "edit"}
    if version.valid_from > today:
        return {"code": "future", "text": _("Gaat nog in"), "kind": "info", "icon": "clock"}
    if version.valid_until and version.valid_until < today:
        return {"code": "past", "text": _("Voorbij"), "kind": "line", "icon": "minus"}
    return {"code": "now", "text": _("Geldt nu"), "kind": "ok", "icon": "check"}
