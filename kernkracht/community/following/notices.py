"""Mail about following: the link that confirms, that one follows already, and the digests."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from kernkracht.community.people.models import User
from kernkracht.foundation.notices.actions import queue_email
from kernkracht.foundation.notices.kinds import NoticeContext, register_notice

from . import legal
from .models import Follower, Rhythm
from .sources import Thing, names_of

CONFIRM, KNOWN, DIGEST, OFFICE = "follow_confirm", "follow_known", "news_digest", "office_digest"


@dataclass(frozen=True)
class ConfirmNotice(NoticeContext):
    """Asks to confirm one sign-up. `names` are what would be followed; `rhythm` is at_once, daily or weekly."""

    names: tuple[str, ...] = ("Voorbeelddorp", "Verkeer")
    rhythm: str = Rhythm.WEEKLY.value
    link: str = "https://voorbeeld.nl/volgen/bevestigen/voorbeeld/"
    days: int = 7


@dataclass(frozen=True)
class KnownNotice(NoticeContext):
    """Somebody signed up for what this address follows already."""

    names: tuple[str, ...] = ("Voorbeelddorp",)
    manage_link: str = "https://voorbeeld.nl/volgen/voorbeeld/"


@dataclass(frozen=True)
class DigestLine:
    """One thing: what there is to say of it (“Verplaatst”, or nothing for what is new), its title, address and text."""

    label: str
    title: str
    link: str
    text: str


@dataclass(frozen=True)
class DigestSection:
    heading: str
    lines: tuple[DigestLine, ...]


_EXAMPLE_SECTIONS = (
    DigestSection(
        "Nieuws",
        (
            DigestLine(
                "",
                "Het plein is klaar",
                "https://voorbeeld.nl/nieuws/het-plein-is-klaar/",
                "Zaterdag vieren wij dat het plein weer open is.",
            ),
        ),
    ),
    DigestSection(
        "Bijeenkomsten",
        (
            DigestLine(
                "Verplaatst",
                "Koffie met de wethouder",
                "https://voorbeeld.nl/bijeenkomsten/1-koffie-met-de-wethouder/",
                "Maandag 15 maart 2027 van 10.00 tot 11.20 uur. Dorpshuis Voorbeelddorp",
            ),
        ),
    ),
)


@dataclass(frozen=True)
class DigestNotice(NoticeContext):
    """News for a follower. `count` things, at least one, of which `more` do not stand in the sections.

    `about_first` is `about` as it begins a line.
    """

    about: str = "Voorbeelddorp en Verkeer"
    about_first: str = "Voorbeelddorp en Verkeer"
    count: int = 2
    first_title: str = "Het plein is klaar"
    rhythm: str = Rhythm.WEEKLY.value
    sections: tuple[DigestSection, ...] = _EXAMPLE_SECTIONS
    more: int = 0
    manage_link: str = "https://voorbeeld.nl/volgen/voorbeeld/"
    stop_link: str = "https://voorbeeld.nl/volgen/voorbeeld/stoppen/"
    site_link: str = "https://voorbeeld.nl/nieuws/"


@dataclass(frozen=True)
class OfficeNotice(NoticeContext):
    """What happened in the own villages of a colleague (R24)."""

    name: str = "Fenna Voorbeeld"
    villages: str = "Voorbeelddorp"
    count: int = 2
    sections: tuple[DigestSection, ...] = _EXAMPLE_SECTIONS
    choice_link: str = "https://voorbeeld.nl/werk/nieuws-uit-mijn-dorpen/"


register_notice(CONFIRM, title=_("Volgen: bevestigen"), example=ConfirmNotice())
register_notice(KNOWN, title=_("Volgen: u volgt dit al"), example=KnownNotice())
register_notice(DIGEST, title=_("Nieuwsmail voor volgers"), example=DigestNotice())
register_notice(OFFICE, title=_("Collega: nieuws uit de eigen dorpen"), example=OfficeNotice())


def manage_link(token: str) -> str:
    return f"{settings.SITE_URL}/volgen/{token}/"


def stop_link(token: str) -> str:
    """Shows a button, and stops by one POST without a session (RFC 8058)."""
    return f"{settings.SITE_URL}/volgen/{token}/stoppen/"


def queue_confirmation(follower: Follower, things: Iterable[Thing], key: str, rhythm: str, *, at: datetime) -> None:
    context = ConfirmNotice(
        _names(things, follower.language),
        rhythm,
        f"{settings.SITE_URL}/volgen/bevestigen/{key}/",
        legal.unconfirmed_days(localdate(at)),
    )
    _send(CONFIRM, context, follower, key, at)


def queue_already_following(follower: Follower, things: Iterable[Thing], *, at: datetime) -> None:
    context = KnownNotice(_names(things, follower.language), manage_link(follower.token))
    _send(KNOWN, context, follower, at.isoformat(), at)


def queue_office_digest(user: User, context: OfficeNotice, *, at: datetime) -> None:
    queue_email(
        kind=OFFICE,
        context=context,
        to_name=user.name,
        to_email=user.email,
        subject_obj=user,
        unique_key=f"{OFFICE}:{user.pk}:{at.isoformat()}",
        at=at,
        language=user.language,
    )


def _names(things: Iterable[Thing], language: str) -> tuple[str, ...]:
    with translation.override(language):
        return tuple(named.name for named in names_of(things).values())


def _send(kind: str, context: NoticeContext, follower: Follower, key: str, at: datetime) -> None:
    queue_email(
        kind=kind,
        context=context,
        to_name=follower.user.name if follower.user else "",
        to_email=follower.email,
        subject_obj=follower,
        unique_key=f"{kind}:{follower.pk}:{key}",
        at=at,
        language=follower.language,
    )
