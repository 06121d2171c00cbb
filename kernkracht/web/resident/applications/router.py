"""“Klein of groot? Straat of dorp?”: a few questions that lead to the right scheme, or to help without money.

Every answer comes from the published versions: their `router` text, and the rules' own maximum. A GET form, so that
an answer is an address and works without JavaScript.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from kernkracht.community.people.queries import contact_for
from kernkracht.community.villages.models import Village
from kernkracht.foundation.design_system.fields import PlainLanguage
from kernkracht.foundation.design_system.widgets import OptionCards
from kernkracht.foundation.money import format_euro
from kernkracht.grants.applications.days import day_of
from kernkracht.grants.applications.queries import Intake, intake_on
from kernkracht.grants.applications.rules import rules_of
from kernkracht.grants.schemes.kinds.money import MaxPerApplication
from kernkracht.grants.schemes.kinds.vocabulary import REACHES
from kernkracht.grants.schemes.models import SchemeVersion
from kernkracht.grants.schemes.queries import open_schemes

from ..access import now

NO_MONEY, UNKNOWN, MORE = "none", "unknown", "more"


@dataclass(frozen=True)
class Road:
    """One scheme as the router sees it. `max_cents` None: no maximum. Empty `reach`: for any."""

    version: SchemeVersion
    reach: frozenset[str]
    max_cents: int | None
    title: str
    hint: str


@dataclass(frozen=True)
class Match:
    road: Road
    intake: Intake
    reason: str


def roads(day: date) -> list[Road]:
    """The schemes that people can apply for with money, as their versions of today describe themselves."""
    return [_road(version) for version in open_schemes(day)]


def _road(version: SchemeVersion) -> Road:
    said = version.texts.get("router") or {}
    maximum = rules_of(version).first(MaxPerApplication)
    return Road(
        version=version,
        reach=frozenset(said.get("reach") or ()),
        max_cents=maximum.amount if maximum else None,
        title=said.get("title") or version.scheme.name,
        hint=said.get("hint") or version.summary,
    )


def money_options(found: Sequence[Road]) -> list[tuple[str, str]]:
    """How much is needed, with the maxima of the schemes as bounds."""
    bounds = sorted({road.max_cents for road in found if road.max_cents})
    options = [(NO_MONEY, _("Geen geld, wel hulp"))]
    options += [(str(cents), _("Tot en met %(amount)s") % {"amount": format_euro(cents)}) for cents in bounds]
    if bounds:
        options.append((MORE, _("Meer dan %(amount)s") % {"amount": format_euro(bounds[-1])}))
    return [*options, (UNKNOWN, _("Dat weet ik nog niet"))]


def matches(found: Sequence[Road], reach: str, need: str, day: date) -> list[Match]:
    """The schemes that fit, the smallest sufficient one first. Nothing when no money is asked."""
    if need == NO_MONEY:
        return []
    fitting = [road for road in found if not road.reach or reach in road.reach]
    if need == MORE:
        chosen = sorted(fitting, key=lambda r: (r.max_cents is not None, -(r.max_cents or 0)))
    else:
        wanted = int(need) if need.isdigit() else 0
        enough = [road for road in fitting if road.max_cents is None or wanted <= road.max_cents]
        chosen = sorted(enough or fitting, key=lambda r: (r.max_cents is None, r.max_cents or 0))
    return [Match(road, intake_on(road.version.scheme, day), _reason(road)) for road in chosen]


def _reason(road: Road) -> str:
    if road.max_cents is None:
        return _("Er is geen vast maximum.")
    return _("U kunt ten hoogste %(amount)s krijgen.") % {"amount": format_euro(road.max_cents)}


class RouterForm(PlainLanguage, forms.Form):
    """For whom, how much, and where."""

    reach = forms.ChoiceField(label=gettext_lazy("Voor wie is uw plan?"), widget=OptionCards())
    need = forms.ChoiceField(label=gettext_lazy("Hoeveel geld heeft u ongeveer nodig?"), widget=OptionCards())
    village = forms.ModelChoiceField(
        label=gettext_lazy("In welk dorp is uw plan?"),
        help_text=gettext_lazy("Dan laten wij zien wie u kan helpen."),
        queryset=Village.objects.active(),
        to_field_name="slug",
        required=False,
        empty_label=gettext_lazy("Kies een dorp"),
    )

    def __init__(self, *args: object, found: Sequence[Road], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("reach", _reach_options()), ("need", money_options(found))):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = choices

    def add_prefix(self, field_name: str) -> str:
        """Names in the address are Dutch, as all addresses are."""
        return {"reach": "voor", "need": "geld", "village": "dorp"}.get(field_name, field_name)


def _reach_options() -> list[tuple[str, str]]:
    return [(code, str(label)[:1].upper() + str(label)[1:]) for code, label in REACHES.items()]


@require_GET
def router(request: HttpRequest) -> HttpResponse:
    """The questions, and below them where they lead."""
    today = day_of(now())
    found = roads(today)
    asked = "voor" in request.GET or "geld" in request.GET
    form = RouterForm(request.GET if asked else None, found=found, initial={"village": request.GET.get("dorp", "")})
    context: dict[str, object] = {"form": form, "answered": False, "matches": [], "contact": None}
    if asked and form.is_valid():
        clean = form.cleaned_data
        village = clean["village"]
        context |= {
            "answered": True,
            "matches": matches(found, clean["reach"], clean["need"], today),
            "no_money": clean["need"] == NO_MONEY,
            "village": village,
            "contact": contact_for(village, today) if village else None,
        }
    status = 422 if asked and form.errors else 200
    return render(request, "resident/applications/router.html", context, status=status)
