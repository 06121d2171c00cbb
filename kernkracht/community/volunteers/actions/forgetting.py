"""What is no longer needed goes by itself: each row in its own transaction, so a stopped job can begin again."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate

from kernkracht.foundation.audit.models import Actor

from .. import legal
from ..models import JuryMember, KnowledgeEntry, Nomination, PrizeRound, VolunteerOffer
from .knowledge import forget_knowledge, remind_knowledge
from .offers import forget_offer
from .prizes import forget_nomination


def forget_stale(*, by: Actor, at: datetime) -> int:
    """Erase what is past its dated term and remind who lists knowledge; returns how many rows were erased."""
    return _offers(by, at) + _knowledge(by, at) + _prizes(by, at)


def _offers(by: Actor, at: datetime) -> int:
    on = localdate(at)
    last_step = Coalesce("closed_at", "handed_over_at", "confirmed_at")
    waiting = Q(
        state=VolunteerOffer.State.UNCONFIRMED, consented_at__lt=at - timedelta(days=legal.unconfirmed_days(on))
    )
    rows = VolunteerOffer.objects.annotate(last_step=last_step)
    stale = rows.filter(waiting | Q(last_step__lt=at - timedelta(days=legal.offer_days(on)))).order_by("pk")
    count = 0
    for offer in stale:
        forget_offer(offer=offer, by=by, at=at)
        count += 1
    return count


def _knowledge(by: Actor, at: datetime) -> int:
    on = localdate(at)
    gone = Q(confirmed_at__isnull=True, consented_at__lt=at - timedelta(days=legal.unconfirmed_days(on)))
    gone |= Q(reminded_at__lt=at - timedelta(days=legal.knowledge_answer_days(on)))
    count = 0
    for entry in KnowledgeEntry.objects.filter(gone).order_by("pk"):
        forget_knowledge(entry=entry, by=by, at=at)
        count += 1
    old = Q(renewed_at__lt=at - timedelta(days=legal.knowledge_days(on)), reminded_at__isnull=True)
    for entry in KnowledgeEntry.objects.filter(old).order_by("pk"):
        remind_knowledge(entry=entry, by=by, at=at)
    return count


def _prizes(by: Actor, at: datetime) -> int:
    on = localdate(at)
    waiting = Q(state=Nomination.State.UNCONFIRMED, made_at__lt=at - timedelta(days=legal.unconfirmed_days(on)))
    over = PrizeRound.objects.filter(announced_at__lt=at - timedelta(days=legal.nomination_days(on)))
    done = Q(round__in=over) & (Q(award="") | ~Q(nominee_email=""))
    count = 0
    for nomination in Nomination.objects.filter(waiting | done).order_by("pk"):
        forget_nomination(nomination=nomination, by=by, at=at)
        count += 1
    JuryMember.objects.filter(round__in=over).delete()
    return count
