"""Beginning to follow, changing how often, and stopping. By mailed link without an account, or signed in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from kernkracht.community.people.models import User
from kernkracht.community.people.queries import subject_of
from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.notices.actions import forget_messages
from kernkracht.foundation.notices.queries import messages_about

from ..models import FollowedSubject, Follower, Following, Rhythm, new_token
from ..notices import CONFIRM, KNOWN, queue_already_following, queue_confirmation
from ..sources import Thing, names_of

MAILS_PER_DAY = 3
"""So many links may be mailed to one address a day, whoever fills in the form; more is left out without a word."""
MOST_AT_ONCE, LONGEST_ADDRESS = 40, 254


class UnableToFollow(Exception):
    """Nothing to follow was chosen, it does not exist (any more), or the address cannot be one. `field` names which."""

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


@dataclass(frozen=True)
class SignUpToFollow:
    """What somebody wants to follow, and how often they want to hear."""

    things: tuple[Thing, ...]
    rhythm: str = Rhythm.WEEKLY


@transaction.atomic(durable=True)
def follow(*, email: str, wanted: SignUpToFollow, at: datetime, language: str = "nl") -> None:
    """Mail a link that confirms, or say kindly by mail that this is followed already. Raises `UnableToFollow`.

    Who fills in the form sees the same in every case, so that nobody learns whether an address is known.
    """
    address = _sound_address(email)
    things = _sound(wanted)
    follower = _follower_at(address, language, at)
    rows = {(row.subject.kind, row.subject.key): row for row in _followings(follower)}
    fresh = [thing for thing in things if thing not in rows or rows[thing].confirmed_at is None]
    if _mailed_today(follower, at) >= MAILS_PER_DAY:
        return
    if not fresh:
        queue_already_following(follower, things, at=at)
        return
    key = new_token()
    for thing, subject in zip(fresh, _subjects(fresh), strict=True):
        row = rows.get(thing) or Following(follower=follower, subject=subject)
        row.rhythm, row.asked_at, row.confirm_key = wanted.rhythm, at, key
        row.save()
    record("following.asked", follower, by=follower.visitor, at=at)
    queue_confirmation(follower, fresh, key, wanted.rhythm, at=at)


@transaction.atomic(durable=True)
def confirm_following(*, key: str, at: datetime) -> Follower | None:
    """The link of one sign-up was used: what it was about is followed from now on. None when the link leads nowhere.

    Confirming shows that the address takes mail: a pause ends.
    """
    rows = list(Following.objects.select_for_update().filter(confirm_key=key).order_by("pk")) if key else []
    if not rows:
        return None
    follower = Follower.objects.select_for_update().get(pk=rows[0].follower_id)
    for row in rows:
        row.confirmed_at, row.confirm_key = at, ""
        row.save(update_fields=["confirmed_at", "confirm_key"])
    follower.bounces, follower.bounced_at, follower.paused_at = 0, None, None
    follower.save(update_fields=["bounces", "bounced_at", "paused_at"])
    record("following.confirmed", follower, by=follower.visitor, at=at, data={"count": len(rows)})
    return follower


@transaction.atomic(durable=True)
def follow_with_account(*, user: User, wanted: SignUpToFollow, at: datetime) -> int:
    """Follow at once with the address that the account proved to own; how many subjects are new.

    What is followed already gets the rhythm that was chosen now. Raises `UnableToFollow`.
    """
    things = _sound(wanted)
    follower = _follower_of(user, at)
    rows = {(row.subject.kind, row.subject.key): row for row in _followings(follower)}
    new = 0
    for thing, subject in zip(things, _subjects(things), strict=True):
        row = rows.get(thing) or Following(follower=follower, subject=subject, asked_at=at)
        new += row.confirmed_at is None
        row.rhythm, row.confirm_key, row.confirmed_at = wanted.rhythm, "", row.confirmed_at or at
        row.save()
    if new:
        record("following.confirmed", follower, by=user.actor, at=at, data={"count": new})
    return new


@transaction.atomic(durable=True)
def change_rhythm(*, following: Following, rhythm: str, at: datetime) -> Following:
    """Hear more or less often. Raises `UnableToFollow`."""
    if rhythm not in Rhythm.values:
        raise UnableToFollow(_("Kies hoe vaak u mail wilt."), "rhythm")
    row = Following.objects.select_for_update().select_related("follower").filter(pk=following.pk).first()
    if row is None:
        raise UnableToFollow(_("U volgt dit niet meer."))
    row.rhythm = rhythm
    row.save(update_fields=["rhythm"])
    record("following.rhythm_changed", row.follower, by=_who(row.follower), at=at)
    return row


@transaction.atomic(durable=True)
def stop_following(*, following: Following, at: datetime) -> bool:
    """Stop following one subject; whether anything is left. Who follows nothing is erased. Twice is harmless."""
    row = Following.objects.select_for_update().select_related("follower").filter(pk=following.pk).first()
    if row is not None:
        record("following.stopped", row.follower, by=_who(row.follower), at=at)
        row.delete()
    follower = Follower.objects.select_for_update().filter(pk=following.follower_id).first()
    if follower is None:
        return False
    if follower.followings.exists():
        return True
    _erase(follower, "following.stopped_all", by=_who(follower), at=at)
    return False


@transaction.atomic(durable=True)
def stop_all(*, follower: Follower, at: datetime) -> None:
    """No mail any more, at once: the follower goes, with what waited to be sent. Twice is harmless."""
    row = Follower.objects.select_for_update().filter(pk=follower.pk).first()
    if row is not None:
        _erase(row, "following.stopped_all", by=_who(row), at=at)


def _erase(follower: Follower, event: str, *, by: Actor, at: datetime) -> None:
    record(event, follower, by=by, at=at)
    forget_messages(about=follower)
    follower.delete()


def erase_follower(follower: Follower, *, by: Actor, at: datetime) -> None:
    """The same for who never confirmed or takes no mail, within the transaction of the job that forgets."""
    _erase(follower, "following.forgotten", by=by, at=at)


def _who(follower: Follower) -> Actor:
    return follower.user.actor if follower.user else follower.visitor


def _sound_address(email: str) -> str:
    address = email.strip().lower()
    try:
        validate_email(address[: LONGEST_ADDRESS + 1])
        if len(address) > LONGEST_ADDRESS:
            raise ValidationError(address)
    except ValidationError:
        raise UnableToFollow(_("Vul een e-mailadres in, zoals naam@voorbeeld.nl."), "email") from None
    return address


def _sound(wanted: SignUpToFollow) -> Sequence[Thing]:
    things = list(dict.fromkeys(wanted.things))
    if not things:
        raise UnableToFollow(_("Kies wat u wilt volgen."), "things")
    if len(things) > MOST_AT_ONCE:
        raise UnableToFollow(_("Kies er minder. Of kies ‘alle dorpen’."), "things")
    if wanted.rhythm not in Rhythm.values:
        raise UnableToFollow(_("Kies hoe vaak u mail wilt."), "rhythm")
    if set(things) - set(names_of(things)):
        raise UnableToFollow(_("Dit kunt u niet (meer) volgen. Kies iets anders."), "things")
    return things


def _subjects(things: Iterable[Thing]) -> list[FollowedSubject]:
    """The rows of these things, in the same order."""
    return [FollowedSubject.objects.get_or_create(kind=kind, key=key)[0] for kind, key in things]


def _followings(follower: Follower) -> Iterable[Following]:
    return follower.followings.select_related("subject").order_by("pk")


def _follower_at(address: str, language: str, at: datetime) -> Follower:
    """The row of an address, locked; of two who begin with it at the same moment one waits for the other."""
    begun = {"visitor": _visitor, "language": language, "since": at}
    return Follower.objects.select_for_update().get_or_create(email=address, defaults=begun)[0]


def _visitor() -> Actor:
    return Actor.objects.create(kind=Actor.Kind.VISITOR)


def _follower_of(user: User, at: datetime) -> Follower:
    """The account's own follower; one that began with the same proven address becomes the account's."""
    address = user.email.lower()
    if address not in subject_of(user).emails:
        raise UnableToFollow(_("Bevestig eerst uw e-mailadres bij uw account."))
    rows = Follower.objects.select_for_update().filter(Q(user=user) | Q(email=address)).order_by("pk")
    found = next((row for row in rows if row.user_id == user.pk), None) or next(iter(rows), None)
    if found is None:
        return Follower.objects.create(email=address, user=user, visitor=user.actor, language=user.language, since=at)
    if len(rows) == 1:
        found.email = address
    found.user = user
    found.save(update_fields=["user", "email"])
    return found


def _mailed_today(follower: Follower, at: datetime) -> int:
    mine = messages_about(follower).filter(kind__in=(CONFIRM, KNOWN), created_at__gt=at - timedelta(days=1))
    return mine.count()
