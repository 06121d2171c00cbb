"""Parts that show a village and its plans: pictures, facts, money, people, and the map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.template import Library
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kernkracht.foundation.money import format_euro

from .basics import address, one_of

register = Library()

ART_KINDS = ("green", "meeting", "sport", "safety", "water", "building", "culture", "care", "default")
"""Drawings for the theme of a plan; each is a file in `templates/c/art/`."""


@register.simple_tag
def art(kind: str = "default", cls: str = "kk-art") -> SafeString:
    """`{% art plan.theme %}`: the drawing of a theme; an unknown theme gets the village street."""
    name = kind if kind in ART_KINDS else "default"
    return render_to_string(f"c/art/{name}.html", {"cls": cls})


@register.inclusion_tag("c/hero_art.html")
def hero_art() -> dict[str, Any]:
    """`{% hero_art %}`: the river landscape at the foot of a hero."""
    return {}


@register.simple_block_tag(end_name="endhero")
def hero(content: SafeString, title: str, lead: str = "", eyebrow: str = "", low: bool = False) -> SafeString:
    """`{% hero title=village.name lead=… %}` actions `{% endhero %}`: the top of a main page; `low` keeps it short.

    Put `{% block breadcrumb %}` empty and the breadcrumb inside when the page has one.
    """
    return render_to_string(
        "c/hero.html", {"content": content, "title": title, "lead": lead, "eyebrow": eyebrow, "low": low}
    )


@register.inclusion_tag("c/facts.html")
def facts(items: Sequence[Mapping[str, Any]], title: str, source: str = "", overlap: bool = False) -> dict[str, Any]:
    """`{% facts items _("In het kort") source=… overlap=True %}`: items with `value`, `label`, maybe `note`, `href`."""
    return {"items": items, "title": title, "source": source, "overlap": overlap}


@register.inclusion_tag("c/plan_card.html")
def plan_card(
    title: str,
    href: str,
    text: str = "",
    theme: str = "default",
    status: Mapping[str, str] | None = None,
    meta: Sequence[Mapping[str, str]] = (),
    level: int = 3,
) -> dict[str, Any]:
    """`{% plan_card plan.title href text=… theme=… status=… meta=… %}`.

    `status` has `text`, maybe `kind` and `icon`; `meta` are items with `icon` and `text`. Stands in
    `<ul class="kk-grid kk-grid--3" role="list">`.
    """
    return {
        "title": title,
        "href": address(href),
        "text": text,
        "theme": theme,
        "status": {"kind": "", "icon": "", **status} if status else None,
        "meta": meta,
        "level": level,
    }


@dataclass(frozen=True)
class MeterPart:
    kind: str
    label: str
    amount: str
    start: str
    width: str


def percent(part: float, whole: float) -> str:
    """A share as an SVG length, always with a point: “57.40%”."""
    return f"{max(0.0, min(100.0, 100 * part / whole)) if whole else 0:.2f}%"


@register.inclusion_tag("c/budget_meter.html")
def budget_meter(
    granted: int,
    pending: int,
    ceiling: int,
    granted_count: int | None = None,
    pending_count: int | None = None,
    title: str = "",
    level: int = 2,
) -> dict[str, Any]:
    """`{% budget_meter granted=… pending=… ceiling=… %}` in euro cents: what is given, asked for and left."""
    free = ceiling - granted - pending
    labels = [
        ("granted", _with_plans(_("Toegekend"), granted_count), granted),
        ("pending", _with_plans(_("In behandeling"), pending_count), pending),
        ("free", _("Nog te besteden"), max(0, free)),
    ]
    whole = max(ceiling, granted + pending)
    parts, start = [], 0
    for kind, label, cents in labels:
        parts.append(MeterPart(kind, label, format_euro(cents), percent(start, whole), percent(cents, whole)))
        start += cents
    return {
        "parts": parts,
        "free": format_euro(max(0, free)),
        "ceiling": format_euro(ceiling),
        "over": format_euro(-free) if free < 0 else "",
        "title": title,
        "level": level,
        "uid": f"{granted}-{pending}-{ceiling}",
    }


def _with_plans(label: str, count: int | None) -> str:
    if count is None:
        return label
    return f"{label} ({ngettext('%(n)d plan', '%(n)d plannen', count) % {'n': count}})"


@register.inclusion_tag("c/contact_card.html")
def contact_card(
    name: str,
    role: str = "",
    phone: str = "",
    email: str = "",
    text: str = "",
    standing_in_for: str = "",
    level: int = 2,
    portrait: str = "",
    tasks: Sequence[str] = (),
) -> dict[str, Any]:
    """`{% contact_card name=… role=… phone=… email=… portrait=… tasks=… %}`; `portrait` is the address of a photo.

    `tasks` are sentences about what this person does (R10). A vacancy gives `standing_in_for` the empty post's name.
    """
    return {
        "name": name,
        "initials": "".join(word[0] for word in name.split() if word[:1].isupper())[:2] or "?",
        "role": role,
        "phone": phone,
        "phone_link": "".join(c for c in phone if c in "+0123456789"),
        "email": email,
        "text": text,
        "standing_in_for": standing_in_for,
        "portrait": portrait,
        "level": level,
        "tasks": tasks,
    }


@register.inclusion_tag("c/bars.html")
def bars(
    rows: Sequence[Mapping[str, Any]],
    caption: str,
    first: str,
    own: str,
    other: str = "",
    unit: str = "%",
    legend: bool = True,
) -> dict[str, Any]:
    """`{% bars rows _("Inwoners naar leeftijd") first=_("Leeftijd") own="Lienden" other=_("Gemeente") %}`.

    Rows have `label`, `value` and maybe `other` (numbers; a `value` of None has no bar). The chart is the table, so
    they cannot differ. `text` and `other_text` say the numbers with a unit of their own; `href` makes the label a link.
    Without `legend` the page itself says once what bar and mark are.
    """
    numbers = [float(row[name]) for row in rows for name in ("value", "other") if row.get(name) is not None]
    scale = (max(numbers, default=0.0) or 1.0) * 1.08
    drawn = [
        {
            "label": row["label"],
            "href": row.get("href", ""),
            "value": row["value"],
            "text": row.get("text", ""),
            "other": row.get("other"),
            "other_text": row.get("other_text", ""),
            "width": percent(float(row["value"]), scale) if row["value"] is not None else "",
            "mark": percent(float(row["other"]), scale) if row.get("other") is not None else "",
        }
        for row in rows
    ]
    words = {"caption": caption, "first": first, "own": own, "other": other, "unit": unit}
    return {"rows": drawn, "legend": legend, **words}


@register.inclusion_tag("c/village_map.html")
def village_map(
    shapes: Sequence[Mapping[str, Any]],
    view_box: str,
    title: str,
    note: str = "",
    water: str = "",
    slug: str = "kaart",
    listed: bool = True,
) -> dict[str, Any]:
    """`{% village_map shapes view_box=… title=_("Dorpen op de kaart") note=… %}`: outlines and the same list below.

    Shapes have `path`, `label`, `href`, and maybe `x`, `y` (where the name stands, text) and `current`. A page that
    has the same names in a list of its own says `listed=False`.
    """
    return {
        "shapes": shapes,
        "view_box": view_box,
        "title": title,
        "note": note,
        "water": water,
        "slug": slug,
        "listed": listed,
    }


@register.inclusion_tag("c/columns.html")
def columns(items: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """`{% columns villages %}`: a list of links (`label`, `href`, maybe `current`) in as many columns as fit."""
    return {"items": items}


@register.inclusion_tag("c/band.html")
def band(
    title: str,
    text: str = "",
    label: str = "",
    href: str = "",
    icon: str = "sprout",
    kind: str = "warm",
    level: int = 2,
) -> dict[str, Any]:
    """`{% band _("Heeft u een plan?") text=… label=_("Vraag geld aan") href=… %}`: one clear thing to do."""
    one_of(kind, ("warm", "calm"), "band kind")
    return {
        "title": title,
        "text": text,
        "label": label,
        "href": address(href) if href else "",
        "icon": icon,
        "kind": kind,
        "level": level,
    }
