"""Following: anybody signs up; a link opens one's own; one POST stops; colleagues see their own villages."""

from __future__ import annotations

from typing import Any

from kernkracht.community.following.models import Following, Rhythm
from tests.factories.following import FollowerFactory, follows, village_thing

from ..route_answers import Row, everybody, only, signed_in
from ..route_world import STAFF, World


def build(world: World) -> dict[str, Any]:
    following = follows(village_thing(world.village), Rhythm.WEEKLY, FollowerFactory(email="matrix@example.org"))
    waiting = follows(("everything", ""), Rhythm.WEEKLY, following.follower)
    Following.objects.filter(pk=waiting.pk).update(confirmed_at=None, confirm_key="matrix-sign-up")
    return {"follower": following.follower}


def _token(world: World) -> dict[str, Any]:
    return {"token": world.things["follower"].token}


ROWS = [
    Row("resident:follow", everybody(200)),
    Row("resident:follow_sent", everybody(200)),
    Row("resident:follow_confirm", everybody(200), lambda _world: {"key": "matrix-sign-up"}),
    Row("resident:follow_manage", everybody(200), _token),
    Row("resident:follow_stop", everybody(200), _token),
    Row("resident:follow_mine", signed_in(200)),
    Row("office_village_news", only(*STAFF)),
    Row("news_feed_rss", everybody(200)),
    Row("theme_news_feed", everybody(200), lambda world: {"code": world.things["theme"].code}),
    Row("theme_news_feed_rss", everybody(200), lambda world: {"code": world.things["theme"].code}),
    Row("village_news_feed_rss", everybody(200), lambda world: {"slug": world.village.slug}),
]
