"""Rows of the desk with their words and addresses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kernkracht.accountability.desk.queries import Desk, DueRow, FreshRow, Scope, VillageRow, WaitingRow

SHOWN = 10
"""So many rows a panel shows at once; the others open below it."""
LONG_WAIT = 7
"""From so many days on somebody is asked again."""


@dataclass(frozen=True)
class Line:
    """One row of a panel: what, where it leads, and what stands below it in small letters."""

    title: str
    url: str
    icon: str
    notes: tuple[str, ...]
    due_on: date | None = None
    when: datetime | None = None
    badge: str = ""
    badge_kind: str = ""
    badge_icon: str = ""
    what: str = ""


@dataclass(frozen=True)
class Lines:
    """The rows of a panel: first those that are shown, then those behind a click."""

    shown: Sequence[Line]
    more: Sequence[Line]

    @property
    def count(self) -> int:
        return len(self.shown) + len(self.more)


def lines(rows: Sequence[Line]) -> Lines:
    return Lines(rows[:SHOWN], rows[SHOWN:])


def scope_tabs(desk: Desk) -> list[dict[str, Any]]:
    """The switch between one's own work, that of whom one stands in for, and that of the team (R52)."""
    served = any(not post.all_villages for post in desk.posts.held)
    names = ", ".join(desk.posts.stood_in_for)
    labels = {
        Scope.MINE: _("Mijn dorpen") if served else _("Mijn werk"),
        Scope.STANDING_IN: _("Ik vervang %(names)s") % {"names": names} if names else _("Waar ik vervang"),
        Scope.TEAM: _("Het team"),
    }
    return [
        {"label": labels[scope], "url": f"?wie={scope.value}", "current": scope == desk.scope}
        for scope in desk.posts.scopes()
    ]


def due_line(row: DueRow) -> Line:
    """One promise."""
    what = {"question": _("Vraag"), "case": _("Besluit"), "point": _("Actiepunt")}[row.kind]
    name = f"{what} {row.key}" if row.kind != "point" else what
    badge = ("", "", "")
    if row.is_alone:
        badge = (_("Bij niemand"), "late", "alert")
    elif row.owner_is_away:
        badge = (_("%(name)s is er niet") % {"name": row.owner}, "warn", "user")
    return Line(
        title=row.title,
        url=_due_url(row),
        icon={"question": "message", "case": "euro", "point": "check"}[row.kind],
        notes=tuple(note for note in (name, row.village, row.asked, _who(row)) if note),
        due_on=row.due_on,
        badge=badge[0],
        badge_kind=badge[1],
        badge_icon=badge[2],
        what=what,
    )


def _who(row: DueRow) -> str:
    if row.is_mine:
        return _("Ligt bij u")
    if row.owner_is_away:
        return ""
    return _("Ligt bij %(name)s") % {"name": row.owner} if row.owner else _("Nog bij niemand")


def _due_url(row: DueRow) -> str:
    if row.kind == "question":
        return reverse("office_question", args=[row.key])
    return reverse("office_case", args=[row.key]) if row.kind == "case" else reverse("office_gathering", args=[row.key])


def fresh_line(row: FreshRow) -> Line:
    """One thing that is new."""
    what = {
        "question": _("Nieuwe vraag"),
        "case": _("Nieuwe aanvraag"),
        "sign-up": _("Aanmeldingen"),
        "news": _("Nieuws van een groep"),
        "contact": _("Contact met een groep"),
        "visit": _("Notitie na een bezoek"),
    }[row.kind]
    title = row.title
    if row.kind == "sign-up":
        new = ngettext("%(n)d nieuwe aanmelding", "%(n)d nieuwe aanmeldingen", row.count) % {"n": row.count}
        title = f"{row.title}: {new}"
    if row.kind == "news":
        title = _("%(group)s biedt nieuws aan") % {"group": row.title}
    return Line(
        title=title,
        url=_fresh_url(row),
        icon={"question": "message", "case": "euro", "sign-up": "users", "news": "edit"}.get(row.kind, "pin"),
        notes=tuple(note for note in (what, row.village, row.who) if note),
        when=row.at,
    )


def _fresh_url(row: FreshRow) -> str:
    if row.kind == "visit":
        return f"{reverse('office_visits')}#bezoek-{row.key}"
    routes = {
        "question": "office_question",
        "case": "office_case",
        "sign-up": "office_gathering",
        "news": "office_page",
        "contact": "office_group",
    }
    return reverse(routes[row.kind], args=[row.key])


def waiting_line(row: WaitingRow) -> Line:
    """What somebody owes: a colleague, a partner, or the reader."""
    days = ngettext("%(n)d dag", "%(n)d dagen", row.days) % {"n": row.days}
    is_long = row.days >= LONG_WAIT
    name = (_("Vraag %(key)s") if row.kind == "question" else _("Aanvraag %(key)s")) % {"key": row.key}
    away = _("%(name)s is er niet") % {"name": row.whom} if row.is_away else ""
    return Line(
        title=row.asked,
        url=_waiting_url(row),
        icon="user" if not row.is_partner else "link",
        notes=tuple(note for note in ("" if row.is_me else row.whom, name) if note),
        badge=away or (_("Al %(days)s") % {"days": days} if row.days else _("Sinds vandaag")),
        badge_kind="warn" if away or is_long else "",
        badge_icon="alert" if away else "clock",
    )


def _waiting_url(row: WaitingRow) -> str:
    if row.kind == "case":
        return reverse("office_case", args=[row.key])
    if row.is_me:
        return reverse("office_question_reply", args=[row.key, row.pk])
    return reverse("office_question", args=[row.key])


def quiet_since(row: VillageRow) -> str:
    """What the last contact with a village was, in words."""
    return {
        "": "",
        "visit": _("Bezoek"),
        "presence": _("Inloopmoment"),
        "gathering": _("Bijeenkomst"),
        "group": _("Contact met een groep"),
        "question": _("Vraag van een inwoner"),
        "case": _("Aanvraag"),
    }[row.last_kind]
