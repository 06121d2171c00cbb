"""The whole desk of one reader at one moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.timezone import localdate

from kernkracht.community.channels.queries import ChannelWorth, channels_worth_using
from kernkracht.community.people.models import User
from kernkracht.community.people.permission_codes import Permission

from ..models import DeskLook
from .agenda import Agenda, agenda
from .fresh import FreshRow, fresh_rows
from .posts import Posts, Scope, posts_of
from .promises import AHEAD, DueRow, case_rows, point_rows, question_rows
from .villages import VillageRow, quiet_first, village_rows
from .waiting import WaitingRow, waiting_rows

MOST_QUERIES = 15
"""So many queries a desk takes at most without channels, however much lies on it. A test counts them."""
CHANNEL_QUERIES = 15
"""So many more it takes for who works with channels: their scores, with what each was used for."""
MOST_CHANNELS = 5
FIRST_LOOK = timedelta(days=7)
"""For who never said to have seen anything, the last week is new."""


@dataclass(frozen=True)
class Desk:
    """What stands on the page. `alone` and `unserved` are what nobody who is there keeps; they come first."""

    posts: Posts
    scope: Scope
    at: datetime
    since: datetime
    alone: tuple[DueRow, ...]
    unserved: tuple[VillageRow, ...]
    due: tuple[DueRow, ...]
    fresh: tuple[FreshRow, ...]
    owed_by_me: tuple[WaitingRow, ...]
    owed_by_others: tuple[WaitingRow, ...]
    agenda: Agenda
    quiet: tuple[VillageRow, ...]
    channels: tuple[ChannelWorth, ...]

    @property
    def rights(self) -> frozenset[Permission]:
        return self.posts.rights()


def desk_of(user: User, scope: str, at: datetime) -> Desk:
    """The desk in a scope; an unknown scope, or one that means nothing for this reader, becomes the first that does."""
    on = localdate(at)
    posts = posts_of(user, on)
    chosen = next((one for one in posts.scopes() if one.value == scope), posts.first_scope())
    focus = posts.focus(chosen)
    look = DeskLook.objects.filter(user=user).first()
    since = look.seen_until if look else at - FIRST_LOOK
    villages = village_rows(posts, on, at)
    rows = [*question_rows(posts, focus, on, since), *case_rows(posts, focus, on, since), *point_rows(posts, focus, on)]
    due = sorted((row for row in rows if row.due_on <= on + AHEAD), key=lambda row: (row.due_on, row.kind, row.key))
    coming = agenda(posts, focus, at, since)
    waiting = waiting_rows(posts, focus, on)
    mine = [row for row in villages if focus.has(row.village.pk)]
    return Desk(
        posts=posts,
        scope=chosen,
        at=at,
        since=since,
        alone=tuple(row for row in due if row.is_alone),
        unserved=tuple(row for row in villages if not row.is_served),
        due=tuple(row for row in due if not row.is_alone),
        fresh=tuple(fresh_rows(posts, focus, since, rows, coming)),
        owed_by_me=tuple(row for row in waiting if row.is_me),
        owed_by_others=tuple(row for row in waiting if not row.is_me),
        agenda=coming,
        quiet=tuple(quiet_first(mine)),
        channels=_channels(posts, mine, on),
    )


def _channels(posts: Posts, rows: list[VillageRow], on: date) -> tuple[ChannelWorth, ...]:
    """What worked best in these villages, for who works with channels."""
    if Permission.MANAGE_CHANNELS not in posts.rights():
        return ()
    return tuple(channels_worth_using([row.village for row in rows], on, MOST_CHANNELS))
