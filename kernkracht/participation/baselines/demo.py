"""Baselines of the demo, some villages with two versions, one with a draft, some with nothing yet; invented."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import yaml
from django.conf import settings
from django.utils.timezone import localdate

from kernkracht.community.groups.models import Group
from kernkracht.community.themes.models import Theme
from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.models import Actor

from . import actions
from .models import VillageBaseline


def load(at: datetime) -> None:
    """Put the demo's pictures in an empty register, by the same verbs as people use."""
    seed = yaml.safe_load((settings.DEMO_SEED_DIR / "baselines.yaml").read_text(encoding="utf-8"))
    by = Actor.system("demo")
    for row in seed["baselines"]:
        village = Village.objects.get(slug=row["village"])
        for version in row["versions"]:
            _load_version(village, version, by, at - timedelta(days=version["days_ago"]))
    for row in seed["themes"]:
        facts = actions.ChoiceFacts(
            theme=Theme.objects.get(code=row["theme"]),
            topic=row["topic"],
            chosen_on=localdate(at) - timedelta(days=row["days_ago"]),
            place=row["place"],
        )
        actions.choose_theme(village=Village.objects.get(slug=row["village"]), facts=facts, by=by, at=at)


def _load_version(village: Village, row: dict[str, Any], by: Actor, at: datetime) -> None:
    """A version replaces what the one before it said, as a colleague would."""
    draft = actions.start_baseline(village=village, by=by, at=at)
    who: dict[str, Any] = {"by": by, "at": at}
    actions.write_going_on(baseline=draft, text=row["going_on"], seen_on=localdate(at), **who)
    for name in row.get("groups", []):
        actions.name_group(baseline=draft, group=Group.objects.get(name=name), note="", **who)
    for wish in row.get("wishes", []):
        _load_wish(draft, wish, who)
    for text in row.get("challenges", []):
        actions.note_challenge(baseline=draft, text=text, **who)
    for text in row.get("done", []):
        actions.drop_wish(wish=draft.wishes.get(text=text), **who)
    if row.get("is_adopted", True):
        actions.adopt_baseline(baseline=draft, **who)


def _load_wish(draft: VillageBaseline, wish: dict[str, Any], who: dict[str, Any]) -> None:
    facts = actions.WishFacts(
        text=wish["text"],
        group=Group.objects.get(name=wish["group"]) if "group" in wish else None,
        theme=Theme.objects.get(code=wish["theme"]) if "theme" in wish else None,
        for_agenda=wish.get("for_agenda", False),
    )
    actions.note_wish(baseline=draft, facts=facts, **who)
