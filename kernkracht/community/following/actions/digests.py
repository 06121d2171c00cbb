"""Telling followers, in rounds: at once, each day, each week.

A round goes through the followers by number, a batch at a time. Each batch is one transaction: the digests, who was
told of what, the mails in the outbox and how far the round came, all or nothing. So a worker may die at any moment and
another goes on. A round that takes long hands back control in between, so that no other mail waits for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localdate, localtime

from kernkracht.foundation.notices.actions import BulkEmail, queue_bulk

from ..digest_text import DigestText
from ..models import DigestDelivery, DigestRound, Follower, Following, NewsItem, Rhythm, ToldItem
from ..notices import DIGEST, stop_link
from ..sources import Thing

BATCH = 250
SLICE = timedelta(seconds=1)
"""So long the rounds work before other work of the same worker gets its turn."""
MORNING, WEEKDAY = time(7, 20), 4
"""Digests go in the morning, those of the week on Thursday: in time for the weekend."""
LOOKS_BACK = {Rhythm.AT_ONCE: timedelta(days=3), Rhythm.DAILY: timedelta(days=8), Rhythm.WEEKLY: timedelta(days=15)}
"""What is older is no news: a worker that stood still for a month mails nobody about last month."""

Clock = Callable[[], datetime]


def send_digests(clock: Clock) -> int:
    """Make the digests whose time has come, for at most `SLICE`; how many. Called again, it goes on where it was."""
    began, made = clock(), 0
    for found in list(_rounds(began)):
        scene = Scene.of(found, began)
        while True:
            count, goes_on = _batch(found, scene, clock())
            made += count
            if not goes_on:
                break
            if clock() - began >= SLICE:
                return made
    return made


def _rounds(now: datetime) -> Iterator[DigestRound]:
    """The rounds that are not done, begun where their time has come."""
    yield from _at_once(now)
    local, today = localtime(now), localdate(now)
    if local.time() >= MORNING:
        yield from _begun(Rhythm.DAILY, today.isoformat(), now)
    year, week, day = today.isocalendar()
    if (day, local.time()) >= (WEEKDAY, MORNING):
        yield from _begun(Rhythm.WEEKLY, f"{year}-W{week:02d}", now)


def _at_once(now: datetime) -> Iterator[DigestRound]:
    """The round that goes on; otherwise a new one with what waits. Its items are fixed when it begins."""
    going = DigestRound.objects.filter(rhythm=Rhythm.AT_ONCE, done_at__isnull=True).order_by("pk").first()
    if going is not None:
        yield going
        return
    since = now - LOOKS_BACK[Rhythm.AT_ONCE]
    waiting = NewsItem.objects.filter(audience=NewsItem.Audience.PUBLIC, round__isnull=True, at__gt=since, at__lte=now)
    if not waiting.exists():
        return
    with transaction.atomic():
        row, is_new = DigestRound.objects.get_or_create(
            rhythm=Rhythm.AT_ONCE, period=now.isoformat(), defaults={"until": now}
        )
        if is_new:
            waiting.update(round=row)
    yield row


def _begun(rhythm: Rhythm, period: str, now: datetime) -> Iterator[DigestRound]:
    row, _is_new = DigestRound.objects.get_or_create(rhythm=rhythm, period=period, defaults={"until": now})
    if row.done_at is None:
        yield row


@dataclass
class Scene:
    """What one round tells, read once: what is public now, and which subject brings which items."""

    items: Mapping[int, NewsItem]
    by_subject: Mapping[int, Sequence[int]]
    things: Mapping[int, Thing]
    texts: DigestText

    @classmethod
    def of(cls, found: DigestRound, now: datetime) -> Scene:
        rows = list(_items_of(found).prefetch_related("subjects").order_by("at", "pk"))
        texts = DigestText(now)
        public = texts.public({(row.source, row.key) for row in rows})
        by_subject: dict[int, list[int]] = {}
        things: dict[int, Thing] = {}
        items = {row.pk: row for row in rows if (row.source, row.key) in public}
        for row in items.values():
            for subject in row.subjects.all():
                by_subject.setdefault(subject.pk, []).append(row.pk)
                things[subject.pk] = subject.kind, subject.key
        return cls(items, by_subject, things, texts)


def _items_of(found: DigestRound) -> QuerySet[NewsItem]:
    if found.rhythm == Rhythm.AT_ONCE:
        return found.items.all()
    since = found.until - LOOKS_BACK[Rhythm(found.rhythm)]
    return NewsItem.objects.filter(audience=NewsItem.Audience.PUBLIC, at__gt=since, at__lte=found.until)


def _batch(found: DigestRound, scene: Scene, now: datetime) -> tuple[int, bool]:
    """Serve the next followers; how many digests that made, and whether there is more to do."""
    with transaction.atomic():
        row = DigestRound.objects.select_for_update().get(pk=found.pk)
        if row.done_at is not None:
            return 0, False
        waiting = _followings(row, scene).filter(follower_id__gt=row.reached, follower__paused_at__isnull=True)
        keys = list(waiting.order_by("follower_id").values_list("follower_id", flat=True).distinct()[:BATCH])
        made = _tell(row, keys, scene, now) if keys else 0
        row.reached = keys[-1] if keys else row.reached
        row.made += made
        row.done_at = now if len(keys) < BATCH else None
        row.save(update_fields=["reached", "made", "done_at"])
        return made, row.done_at is None


def _followings(row: DigestRound, scene: Scene) -> QuerySet[Following]:
    return Following.objects.filter(
        rhythm=row.rhythm, confirmed_at__isnull=False, subject_id__in=sorted(scene.by_subject)
    )


def _tell(row: DigestRound, keys: list[int], scene: Scene, now: datetime) -> int:
    """A digest for each of these followers who was not told of everything yet."""
    told = set(
        ToldItem.objects.filter(follower_id__in=keys, item_id__in=scene.items)
        .order_by("pk")
        .values_list("follower_id", "item_id")
    )
    news: dict[int, dict[int, None]] = {}
    because: dict[int, dict[Thing, None]] = {}
    facts = _followings(row, scene).filter(follower_id__in=keys).order_by("follower_id", "pk")
    for key, subject, since in facts.values_list("follower_id", "subject_id", "confirmed_at"):
        for item in scene.by_subject[subject]:
            if since is not None and scene.items[item].at > since and (key, item) not in told:
                news.setdefault(key, {})[item] = None
                because.setdefault(key, {})[scene.things[subject]] = None
    if not news:
        return 0
    mails, deliveries = [], []
    for follower in Follower.objects.filter(pk__in=news).select_related("user").order_by("pk"):
        items = [scene.items[key] for key in sorted(news[follower.pk])]
        mails.append(_mail(row, follower, items, list(because[follower.pk]), scene.texts))
        things = len({(item.source, item.key) for item in items})
        deliveries.append(DigestDelivery(follower=follower, round=row, things=things, made_at=now))
    DigestDelivery.objects.bulk_create(deliveries)
    ToldItem.objects.bulk_create(
        ToldItem(follower_id=key, item_id=item) for key, found in news.items() for item in found
    )
    queue_bulk(mails=mails, at=now)
    return len(deliveries)


def _mail(
    row: DigestRound, follower: Follower, items: list[NewsItem], because: list[Thing], texts: DigestText
) -> BulkEmail:
    user = follower.user
    language = user.language if user else follower.language
    return BulkEmail(
        kind=DIGEST,
        rendered=texts.rendered(items, because, Rhythm(row.rhythm), language, follower.token),
        to_name=user.name if user else "",
        to_email=user.email if user else follower.email,
        subject_obj=follower,
        unique_key=f"digest:{row.pk}:{follower.pk}",
        unsubscribe_url=stop_link(follower.token),
        language=language,
    )
