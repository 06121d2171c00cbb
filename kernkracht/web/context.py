"""What every page template may use: `site` everywhere, `office` on staff pages only.

Links are left out when nothing answers at their address, so a page never offers what is not there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, Resolver404, resolve, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.design_system.site_identity import identity
from kernkracht.foundation.design_system.themes import current_theme
from kernkracht.web.office.access import rights_of


@dataclass(frozen=True)
class Link:
    """An entry of a menu."""

    label: str
    url: str
    icon: str = "arrow"
    current: bool = False
    framed: bool = False
    count: int | None = None


def site(request: HttpRequest) -> dict[str, object]:
    """The context processor: `site`, and `office` on addresses under `/werk/`."""
    context: dict[str, object] = {"site": SimpleLazyObject(lambda: _site(request))}
    if request.path.startswith("/werk/"):
        context["office"] = SimpleLazyObject(lambda: _office(request))
    return context


def _site(request: HttpRequest) -> dict[str, Any]:
    who, theme = identity(), current_theme()
    return {
        "name": who.name,
        "organisation": who.organisation,
        "phone": who.phone,
        "phone_link": "".join(c for c in who.phone if c in "+0123456789"),
        "email": who.email,
        "hours": who.hours,
        "theme_class": theme.html_class,
        "theme_css": theme.stylesheet,
        "font": theme.font,
        "logo": who.logo,
        "notice": who.notice or (_("Dit is een demo. Namen en bedragen zijn verzonnen.") if settings.DEMO else ""),
        "demo_url": _route("demo_accounts") if settings.DEMO else "",
        "nav": _existing(_main_menu(), request.path),
        "tools": _tools(request),
        "about": _existing(_about(), request.path),
        "language_url": _route("set_language"),
        "here": request.get_full_path() if request.method == "GET" else request.path,
    }


def _main_menu() -> list[tuple[str, str, str]]:
    return [
        (_("Dorpen"), "/dorpen/", "pin"),
        (_("Geld voor plannen"), "/geld/", "euro"),
        (_("Plannen"), "/plannen/", "sprout"),
        (_("Register"), "/register/", "doc"),
    ]


def _about() -> list[tuple[str, str, str]]:
    return [
        (_("Over deze website"), "/over/", "info"),
        (_("Toegankelijkheid"), "/toegankelijkheid/", "info"),
        (_("Privacy"), "/privacy/", "lock"),
        (_("Demo: mensen en post"), "/demo/", "info"),
    ]


def _tools(request: HttpRequest) -> list[Link]:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        login = _route("account_login")
        return [Link(_("Inloggen"), login, "user", request.path == login, framed=True)] if login else []
    links = _existing([(_("Mijn aanvragen"), "/mijn/", "doc")], request.path)
    if user.is_staff:
        links += _existing([(_("Werkplek"), "/werk/", "inbox")], request.path)
    logout = _route("account_logout")
    return [*links, Link(_("Uitloggen"), logout, "logout", framed=True)] if logout else links


def _existing(entries: Iterable[tuple[str, str, str]], here: str) -> list[Link]:
    return [Link(label, url, icon, here.startswith(url)) for label, url, icon in entries if _answers(url)]


@lru_cache(maxsize=256)
def _answers(path: str) -> bool:
    try:
        resolve(path)
    except Resolver404:
        return False
    return True


def _route(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


OFFICE_COUNTS: dict[str, Callable[[HttpRequest], int]] = {}
"""Open work per office address (`OFFICE_COUNTS["/werk/"] = …`): filled by the office from the query that lists."""


def _office_menu() -> list[tuple[str, str, str, Permission]]:
    return [
        (_("Werkvoorraad"), "/werk/", "inbox", Permission.READ_OFFICE),
        (_("Besluiten"), "/werk/besluiten/", "stamp", Permission.DECIDE_APPLICATION),
        (_("Termijnen"), "/werk/termijnen/", "clock", Permission.SEE_TERMS),
        (_("Bezwaren"), "/werk/bezwaren/", "doc", Permission.HANDLE_OBJECTION),
        (_("Verantwoording"), "/werk/verantwoording/", "doc", Permission.SETTLE_GRANT),
        (_("Declaraties"), "/werk/declaraties/", "euro", Permission.HANDLE_CLAIM),
        (_("Geld"), "/werk/geld/", "euro", Permission.SEE_BUDGETS),
        (_("Betalen"), "/werk/betalen/", "euro", Permission.SEE_PAYMENTS),
        (_("Regelingen"), "/werk/regelingen/", "rules", Permission.READ_OFFICE),
        (_("Groepen"), "/werk/groepen/", "users", Permission.READ_OFFICE),
        (_("Partners"), "/werk/partners/", "users", Permission.READ_OFFICE),
        (_("Vrijwilligers"), "/werk/vrijwilligers/", "users", Permission.READ_OFFICE),
        (_("Raadsbrief"), "/werk/raadsbrief/", "chart", Permission.WRITE_COUNCIL_LETTER),
        (_("Post"), "/werk/post/", "mail", Permission.RESEND_MAIL),
        (_("Mensen"), "/werk/mensen/", "users", Permission.READ_OFFICE),
        (_("Dorpen"), "/werk/dorpen/", "pin", Permission.READ_OFFICE),
        (_("Wettelijk"), "/werk/wettelijk/", "rules", Permission.MANAGE_LEGAL_SETTINGS),
        (_("Bewaren"), "/werk/bewaren/", "doc", Permission.PROPOSE_DESTRUCTION),
        (_("Logboek"), "/werk/logboek/", "clock", Permission.SEE_AUDIT),
    ]


def _office(request: HttpRequest) -> dict[str, Any]:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"nav": [], "tools": [], "home": "/werk/"}
    rights = rights_of(request)
    entries = [(label, url, icon) for label, url, icon, needed in _office_menu() if needed in rights and _answers(url)]
    best = max((url for _label, url, _icon in entries if request.path.startswith(url)), key=len, default="")
    nav = [Link(label, url, icon, url == best, count=_count(url, request)) for label, url, icon in entries]
    logout = _route("account_logout")
    tools = [Link(str(user), _route("account_overview") or "/werk/", "user")]
    if logout:
        tools.append(Link(_("Uitloggen"), logout, "logout"))
    return {"nav": nav, "tools": tools, "home": "/werk/"}


def _count(url: str, request: HttpRequest) -> int | None:
    count = OFFICE_COUNTS.get(url)
    return count(request) if count else None
