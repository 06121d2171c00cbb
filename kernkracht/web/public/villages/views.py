"""The villages on a map, in a list and side by side; and the page of one village."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kernkracht.community.gatherings.queries import public_ahead, told_of_gatherings
from kernkracht.community.partners.queries import public_outlook, public_provisions, told_of
from kernkracht.community.people.models import Role
from kernkracht.community.people.queries import VillageContact, contacts_by_role
from kernkracht.community.presence.queries import presences_ahead, public_name, told_of_presences
from kernkracht.community.villages.models import Village
from kernkracht.editorial.news.queries import news_of, with_news
from kernkracht.editorial.pages.models import Publication
from kernkracht.foundation.money import format_euro
from kernkracht.grants.applications.queries import Granted, GrantedRow, granted_rows, latest_plans, sum_of
from kernkracht.grants.applications.rules import rules_of
from kernkracht.participation.questions.queries import asked_in, promise_figure_of
from kernkracht.web.scheme_sentences import together

from ..door import Door, doors, published_versions
from ..groups.presenters import groups_in
from ..kept import kept
from ..money import last_year_with_money, money_of_village
from ..presenters import number, plan_cards, public_map

LATEST = 3


@dataclass(frozen=True)
class VillageRow:
    """One line of the comparison (R3)."""

    village: Village
    all_plans: Granted
    this_year: Granted

    @property
    def inhabitants(self) -> str:
        return number(self.village.inhabitants or 0)

    @property
    def plans(self) -> str:
        return number(self.all_plans.plans)

    @property
    def per_inhabitant_cents(self) -> int | None:
        """All that was granted, divided over today's inhabitants."""
        return round(self.all_plans.cents / self.village.inhabitants) if self.village.inhabitants else None


SORTS: dict[str, Callable[[VillageRow], Any]] = {
    "naam": lambda row: row.village.name,
    "gebied": lambda row: (row.village.area.name, row.village.name),
    "inwoners": lambda row: row.village.inhabitants or 0,
    "plannen": lambda row: row.all_plans.plans,
    "geld": lambda row: row.all_plans.cents,
    "jaar": lambda row: row.this_year.cents,
    "hoofd": lambda row: row.per_inhabitant_cents or 0,
}


@require_safe
@kept
def village_list(request: HttpRequest) -> HttpResponse:
    """`/dorpen/`: all active villages. `?dorp=` of the form on the front page leads to that village."""
    chosen = request.GET.get("dorp", "")
    villages = list(Village.objects.active().select_related("area").order_by("name"))
    if any(village.slug == chosen for village in villages):
        return redirect("village", slug=chosen)
    today = timezone.localdate()
    rows = _compared(villages, granted_rows(), today.year)
    sort = request.GET.get("sorteer", "naam")
    sort = sort if sort.removeprefix("-") in SORTS else "naam"
    context = {
        "map": public_map(),
        "areas": _by_area(villages),
        "rows": sorted(rows, key=SORTS[sort.removeprefix("-")], reverse=sort.startswith("-")),
        "sort": sort,
        "year": today.year,
        "sources": _sources(villages),
    }
    return render(request, "public/villages/list.html", context)


def _compared(villages: list[Village], totals: tuple[GrantedRow, ...], year: int) -> list[VillageRow]:
    by_village: dict[int, list[GrantedRow]] = {}
    for row in totals:
        by_village.setdefault(row.village_id, []).append(row)
    own = {village.pk: tuple(by_village.get(village.pk, ())) for village in villages}
    return [
        VillageRow(village, sum_of(own[village.pk]), sum_of(own[village.pk], lambda row: row.year == year))
        for village in villages
    ]


def _by_area(villages: list[Village]) -> list[tuple[str, list[dict[str, str]]]]:
    areas: dict[tuple[int, str], list[dict[str, str]]] = {}
    for village in villages:
        key = (village.area.sort_order, village.area.name)
        areas.setdefault(key, []).append({"label": village.name, "href": f"/dorpen/{village.slug}/"})
    return [(name, items) for (_order, name), items in sorted(areas.items(), key=lambda area: area[0])]


def _sources(villages: list[Village]) -> list[str]:
    """Where the numbers of inhabitants come from, each source once."""
    said = {_source(village) for village in villages if village.inhabitants is not None}
    return sorted(line for line in said if line)


def _source(village: Village) -> str:
    day = date_format(village.inhabitants_on, "j F Y") if village.inhabitants_on else ""
    return ", ".join(part for part in (village.inhabitants_source, day) if part)


@require_safe
@kept
def village_page(request: HttpRequest, slug: str) -> HttpResponse:
    """`/dorpen/<slug>/`. An ended village keeps its page, and says so."""
    today = timezone.localdate()
    village = get_object_or_404(_with_what_is_ahead(today), slug=slug)
    rows = granted_rows(village=village)
    money = money_of_village(village, today.year, rows)
    earlier = last_year_with_money(rows) if not money.is_known else None
    all_plans = sum_of(rows)
    open_doors = [door for door in doors(published_versions(), today) if door.is_open]
    answering = contacts_by_role(village, today, [Role.Code.VILLAGE_COORDINATOR, Role.Code.VILLAGE_ALDERMAN])
    context = {
        "village": village,
        "has_ended": village.status == Village.Status.ENDED,
        "facts": village_facts(village, all_plans, rows, today),
        "source": _source(village) if village.inhabitants is not None else "",
        "open_doors": [(door, local_rules(door, village)) for door in open_doors],
        "money": money,
        "earlier": earlier,
        "earlier_granted": sum_of(rows, lambda row: row.year == earlier),
        "contact": answering[Role.Code.VILLAGE_COORDINATOR],
        "alderman": _in_office(answering[Role.Code.VILLAGE_ALDERMAN]),
        "cards": plan_cards(latest_plans(LATEST, village=village), with_village=False),
        "all_plans": all_plans,
        "map": public_map(village.slug),
        "outlook": public_outlook(village, today) if village.has_outlook else (),  # type: ignore[attr-defined] # by told_of
        "provisions": public_provisions(village, today) if village.has_provisions else (),  # type: ignore[attr-defined] # by told_of
        "groups": groups_in(village, today),
        "promises": promise_figure_of(village, today),
        **_ahead(village),
        "news": _news(village) if village.has_news else (),  # type: ignore[attr-defined] # by with_news
    }
    return render(request, "public/villages/village.html", context)


def _with_what_is_ahead(today: date) -> QuerySet[Village]:
    """Villages that say themselves whether there is something to ask for."""
    at, rows = timezone.now(), told_of(Village.objects.select_related("area"), today)
    return told_of_presences(told_of_gatherings(with_news(asked_in(rows, today), at), at), at)


def _ahead(village: Any) -> dict[str, Any]:
    """What comes: gatherings, and when somebody of the municipality is in the village (R47)."""
    at = timezone.now()
    presences = presences_ahead(village, at)[:LATEST] if village.has_presences else ()
    return {
        "gatherings": public_ahead(at, village)[:LATEST] if village.has_gatherings else (),
        "presences": [{"presence": row, "name": public_name(row)} for row in presences],
    }


def _news(village: Village) -> Iterable[Publication]:
    """The newest posts; for which other villages they are stands on their own page."""
    return news_of(village, timezone.now()).prefetch_related(None)[:LATEST]


def _in_office(found: VillageContact | None) -> VillageContact | None:
    """The alderman of this village (R17); nobody while the post is empty: no team stands in for that."""
    return found if found is not None and found.user is not None and not found.is_temporary else None


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


def local_rules(door: Door, village: Village) -> list[str]:
    """The rules of a scheme that are different in this village, as they read here."""
    return [
        together(rule.statement)
        for rule in rules_of(door.version).in_village(village.slug).rules
        if village.slug in rule.overrides
    ]
