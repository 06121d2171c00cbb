"""Messages about volunteering: links to confirm, and the hand-over with what was agreed to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import models
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.notices.actions import queue_email
from kernkracht.foundation.notices.kinds import NoticeContext, register_notice

from . import legal
from .models import JuryMember, KnowledgeEntry, Nomination, SupportPoint, VolunteerOffer


@dataclass(frozen=True)
class LinkNotice(NoticeContext):
    """A link that only the person of this address has. `what` says what it is about; unused, it is gone in `days`."""

    name: str
    what: str
    link: str
    days: int


@dataclass(frozen=True)
class HandOverNotice(NoticeContext):
    """What the support point gets: nothing but what the person agreed to."""

    name: str
    email: str
    phone: str
    village: str
    wanted: str
    message: str


@dataclass(frozen=True)
class HandedOverNotice(NoticeContext):
    """What the person hears of the hand-over."""

    name: str
    point: str
    point_phone: str
    point_email: str
    link: str


@dataclass(frozen=True)
class NomineeNotice(NoticeContext):
    """What a nominee is asked."""

    name: str
    nominator: str
    prize: str
    link: str


@dataclass(frozen=True)
class JuryNotice(NoticeContext):
    """How a jury member gets in."""

    name: str
    prize: str
    closes_on: date
    link: str


LINK = "https://voorbeeld.nl/vrijwilligers/voorbeeld/"
_LINK_EXAMPLE = LinkNotice(name="Robin Voorbeeld", what="Helpen in het dorpshuis", link=LINK, days=7)
register_notice("volunteer_offer_confirm", title=_("Link om een aanbod te bevestigen"), example=_LINK_EXAMPLE)
register_notice(
    "volunteer_offer_handover",
    title=_("Overdracht van een vrijwilliger aan het steunpunt"),
    example=HandOverNotice(
        name="Robin Voorbeeld",
        email="robin@voorbeeld.nl",
        phone="06 00 00 00 00",
        village="Voorbeelddorp",
        wanted="Helpen in het dorpshuis",
        message="Ik kan op dinsdag.",
    ),
)
register_notice(
    "volunteer_offer_handed_over",
    title=_("Bericht dat het steunpunt contact opneemt"),
    example=HandedOverNotice(
        name="Robin Voorbeeld",
        point="Steunpunt Voorbeeld",
        point_phone="0344 00 00 00",
        point_email="steunpunt@voorbeeld.nl",
        link=LINK,
    ),
)
register_notice("knowledge_confirm", title=_("Link om een aanbod van kennis te bevestigen"), example=_LINK_EXAMPLE)
register_notice("knowledge_reminder", title=_("Vraag of een aanbod van kennis nog geldt"), example=_LINK_EXAMPLE)
register_notice("nomination_confirm", title=_("Link om een voordracht te bevestigen"), example=_LINK_EXAMPLE)
register_notice(
    "nominee_question",
    title=_("Vraag om toestemming aan wie is voorgedragen"),
    example=NomineeNotice(
        name="Robin Voorbeeld", nominator="Kim Voorbeeld", prize="Vrijwilligersprijs 2027", link=LINK
    ),
)
register_notice(
    "jury_invitation",
    title=_("Uitnodiging voor de jury"),
    example=JuryNotice(name="Robin Voorbeeld", prize="Vrijwilligersprijs 2027", closes_on=date(2027, 3, 15), link=LINK),
)


def _mail(
    kind: str, context: NoticeContext, about: models.Model, name: str, email: str, at: datetime, language: str = "nl"
) -> None:
    queue_email(
        kind=kind,
        context=context,
        to_name=name,
        to_email=email,
        subject_obj=about,
        unique_key=f"{kind}:{about.pk}:{at.isoformat()}",
        at=at,
        language=language,
    )


def offer_link(offer: VolunteerOffer) -> str:
    return f"{settings.SITE_URL}/vrijwilligers/aanbod/{offer.token}/"


def queue_offer_confirmation(offer: VolunteerOffer, *, at: datetime, language: str) -> None:
    """Mail the link that shows that the address is the person's own."""
    what = offer.help_wanted.title if offer.help_wanted else ""
    context = LinkNotice(offer.name, what, offer_link(offer), legal.unconfirmed_days(localdate(at)))
    _mail("volunteer_offer_confirm", context, offer, offer.name, offer.email, at, language)


def queue_offer_to_support_point(offer: VolunteerOffer, point: SupportPoint, *, at: datetime) -> None:
    """Pass on what the person agreed to, and nothing else."""
    context = HandOverNotice(
        name=offer.name,
        email=offer.email,
        phone=offer.phone if offer.passes_phone else "",
        village=offer.village.name if offer.village else "",
        wanted=offer.help_wanted.title if offer.help_wanted else "",
        message=offer.message,
    )
    _mail("volunteer_offer_handover", context, offer, point.name, point.email, at)


def queue_offer_handed_over(offer: VolunteerOffer, point: SupportPoint, *, at: datetime) -> None:
    """Tell the person who has the details now."""
    context = HandedOverNotice(offer.name, point.name, point.phone, point.email, offer_link(offer))
    _mail("volunteer_offer_handed_over", context, offer, offer.name, offer.email, at)


def _knowledge_link(entry: KnowledgeEntry) -> str:
    return f"{settings.SITE_URL}/vrijwilligers/kennis/{entry.token}/"


def queue_knowledge_confirmation(entry: KnowledgeEntry, *, at: datetime, language: str) -> None:
    context = LinkNotice(entry.name, "", _knowledge_link(entry), legal.unconfirmed_days(localdate(at)))
    _mail("knowledge_confirm", context, entry, entry.name, entry.email, at, language)


def queue_knowledge_reminder(entry: KnowledgeEntry, *, at: datetime) -> None:
    context = LinkNotice(entry.name, "", _knowledge_link(entry), legal.knowledge_answer_days(localdate(at)))
    _mail("knowledge_reminder", context, entry, entry.name, entry.email, at)


def queue_nomination_confirmation(nomination: Nomination, *, at: datetime, language: str) -> None:
    link = f"{settings.SITE_URL}/vrijwilligers/voordracht/{nomination.token}/"
    context = LinkNotice(nomination.nominator_name, str(nomination.round), link, legal.unconfirmed_days(localdate(at)))
    _mail(
        "nomination_confirm", context, nomination, nomination.nominator_name, nomination.nominator_email, at, language
    )


def queue_nominee_question(nomination: Nomination, *, at: datetime) -> None:
    link = f"{settings.SITE_URL}/vrijwilligers/voorgedragen/{nomination.nominee_token}/"
    context = NomineeNotice(nomination.nominee_name, nomination.nominator_name, str(nomination.round), link)
    _mail("nominee_question", context, nomination, nomination.nominee_name, nomination.nominee_email, at)


def queue_jury_invitation(member: JuryMember, *, at: datetime) -> None:
    link = f"{settings.SITE_URL}/vrijwilligers/jury/{member.token}/"
    context = JuryNotice(member.name, str(member.round), member.round.closes_on, link)
    _mail("jury_invitation", context, member, member.name, member.email, at)
