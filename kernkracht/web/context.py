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
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from kernkracht.foundation.deadlines.queries import running_outages
from kernkracht.foundation.design_system.site_identity import identity
from kernkracht.foundation.design_system.themes import current_theme
from kernkracht.web.office.access import rights_of
from kernkracht.web.office.menu import office_menu


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
        "more": _existing(_more(), request.path),
        "tools": _tools(request),
        "about": _existing(_about(), request.path),
        "outages": SimpleLazyObject(lambda: list(running_outages(timezone.now()))),
        "language_url": _route("set_language"),
        "here": request.get_full_path() if request.method == "GET" else request.path,
    }


def _main_menu() -> list[tuple[str, str, str]]:
    return [
        (_("Dorpen"), "/dorpen/", "pin"),
        (_("Groepen"), "/groepen/", "users"),
        (_("Bijeenkomsten"), "/bijeenkomsten/", "calendar"),
        (_("Geld voor plannen"), "/geld/", "euro"),
        (_("Plannen"), "/plannen/", "sprout"),
        (_("Vrijwilligers"), "/vrijwilligers/", "heart"),
        (_("Register"), "/register/", "doc"),
    ]


def _more() -> list[tuple[str, str, str]]:
    """In the footer beside the main menu: what belongs to it, and would make the menu too long."""
    return [
        (_("Nieuws"), "/nieuws/", "message"),
        (_("Verhalen"), "/verhalen/", "sprout"),
        (_("Volg uw dorp"), "/volgen/", "bell"),
    ]


def _about() -> list[tuple[str, str, str]]:
    return [
        (_("Uitleg"), "/uitleg/", "info"),
        (_("Woorden"), "/woorden/", "info"),
        (_("Over deze website"), "/over/", "info"),
        (_("Toegankelijkheid"), "/toegankelijkheid/", "info"),
        (_("Privacy"), "/privacy/", "lock"),
        (_("Vertrouwenspersoon"), "/vertrouwenspersoon/", "user"),
        (_("Ons digitaal een bericht sturen"), "/digitaal-bericht/", "mail"),
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


def _office(request: HttpRequest) -> dict[str, Any]:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"menu": [], "nav": [], "tools": [], "home": "/werk/"}
    menu = _menu_for(request)
    logout = _route("account_logout")
    tools = [Link(str(user), _route("account_overview") or "/werk/", "user")]
    if logout:
        tools.append(Link(_("Uitloggen"), logout, "logout"))
    return {
        "menu": menu,
        "nav": [link for _heading, links in menu for link in links],
        "tools": tools,
        "home": "/werk/",
    }


def _menu_for(request: HttpRequest) -> list[tuple[str, list[Link]]]:
    """Headings with what this colleague may open; a heading without entries is left out."""
    rights = rights_of(request)
    open_to_me = [
        (group.heading, [entry for entry in group.entries if entry.is_for(rights)]) for group in office_menu()
    ]
    urls = [entry.url for _heading, entries in open_to_me for entry in entries]
    best = max((url for url in urls if request.path.startswith(url)), key=len, default="")
    return [
        (heading, [Link(e.label, e.url, e.icon, e.url == best, count=_count(e.url, request)) for e in entries])
        for heading, entries in open_to_me
        if entries
    ]


def _count(url: str, request: HttpRequest) -> int | None:
    count = OFFICE_COUNTS.get(url)
    return count(request) if count else None
