"""Followers, what they follow, and news to tell them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import factory
from factory.django import DjangoModelFactory

from kernkracht.community.following.models import FollowedSubject, Follower, Following, NewsItem, Rhythm
from kernkracht.community.following.sources import Thing
from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.models import Actor

MORNING = datetime(2026, 11, 24, 9, tzinfo=UTC)
"""A Tuesday, ten o'clock here: daily digests of the day may go, weekly ones wait for Thursday."""
LONG_AGO = MORNING - timedelta(days=60)


class FollowedSubjectFactory(DjangoModelFactory[FollowedSubject]):
    class Meta:
        model = FollowedSubject
        django_get_or_create = ("kind", "key")

    kind = "everything"
    key = ""


class FollowerFactory(DjangoModelFactory[Follower]):
    class Meta:
        model = Follower

    email = factory.Sequence(lambda n: f"volger{n}@example.org")
    visitor = factory.LazyFunction(lambda: Actor.objects.create(kind=Actor.Kind.VISITOR))
    since = LONG_AGO


class FollowingFactory(DjangoModelFactory[Following]):
    """A confirmed one, since long ago."""

    class Meta:
        model = Following

    follower = factory.SubFactory(FollowerFactory)
    subject = factory.SubFactory(FollowedSubjectFactory)
    rhythm = Rhythm.AT_ONCE
    asked_at = LONG_AGO
    confirmed_at = LONG_AGO


class NewsItemFactory(DjangoModelFactory[NewsItem]):
    class Meta:
        model = NewsItem

    source = "news"
    key = factory.Sequence(lambda n: str(n + 1))
    occasion = "new"
    at = MORNING
    made_at = MORNING


def village_thing(village: Village) -> Thing:
    return "village", str(village.pk)


def follows(thing: Thing, rhythm: str = Rhythm.AT_ONCE, follower: Follower | None = None) -> Following:
    """Somebody follows this since long ago."""
    return FollowingFactory(
        subject=FollowedSubjectFactory(kind=thing[0], key=thing[1]),
        rhythm=rhythm,
        follower=follower or FollowerFactory(),
    )
