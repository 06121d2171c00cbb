"""Reading a choice out of an address, for the plans, the register and its downloads alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.translation import gettext as _

from kernkracht.community.villages.models import Village
from kernkracht.grants.applications.models import GrantedTotal, Theme
from kernkracht.grants.applications.queries import PublicFilter
from kernkracht.grants.schemes.models import Scheme

PARAMETERS = {"text": "zoek", "village": "dorp", "scheme": "regeling", "theme": "thema", "year": "jaar"}
"""Field of the filter → name in the address."""
MAX_TEXT = 100


@dataclass(frozen=True)
class Options:
    """What there is to choose from, by code."""

    villages: Mapping[str, str]
    schemes: Mapping[str, str]
    years: tuple[int, ...]

    @classmethod
    def read(cls) -> Options:
        """Three small queries."""
        counted = GrantedTotal.objects.filter(plans__gt=0).order_by("-year")
        return cls(
            villages=dict(Village.objects.order_by("sort_order", "name").values_list("slug", "name")),
            schemes=dict(Scheme.objects.order_by("sort_order", "name").values_list("slug", "name")),
            years=tuple(counted.values_list("year", flat=True).distinct()),
        )

    @property
    def themes(self) -> Mapping[str, str]:
        return {theme.value: str(theme.label) for theme in Theme}

    def labels(self, wanted: PublicFilter) -> dict[str, str]:
        """Each choice that was made, in words."""
        said = {
            "text": _("Zoekt op ‘%(text)s’") % {"text": wanted.text} if wanted.text else "",
            "village": self.villages.get(wanted.village, ""),
            "scheme": self.schemes.get(wanted.scheme, ""),
            "theme": self.themes.get(wanted.theme, ""),
            "year": str(wanted.year or ""),
        }
        return {name: label for name, label in said.items() if label}


@dataclass(frozen=True)
class Choice:
    """What was asked for, and what of it does not exist: sentences with the reason."""

    wanted: PublicFilter
    faults: tuple[str, ...]
    page: int

    @property
    def query(self) -> str:
        """The same choice as an address."""
        return query_of(self.wanted)

    def chips(self, options: Options) -> list[dict[str, str]]:
        """One per choice, with the address without it."""
        empty = PublicFilter()
        return [
            {"label": label, "url": f"?{query_of(replace(self.wanted, **{name: getattr(empty, name)}))}"}
            for name, label in options.labels(self.wanted).items()
        ]


def query_of(wanted: PublicFilter) -> str:
    values = {parameter: getattr(wanted, name) for name, parameter in PARAMETERS.items()}
    return urlencode({parameter: value for parameter, value in values.items() if value})


def read_choice(request: HttpRequest, options: Options, *, allowed: tuple[str, ...]) -> Choice:
    """The filter of an address. A code that does not exist is left out, and said in `faults`."""
    given = {name: _clean(request.GET.get(PARAMETERS[name], "")) for name in allowed}
    known: dict[str, set[str]] = {
        "village": set(options.villages),
        "scheme": set(options.schemes),
        "theme": set(options.themes),
        "year": {str(year) for year in options.years},
    }
    faults = [
        _("“%(value)s” bestaat niet bij “%(name)s”.") % {"value": value[:40], "name": PARAMETERS[name]}
        for name, value in given.items()
        if name in known and value and value not in known[name]
    ]
    kept = {name: value for name, value in given.items() if name not in known or value in known[name]}
    year = kept.pop("year", "")
    wanted = PublicFilter(**kept, year=int(year) if year else None)
    return Choice(wanted, tuple(faults), _page(request))


def _clean(value: str) -> str:
    return " ".join(value.replace("\x00", " ").split())[:MAX_TEXT]


def _page(request: HttpRequest) -> int:
    page = request.GET.get("pagina", "")
    return int(page) if page.isascii() and page.isdigit() and 0 < len(page) < 8 else 1


def wants_part(request: HttpRequest) -> bool:
    """Whether htmx asks for the list alone."""
    htmx = getattr(request, "htmx", False)
    return bool(htmx) and not getattr(htmx, "history_restore_request", False)
