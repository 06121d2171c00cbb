"""Messages about gatherings: to who signed up, who is invited, and who promised something."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import models
from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.notices.actions import queue_email
from kernkracht.foundation.notices.kinds import SOURCE_LANGUAGE, NoticeContext, register_notice

from . import legal
from .models import ActionPointOfGathering, Gathering, Invitee, SignUp, Way
from .moments import when_text


@dataclass(frozen=True)
class PlaceNotice(NoticeContext):
    """What somebody who signed up has: time, how to take part, own links. `way` is place, video or phone."""

    name: str
    title: str
    when: str
    way: str
    place: str
    online_url: str
    phone: str
    is_waiting: bool
    link: str
    calendar_link: str
    days: int


@dataclass(frozen=True)
class ChangedNotice(PlaceNotice):
    """The same after a change; `before` is the earlier time, empty when only the way of taking part changed."""

    before: str


@dataclass(frozen=True)
class CancelledNotice(NoticeContext):
    name: str
    title: str
    when: str
    reason: str
    link: str


@dataclass(frozen=True)
class InvitationNotice(NoticeContext):
    name: str
    title: str
    when: str
    place: str
    online_url: str
    agenda: str
    calendar_link: str


@dataclass(frozen=True)
class FeedbackNotice(NoticeContext):
    """Asks what somebody thought; `outcome_link` is empty when the outcome is not public."""

    name: str
    title: str
    link: str
    outcome_link: str


@dataclass(frozen=True)
class ActionPointNotice(NoticeContext):
    """A colleague promised something, or its day passed."""

    name: str
    title: str
    text: str
    due_on: date
    is_late: bool
    link: str


_LINK = "https://voorbeeld.nl/aanmelding/voorbeeld/"
_PLACE = PlaceNotice(
    name="Robin Voorbeeld",
    title="Koffie met de wethouder",
    when="maandag 15 maart 2027 van 10.00 tot 10.20 uur",
    way=Way.VIDEO,
    place="",
    online_url="https://voorbeeld.nl/overleg/",
    phone="",
    is_waiting=False,
    link=_LINK,
    calendar_link=f"{_LINK}afspraak.ics",
    days=30,
)
register_notice("gathering_sign_up", title=_("Bevestiging van een aanmelding"), example=_PLACE)
register_notice("gathering_place_free", title=_("Plek vrij voor wie op de wachtlijst staat"), example=_PLACE)
register_notice("gathering_reminder", title=_("Herinnering aan een bijeenkomst"), example=_PLACE)
register_notice(
    "gathering_changed",
    title=_("Bijeenkomst verplaatst of anders"),
    example=ChangedNotice(**_PLACE.placeholders(), before="maandag 8 maart 2027 van 10.00 tot 10.20 uur"),  # type: ignore[arg-type]  # its own fields
)
register_notice(
    "gathering_cancelled",
    title=_("Bijeenkomst gaat niet door"),
    example=CancelledNotice(
        name="Robin Voorbeeld",
        title="Koffie met de wethouder",
        when="maandag 15 maart 2027 van 10.00 tot 12.00 uur",
        reason="De wethouder is ziek.",
        link="https://voorbeeld.nl/bijeenkomsten/",
    ),
)
register_notice(
    "gathering_invitation",
    title=_("Uitnodiging voor een bijeenkomst"),
    example=InvitationNotice(
        name="Robin Voorbeeld",
        title="Startbijeenkomst Voorbeelddorp",
        when="maandag 15 maart 2027 van 19.30 tot 21.00 uur",
        place="Dorpshuis Voorbeelddorp",
        online_url="",
        agenda="Kennismaken\nWat speelt er in het dorp?",
        calendar_link="https://voorbeeld.nl/bijeenkomst/voorbeeld/afspraak.ics",
    ),
)
register_notice(
    "gathering_feedback",
    title=_("Vraag wat iemand van een bijeenkomst vond"),
    example=FeedbackNotice(
        name="Robin Voorbeeld",
        title="Koffie met de wethouder",
        link="https://voorbeeld.nl/aanmelding/voorbeeld/mening/",
        outcome_link="https://voorbeeld.nl/bijeenkomsten/1-koffie/",
    ),
)
register_notice(
    "gathering_action_point",
    title=_("Collega: actiepunt van een bijeenkomst"),
    example=ActionPointNotice(
        name="Fenna Voorbeeld",
        title="Koffie met de wethouder",
        text="De drempel bij het dorpshuis bekijken.",
        due_on=date(2027, 3, 15),
        is_late=False,
        link="https://voorbeeld.nl/werk/bijeenkomsten/actiepunten/",
    ),
)


def own_link(sign_up: SignUp) -> str:
    return f"{settings.SITE_URL}/aanmelding/{sign_up.token}/"


def _tell(
    kind: str, context: NoticeContext, about: models.Model, to: tuple[str, str], key: str, at: datetime, language: str
) -> None:
    queue_email(
        kind=kind,
        context=context,
        to_name=to[0],
        to_email=to[1],
        subject_obj=about,
        unique_key=f"{kind}:{about.pk}:{key}",
        at=at,
        language=language,
    )


def _facts(sign_up: SignUp, at: datetime) -> dict[str, object]:
    slot, gathering = sign_up.slot, sign_up.slot.gathering
    way, has_place = Way(sign_up.way), sign_up.state == SignUp.State.PLACED
    return {
        "name": sign_up.name,
        "title": gathering.title,
        "when": when_text(slot.starts_at, slot.ends_at, sign_up.language),
        "way": str(way),
        "place": gathering.place if way == Way.PLACE else "",
        "online_url": (slot.link or gathering.online_url) if way == Way.VIDEO and has_place else "",
        "phone": sign_up.phone if way == Way.PHONE else "",
        "is_waiting": not has_place,
        "link": own_link(sign_up),
        "calendar_link": f"{own_link(sign_up)}afspraak.ics",
        "days": legal.sign_up_days(localdate(at)),
    }


def _place_notice(kind: str, sign_up: SignUp, key: str, at: datetime) -> None:
    if not sign_up.email:
        return
    context = PlaceNotice(**_facts(sign_up, at))  # type: ignore[arg-type]  # its own fields
    _tell(kind, context, sign_up, (sign_up.name, sign_up.email), key, at, sign_up.language)


def queue_sign_up(sign_up: SignUp, *, at: datetime, again: bool = False) -> None:
    """Confirm a place, or one on the waiting list. `again`: at most once a day, whoever asks."""
    _place_notice("gathering_sign_up", sign_up, str(localdate(at)) if again else at.isoformat(), at)


def queue_place_free(sign_up: SignUp, *, at: datetime) -> None:
    _place_notice("gathering_place_free", sign_up, f"{sign_up.slot_id}:{at.isoformat()}", at)


def queue_reminder(sign_up: SignUp, *, at: datetime) -> None:
    """The day before; its key holds the moment, so that a job which ran twice mails once."""
    _place_notice("gathering_reminder", sign_up, sign_up.slot.starts_at.isoformat(), at)


def queue_changed(gathering: Gathering, *, before: tuple[datetime, datetime], at: datetime) -> None:
    """Tell everybody who signed up or was invited about another time or another way of taking part."""
    has_moved = before != (gathering.starts_at, gathering.ends_at)
    for sign_up in gathering.sign_ups.exclude(email="").select_related("slot__gathering__kind").order_by("pk"):
        earlier = when_text(*before, sign_up.language) if has_moved else ""
        context = ChangedNotice(**_facts(sign_up, at), before=earlier)  # type: ignore[arg-type]  # its own fields
        to = sign_up.name, sign_up.email
        _tell("gathering_changed", context, sign_up, to, str(gathering.revision), at, sign_up.language)
    for guest in gathering.invitees.exclude(email="").order_by("pk"):
        queue_invitation(guest, at=at)


def queue_cancelled(gathering: Gathering, *, at: datetime) -> None:
    """Tell everybody who signed up or was invited that it does not take place, and why."""
    people: list[tuple[models.Model, str, str, str]] = [
        (row, row.name, row.email, row.language) for row in gathering.sign_ups.exclude(email="").order_by("pk")
    ]
    people += [
        (row, row.name, row.email, SOURCE_LANGUAGE) for row in gathering.invitees.exclude(email="").order_by("pk")
    ]
    for row, name, email, language in people:
        context = CancelledNotice(
            name=name,
            title=gathering.title,
            when=when_text(gathering.starts_at, gathering.ends_at, language),
            reason=gathering.cancelled_because,
            link=f"{settings.SITE_URL}/bijeenkomsten/",
        )
        key = f"{row._meta.model_name}:{gathering.revision}"
        _tell("gathering_cancelled", context, row, (name, email), key, at, language)


def queue_invitation(guest: Invitee, *, at: datetime) -> None:
    """Ask somebody to come, or come at another time; once for each version of the gathering."""
    gathering = guest.gathering
    context = InvitationNotice(
        name=guest.name,
        title=gathering.title,
        when=when_text(gathering.starts_at, gathering.ends_at),
        place=gathering.place,
        online_url=gathering.online_url,
        agenda=gathering.agenda,
        calendar_link=f"{settings.SITE_URL}/bijeenkomst/{guest.token}/afspraak.ics",
    )
    to = guest.name, guest.email
    _tell("gathering_invitation", context, guest, to, str(gathering.revision), at, SOURCE_LANGUAGE)


def queue_feedback_request(sign_up: SignUp, *, at: datetime) -> None:
    """Ask who had a place what they thought; once."""
    gathering = sign_up.slot.gathering
    public = f"{settings.SITE_URL}/bijeenkomsten/{gathering.pk}-{gathering.slug}/" if gathering.is_public else ""
    context = FeedbackNotice(sign_up.name, gathering.title, f"{own_link(sign_up)}mening/", public)
    to = sign_up.name, sign_up.email
    _tell("gathering_feedback", context, sign_up, to, "once", at, sign_up.language)


def queue_action_point(point: ActionPointOfGathering, *, is_late: bool, at: datetime) -> None:
    """Tell the owner of a promise, or that its day passed."""
    owner = point.owner
    with translation.override(owner.language):
        context = ActionPointNotice(
            name=owner.name,
            title=point.gathering.title,
            text=point.text,
            due_on=point.due_on,
            is_late=is_late,
            link=f"{settings.SITE_URL}/werk/bijeenkomsten/actiepunten/",
        )
    key = f"late:{point.due_on}" if is_late else "new"
    _tell("gathering_action_point", context, point, (owner.name, owner.email), key, at, owner.language)
