"""Followers in the demo: some villages and themes are followed, some are not; one address takes no mail any more.

The rooms above load later and tell their news by their own verbs; the worker makes digests of it.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import yaml
from django.conf import settings

from kernkracht.community.people.models import User
from kernkracht.community.themes.queries import theme
from kernkracht.community.villages.models import Village

from . import actions
from .models import Follower, Following
from .sources import Thing


def load(at: datetime) -> None:
    """Put the demo's followers in an empty register, by the same verbs as people use."""
    rows = yaml.safe_load((settings.DEMO_SEED_DIR / "following.yaml").read_text(encoding="utf-8"))
    for row in rows["followers"]:
        _follow(row, at - timedelta(days=row["days_ago"]))
    for row in rows["offices"]:
        user = User.objects.filter(email=row["account"]).first()
        if user is not None:
            actions.choose_office_digest(user=user, choice=row["choice"], at=at)


def _follow(row: dict[str, Any], at: datetime) -> None:
    wanted = actions.SignUpToFollow(tuple(_things(row)), row["rhythm"])
    user = User.objects.filter(email=row["email"]).first() if row.get("has_account") else None
    if user is not None:
        actions.follow_with_account(user=user, wanted=wanted, at=at)
        return
    actions.follow(email=row["email"], wanted=wanted, at=at)
    key = Following.objects.filter(follower__email=row["email"]).values_list("confirm_key", flat=True).first()
    if key and not row.get("waits"):
        actions.confirm_following(key=key, at=at)
    if row.get("is_paused"):
        paused = {"bounces": 3, "bounced_at": at, "paused_at": at}
        Follower.objects.filter(email=row["email"]).update(**paused)


def _things(row: dict[str, Any]) -> list[Thing]:
    known = {village.slug: village for village in Village.objects.active()}
    things: list[Thing] = [("village", str(known[slug].pk)) for slug in row.get("villages", ()) if slug in known]
    things += [("theme", code) for code in row.get("themes", ()) if theme(code)]
    return things + ([("everything", "")] if row.get("everything") else [])
