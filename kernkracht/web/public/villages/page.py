"""The page of one village: everything of the municipality for this village in one place (R19)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kernkracht.accountability.briefings.queries import alderman_appearances
from kernkracht.community.channels.queries import channels_of, told_of_channels
from kernkracht.community.following.queries import told_of_happenings
from kernkracht.community.gatherings.queries import agreed_in, public_ahead, told_of_gatherings
from kernkracht.community.partners.queries import public_outlook, public_provisions, told_of
from kernkracht.community.people.models import Role
from kernkracht.community.people.queries import VillageContact, contacts_by_role
from kernkracht.community.presence.queries import presences_ahead, public_name, told_of_presences
from kernkracht.community.profiles.queries import profile_of, with_figures
from kernkracht.community.villages.models import Village
from kernkracht.editorial.news.queries import news_of, with_news
from kernkracht.editorial.pages.models import Audience, Publication
from kernkracht.grants.applications.queries import GrantedRow, granted_rows, latest_plans, sum_of
from kernkracht.grants.applications.rules import rules_of
from kernkracht.participation.baselines.queries import chosen_themes, told_of_themes
from kernkracht.participation.questions.queries import asked_in, promise_figure_of, promised_days_in
from kernkracht.web.scheme_sentences import together

from ..door import Door, doors, published_versions
from ..groups.presenters import groups_in
from ..kept import kept
from ..money import last_year_with_money, money_of_village
from ..presenters import plan_cards, public_map
from ..profiles.presenters import profile_for
from ..stories.presenters import told_of_stories, told_to
from .facts import source_of, village_facts

LATEST = 3
MOST_AGREEMENTS = 6


@require_safe
@kept
def village_page(request: HttpRequest, slug: str) -> HttpResponse:
    """`/dorpen/<slug>/`. An ended village keeps its page, and says so."""
    today, at = timezone.localdate(), timezone.now()
    village: Any = get_object_or_404(_told(today, at), slug=slug)
    context = {
        "village": village,
        "follow_value": f"village:{village.pk}",
        "has_ended": village.status == Village.Status.ENDED,
        "map": public_map(village.slug),
        "promises": promise_figure_of(village, today),
        "answer_days": promised_days_in(village),
        "groups": groups_in(village, today),
        **_people(village, today, at),
        **_money(village, today),
        **_ahead(village, at),
        **_told_before(village, at),
        **_partners(village, today),
        "profile": _profile(village, today),
        "themes": chosen_themes(village, today) if village.has_themes else (),
        "channels": channels_of(village, today) if village.has_channels else (),
    }
    return render(request, "public/villages/village.html", {**context, "jumps": jumps(context)})


def _told(today: date, at: datetime) -> QuerySet[Village]:
    """Villages that say themselves what there is to ask for, so that an empty village costs nothing (R37)."""
    rows = told_of_themes(with_figures(Village.objects.select_related("area")), today)
    rows = told_of_channels(told_of(asked_in(rows, today), today), today)
    rows = told_of_presences(told_of_gatherings(with_news(rows, at), at), at)
    return told_of_stories(told_of_happenings(rows, at), at)


def _people(village: Village, today: date, at: datetime) -> dict[str, Any]:
    """Who stands for the village: the coordinator, and the alderman while there is one, and where (R10, R17, R18)."""
    found = contacts_by_role(village, today, [Role.Code.VILLAGE_COORDINATOR, Role.Code.VILLAGE_ALDERMAN])
    alderman = _in_office(found[Role.Code.VILLAGE_ALDERMAN])
    return {
        "contact": found[Role.Code.VILLAGE_COORDINATOR],
        "alderman": alderman,
        "appearances": alderman_appearances(village, at, alderman.user)[:LATEST] if alderman else (),
    }


def _in_office(found: VillageContact | None) -> VillageContact | None:
    """Nobody while the post is empty: no team stands in for an alderman."""
    return found if found is not None and found.user is not None and not found.is_temporary else None


def _money(village: Village, today: date) -> dict[str, Any]:
    """Money and plans, and what can be asked for now."""
    rows = granted_rows(village=village)
    money = money_of_village(village, today.year, rows)
    earlier = last_year_with_money(rows) if not money.is_known else None
    all_plans = sum_of(rows)
    open_doors = [door for door in doors(published_versions(), today) if door.is_open]
    return {
        "money": money,
        "earlier": earlier,
        "earlier_granted": _of_year(rows, earlier),
        "all_plans": all_plans,
        "facts": village_facts(village, all_plans, rows, today),
        "source": source_of(village) if village.inhabitants is not None else "",
        "cards": plan_cards(latest_plans(LATEST, village=village), with_village=False),
        "open_doors": [(door, local_rules(door, village)) for door in open_doors],
    }


def _of_year(rows: tuple[GrantedRow, ...], year: int | None) -> Any:
    return sum_of(rows, lambda row: row.year == year)


def _ahead(village: Any, at: datetime) -> dict[str, Any]:
    """What comes: gatherings, and when somebody of the municipality is in the village (R47)."""
    presences = presences_ahead(village, at)[:LATEST] if village.has_presences else ()
    return {
        "gatherings": public_ahead(at, village)[:LATEST] if village.has_gatherings else (),
        "presences": [{"presence": row, "name": public_name(row)} for row in presences],
    }


def _told_before(village: Any, at: datetime) -> dict[str, Any]:
    """What was said and done: news, agreements of gatherings, stories."""
    return {
        "news": _news(village, at) if village.has_news else (),
        "agreements": agreed_in(village)[:MOST_AGREEMENTS] if village.has_agreements else (),
        "stories": told_to(Audience.PUBLIC, at, village)[:LATEST] if village.has_stories else (),
    }


def _news(village: Village, at: datetime) -> Iterable[Publication]:
    """The newest posts; for which other villages they are stands on their own page."""
    return news_of(village, at).prefetch_related(None)[:LATEST]


def _profile(village: Any, today: date) -> Any:
    """The village in figures (R270), when there is more than its inhabitants, which stand on top already."""
    profile = profile_for(profile_of(village, today)) if village.has_figures else None
    return profile if profile and profile.first_chart else None


def _partners(village: Any, today: date) -> dict[str, Any]:
    return {
        "outlook": public_outlook(village, today).prefetch_related(None) if village.has_outlook else (),
        "provisions": public_provisions(village, today) if village.has_provisions else (),
    }


def local_rules(door: Door, village: Village) -> list[str]:
    """The rules of a scheme that are different in this village, as they read here."""
    return [
        together(rule.statement)
        for rule in rules_of(door.version).in_village(village.slug).rules
        if village.slug in rule.overrides
    ]


def jumps(context: dict[str, Any]) -> list[tuple[str, str]]:
    """Anchor and words of every part that this page has, in its order."""
    parts = [
        ("wie", _("Wie u helpt"), True),
        ("agenda", _("Binnenkort"), not context["has_ended"]),
        ("geld", _("Geld en plannen"), True),
        ("samen", _("Samen opgepakt"), context["themes"]),
        ("afspraken", _("Afspraken"), context["agreements"]),
        ("nieuws", _("Nieuws"), context["news"]),
        ("verhalen", _("Verhalen"), context["stories"]),
        ("groepen", _("Groepen"), context["groups"]),
        ("cijfers", _("Cijfers"), context["profile"]),
        ("kanalen", _("Zo hoort u van ons"), context["channels"]),
        ("binnenlopen", _("Binnenlopen"), context["provisions"]),
        ("verwachten", _("Wat u kunt verwachten"), context["outlook"]),
    ]
    return [(anchor, words) for anchor, words, is_there in parts if is_there]
