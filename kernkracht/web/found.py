"""What the search found, as pages show it: where each thing is read, and what stands around the results."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString

from kernkracht.community.villages.models import Village
from kernkracht.community.volunteers.models import InfoPage
from kernkracht.editorial.pages.models import PageKind
from kernkracht.foundation.search.queries import Group, Hit, Reader, Results, Wanted, kinds, search
from kernkracht.web.texts import ROUTES, SITE_ROUTES

PER_PAGE = 20
LONGEST_SLUG = 100
INFO_ROUTES: Mapping[str, str] = {
    InfoPage.Code.INSURANCE: "volunteer_insurance",
    InfoPage.Code.SUPPORT_POINT: "volunteer_support_point",
    InfoPage.Code.NEIGHBOUR_HELP: "neighbour_help",
    InfoPage.Code.COUNSELLOR: "counsellor",
}


def _at(name: str) -> Callable[[str], str]:
    return lambda address: reverse(name, args=[address])


def _help(address: str) -> str:
    return reverse("help_wanted", args=[int(address)]) if address.isdigit() else reverse(INFO_ROUTES[address])


def _gathering(address: str) -> str:
    key, _, slug = address.partition("-")
    return reverse("gathering", args=[int(key), slug])


def _text(address: str) -> str:
    kind, _, slug = address.partition("/")
    if kind == PageKind.SITE:
        return reverse(SITE_ROUTES[slug]) if slug in SITE_ROUTES else ""
    return reverse(ROUTES[PageKind(kind)], args=[slug])


def _internal(address: str) -> str:
    kind, _, slug = address.partition("/")
    return reverse("office_read_story" if kind == "plan" else "office_read", args=[slug])


ADDRESSES: Mapping[str, Callable[[str], str]] = {
    "village": _at("village"),
    "person": _at("office_person"),
    "group": _at("group"),
    "grouprecord": _at("office_group"),
    "help": _help,
    "gathering": _gathering,
    "answer": _at("answered_question"),
    "question": _at("office_question"),
    "page": _text,
    "internal": _internal,
    "news": _text,
    "villagestory": _text,
    "lesson": _text,
    "word": lambda address: f"{reverse('terms')}#{address}",
    "scheme": _at("scheme"),
    "plan": _at("plan"),
    "case": _at("office_case"),
    "story": _at("story"),
}
"""Where each kind is read, made out of what its entry says. A test walks all declared kinds."""
IN_OFFICE: Mapping[str, Callable[[str], str]] = {**ADDRESSES, "group": _at("office_group")}
WITH_DAY = frozenset({"news", "gathering", "answer", "question", "case", "plan", "story", "villagestory"})
"""Kinds of which the day says something to who looks for it."""


@dataclass(frozen=True)
class Shown:
    """One found thing as a line of the page."""

    title: SafeString
    fragment: SafeString
    url: str
    places: str
    day: datetime | None
    language: str


@dataclass(frozen=True)
class Section:
    """What was found of one kind; `more_url` shows this kind alone."""

    code: str
    label: str
    rows: tuple[Shown, ...]
    group: Group
    more_url: str


@dataclass(frozen=True)
class Tab:
    """A kind to choose, with the number found."""

    label: str
    url: str
    is_current: bool


class SearchPage:
    """Everything that a page of results shows, for the public and for the office."""

    def __init__(self, request: HttpRequest, reader: Reader, at: datetime, home: str) -> None:
        self.request, self.home = request, home
        self.villages = list(Village.objects.active().order_by("name"))
        self.village = self._village()
        self.kind = self._said("soort") if self._said("soort") in kinds() else ""
        self.exactly = self._said("letterlijk") == "1"
        wanted = Wanted(
            request.GET.get("zoek", ""),
            self.kind,
            self.village.pk if self.village else None,
            self.exactly,
            self._page_number(),
        )
        self.results: Results = search(wanted, reader, at)
        self.sections = list(self._sections(IN_OFFICE if reader.is_colleague else ADDRESSES))

    def context(self) -> dict[str, Any]:
        """For the template."""
        chosen = self.kind and kinds()[self.kind].label
        return {
            "search": self,
            "results": self.results,
            "sections": self.sections,
            "chosen_kind": chosen,
            "page": self.page(),
            "exact_url": self.url(letterlijk="1", soort=self.kind),
            "all_kinds_url": self.url(),
            "no_village_url": self.url(dorp="", soort=self.kind),
        }

    def page(self) -> Page[None] | None:
        """Where one is among the results of one kind; None on the page with a few of each."""
        if not self.kind or not self.results.groups:
            return None
        return _Counted(self.results.groups[0].total).get_page(self._page_number())

    def url(self, **changes: str) -> str:
        """This search with something else chosen; the kind is only kept when it is named."""
        village = self.village.slug if self.village else ""
        values = {"zoek": self.results.text, "dorp": village, "letterlijk": "1" if self.exactly else "", **changes}
        return f"{self.home}?{urlencode({name: value for name, value in values.items() if value})}"

    def _said(self, name: str) -> str:
        return self.request.GET.get(name, "").replace("\x00", "")[:LONGEST_SLUG]

    def _village(self) -> Village | None:
        slug = self._said("dorp")
        return next((village for village in self.villages if village.slug == slug), None)

    def _page_number(self) -> int:
        said = self._said("pagina")
        return max(1, int(said)) if said.isascii() and said.isdigit() and len(said) < 6 else 1

    def _sections(self, addresses: Mapping[str, Callable[[str], str]]) -> Iterator[Section]:
        names = {village.pk: village.name for village in self.villages}
        for group in self.results.groups:
            code = group.kind.code
            rows = tuple(row for hit in group.hits if (row := _shown(hit, names, addresses[code])) is not None)
            yield Section(code, str(group.kind.label), rows, group, self.url(soort=code))


class _Counted(Paginator[None]):
    """Pages of which only the number is known: the search gives the rows of one."""

    def __init__(self, total: int) -> None:
        super().__init__(range(total), PER_PAGE)  # type: ignore[arg-type] # only counted


def _shown(hit: Hit, names: Mapping[int, str], address: Callable[[str], str]) -> Shown | None:
    """A line; None for a text that has no page of its own."""
    url = address(hit.address)
    if not url:
        return None
    places = ", ".join(names[key] for key in hit.villages if key in names)
    day = hit.moment if hit.kind in WITH_DAY else None
    return Shown(hit.title, hit.fragment, url, places, day, hit.language)
