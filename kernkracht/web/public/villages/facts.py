"""What is known of a village in numbers, and where that comes from."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kernkracht.community.villages.models import Village
from kernkracht.foundation.money import format_euro
from kernkracht.grants.applications.queries import Granted, GrantedRow, sum_of

from ..presenters import number


def source_of(village: Village) -> str:
    """Who counted the inhabitants and on which day, such as “CBS, 1 januari 2024”; "" when nobody wrote that down."""
    day = date_format(village.inhabitants_on, "j F Y") if village.inhabitants_on else ""
    return ", ".join(part for part in (village.inhabitants_source, day) if part)


def village_facts(
    village: Village, all_plans: Granted, rows: tuple[GrantedRow, ...], today: date
) -> list[dict[str, str]]:
    """The strip under the picture: only what is known."""
    found: list[dict[str, str]] = []
    if village.inhabitants is not None:
        day = date_format(village.inhabitants_on, "j F Y") if village.inhabitants_on else ""
        note = _("op %(day)s") % {"day": day} if day else ""
        found.append({"value": number(village.inhabitants), "label": _("Inwoners"), "note": note})
    this_year = sum_of(rows, lambda row: row.year == today.year)
    since = min((row.year for row in rows), default=None)
    note = _("kregen geld sinds %(year)s") % {"year": since} if since else _("kregen tot nu toe geld")
    found.append({"value": number(all_plans.plans), "label": _("Plannen"), "note": note})
    found.append(
        {
            "value": format_euro(this_year.cents),
            "label": _("Toegekend in %(year)s") % {"year": today.year},
            "note": _("voor dit dorp"),
        }
    )
    if since and since < today.year:
        note = _("van %(first)s tot en met %(last)s") % {"first": since, "last": today.year}
        found.append({"value": format_euro(all_plans.cents), "label": _("Toegekend in totaal"), "note": note})
    return found
