"""Volunteering in the demo: the pages, invented requests, offers and prizes."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import yaml
from django.conf import settings
from django.utils.timezone import localdate

from kernkracht.community.themes.queries import themes_on
from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.models import Actor

from . import actions
from .models import Nomination, PrizeRound

CLOSES_IN = timedelta(days=60)


def load(at: datetime) -> None:
    """Put the demo's volunteering in an empty register, by the same verbs as people use."""
    seed = yaml.safe_load((settings.DEMO_SEED_DIR / "volunteers.yaml").read_text(encoding="utf-8"))
    who: dict[str, Any] = {"by": Actor.system("demo"), "at": at}
    actions.save_support_point(facts=actions.SupportPointFacts(**seed["support_point"]), **who)
    for code, facts in seed["pages"].items():
        actions.change_page(code=code, facts=actions.PageFacts(**facts), **who)
    _load_help(seed, at, who)
    _load_knowledge(seed, at)
    for row in seed["prizes"]:
        _load_prize(row, at, who)


def _load_help(seed: dict[str, Any], at: datetime, who: dict[str, Any]) -> None:
    made = []
    for row in seed["help"]:
        facts = actions.HelpFacts(
            title=row["title"],
            village=_village(row["village"]),
            text=row["text"],
            people_wanted=row["people"],
            moment=row.get("moment", ""),
            organisation=row["organisation"],
        )
        made.append(actions.open_help(wanted=actions.save_help(facts=facts, **who), **who))
    for row in seed["offers"]:
        asked = at - timedelta(days=row["days_ago"])
        facts_of_offer = actions.OfferFacts(
            name=row["name"],
            email=row["email"],
            agrees=True,
            phone=row.get("phone", ""),
            passes_phone=row.get("passes_phone", False),
            message=row["message"],
        )
        offer = actions.offer_help(facts=facts_of_offer, wanted=made[row["help"]], at=asked)
        actions.confirm_offer(offer=offer, at=asked)


def _load_knowledge(seed: dict[str, Any], at: datetime) -> None:
    for row in seed["knowledge"]:
        facts = actions.KnowledgeFacts(
            name=row["name"],
            email=row["email"],
            village=_village(row["village"]),
            themes=tuple(themes_on(localdate(at)).filter(code__in=row["themes"])),
            text=row["text"],
            agrees=True,
        )
        actions.confirm_knowledge(entry=actions.offer_knowledge(facts=facts, at=at), at=at)


def _load_prize(row: dict[str, Any], at: datetime, who: dict[str, Any]) -> None:
    today = localdate(at)
    winner = row.get("winner")
    opens, closes = (date(row["year"], 9, 1), date(row["year"], 10, 31)) if winner else (today, today + CLOSES_IN)
    facts = actions.RoundFacts(row["title"], row["year"], opens, closes, row.get("text", ""))
    prizes = actions.save_round(facts=facts, **who)
    if not winner:
        actions.move_round(prizes=prizes, step="open", **who)
        return
    Nomination.objects.create(  # of a round that was: the verbs refuse to nominate after its last day, rightly
        round=prizes,
        nominee_name=winner["name"],
        village=_village(winner["village"]),
        visitor=Actor.objects.create(kind=Actor.Kind.VISITOR),
        state=Nomination.State.AGREED,
        made_at=at,
        agreed_at=at,
        award=winner["award"],
        citation=winner["citation"],
    )
    PrizeRound.objects.filter(pk=prizes.pk).update(state=PrizeRound.State.ANNOUNCED, announced_at=at)


def _village(slug: str) -> Village:
    return Village.objects.get(slug=slug)
