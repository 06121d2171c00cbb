"""Prizes for volunteers: a round, nominations with consent, a jury by link, winners (R189)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.notices.actions import forget_messages

from ..models import JuryMember, JuryScore, Nomination, PrizeRound
from ..models.prizes import HIGHEST, LOWEST
from ..notices import queue_jury_invitation, queue_nomination_confirmation, queue_nominee_question
from ..permissions import takes_nominations
from ..workflow import NOMINATION_WORKFLOW, PRIZE_WORKFLOW
from ._guard import (
    UnableToManageVolunteers,
    UnableToTakePart,
    erase,
    put,
    refuse_flood,
    require_manager,
    require_words,
    visitor,
)

MOST_JURY_MEMBERS = 20
ROUND_EVENTS = {
    "open": "volunteers.round_opened",
    "judge": "volunteers.round_judging",
    "reopen": "volunteers.round_reopened",
    "announce": "volunteers.round_announced",
}


class UnableToManagePrizes(UnableToManageVolunteers):
    """The round is in another state, there is no jury, no winner, or the name is taken."""


@dataclass(frozen=True)
class RoundFacts:
    title: str
    year: int
    opens_on: date
    closes_on: date
    text: str = ""


@dataclass(frozen=True)
class NominationFacts:
    nominee_name: str
    nominee_email: str
    reason: str
    nominator_name: str
    nominator_email: str
    village: Village | None = None


def _locked(prizes: PrizeRound) -> PrizeRound:
    return PrizeRound.objects.select_for_update().get(pk=prizes.pk)


@transaction.atomic(durable=True)
def save_round(*, facts: RoundFacts, by: Actor, at: datetime, prizes: PrizeRound | None = None) -> PrizeRound:
    """Add or change a round until its winners are known. Raises `UnableToManagePrizes`."""
    require_manager(by, at)
    row = _locked(prizes) if prizes else PrizeRound()
    if row.state == PrizeRound.State.ANNOUNCED:
        raise UnableToManagePrizes(_("De winnaars zijn al bekend. Begin een nieuwe ronde."))
    require_words(facts.title, _("Vul in hoe de prijs heet."))
    if facts.closes_on < facts.opens_on:
        raise UnableToManagePrizes(_("De laatste dag is eerder dan de eerste. Kies een latere laatste dag."))
    same = PrizeRound.objects.filter(year=facts.year, title__iexact=facts.title.strip()).exclude(pk=row.pk)
    if same.exists():
        raise UnableToManagePrizes(_("Deze prijs is er in dit jaar al."))
    put(row, ((field.name, getattr(facts, field.name)) for field in fields(facts)))
    row.save()
    record("volunteers.round_saved", row, by=by, at=at, data={"title": str(row)})
    return row


@transaction.atomic(durable=True)
def move_round(*, prizes: PrizeRound, step: str, by: Actor, at: datetime) -> PrizeRound:
    """The next step of a round: open, judge, reopen or announce. Raises `UnableToManagePrizes`."""
    require_manager(by, at)
    row = _locked(prizes)
    if step == "judge" and not row.jury.exists():
        raise UnableToManagePrizes(_("Nodig eerst iemand uit voor de jury."))
    if step == "announce" and not row.nominations.exclude(award="").exists():
        raise UnableToManagePrizes(_("Kies eerst een winnaar."))
    too_late = UnableToManagePrizes(_("Dat kan nu niet: deze ronde is al een stap verder."))
    PRIZE_WORKFLOW.move(row, step, lambda _state: too_late)
    row.announced_at = at if step == "announce" else None
    row.save(update_fields=["state", "announced_at"])
    record(ROUND_EVENTS[step], row, by=by, at=at, data={"title": str(row)})
    return row


@transaction.atomic(durable=True)
def invite_jury_member(*, prizes: PrizeRound, name: str, email: str, by: Actor, at: datetime) -> JuryMember:
    """Mail somebody a link with which they judge. Raises `UnableToManagePrizes`."""
    require_manager(by, at)
    row = _locked(prizes)
    if row.state == PrizeRound.State.ANNOUNCED:
        raise UnableToManagePrizes(_("De winnaars zijn al bekend."))
    name = require_words(name, _("Vul de naam van het jurylid in."))
    if row.jury.count() >= MOST_JURY_MEMBERS:
        raise UnableToManagePrizes(_("De jury is vol. Haal eerst iemand weg."))
    if row.jury.filter(email__iexact=email).exists():
        raise UnableToManagePrizes(_("Dit jurylid is al uitgenodigd."))
    member = JuryMember.objects.create(round=row, name=name, email=email.lower(), visitor=visitor())
    record("volunteers.jury_invited", row, by=by, at=at)
    queue_jury_invitation(member, at=at)
    return member


@transaction.atomic(durable=True)
def remove_jury_member(*, member: JuryMember, by: Actor, at: datetime) -> None:
    """Take somebody off the jury, with the points they gave, until the winners are known."""
    require_manager(by, at)
    row = _locked(member.round)
    if row.state == PrizeRound.State.ANNOUNCED:
        raise UnableToManagePrizes(_("De winnaars zijn al bekend."))
    record("volunteers.jury_removed", row, by=by, at=at)
    forget_messages(about=member)
    member.delete()


@transaction.atomic(durable=True)
def nominate(*, prizes: PrizeRound, facts: NominationFacts, at: datetime, language: str = "nl") -> Nomination:
    """Keep a nomination until who made it opens the mailed link; the nominee hears nothing before.

    Raises `UnableToTakePart`.
    """
    row = _locked(prizes)
    if not takes_nominations(row, localdate(at)):
        raise UnableToTakePart(_("U kunt nu niemand voordragen voor deze prijs."))
    require_words(facts.nominee_name, _("Vul in wie u voordraagt."), UnableToTakePart)
    require_words(facts.reason, _("Schrijf op waarom deze vrijwilliger een prijs verdient."), UnableToTakePart)
    nominator, nominee = facts.nominator_email.lower(), facts.nominee_email.lower()
    if nominator == nominee:
        raise UnableToTakePart(_("U kunt niet uzelf voordragen. Vul het e-mailadres van een ander in."))
    if row.nominations.filter(nominee_email=nominee).exclude(state=Nomination.State.UNCONFIRMED).exists():
        raise UnableToTakePart(_("Deze vrijwilliger is al voorgedragen. Mooi dat u er ook zo over denkt!"))
    refuse_flood(Nomination.objects.filter(nominator_email=nominator), "made_at", at)
    made = Nomination.objects.create(
        round=row,
        nominee_name=facts.nominee_name.strip(),
        nominee_email=nominee,
        village=facts.village,
        reason=facts.reason.strip(),
        nominator_name=facts.nominator_name.strip(),
        nominator_email=nominator,
        visitor=visitor(),
        made_at=at,
    )
    record("volunteers.nominated", made, by=made.visitor, at=at)
    queue_nomination_confirmation(made, at=at, language=language)
    return made


def _moved(nomination: Nomination, step: str) -> Nomination:
    row = Nomination.objects.select_for_update().select_related("round").filter(pk=nomination.pk).first()
    if row is None:
        raise UnableToTakePart(_("Deze voordracht bestaat niet meer."))
    NOMINATION_WORKFLOW.move(row, step, lambda _state: UnableToTakePart(_("Dit is al beantwoord.")))
    return row


@transaction.atomic(durable=True)
def confirm_nomination(*, nomination: Nomination, at: datetime) -> Nomination:
    """Who nominates proved their address: now the nominee is asked. Twice is harmless. Raises `UnableToTakePart`."""
    found = Nomination.objects.filter(pk=nomination.pk).first()
    if found is not None and found.state != Nomination.State.UNCONFIRMED:
        return found
    prizes = _locked(nomination.round)
    if not takes_nominations(prizes, localdate(at)):
        raise UnableToTakePart(_("U kunt nu niemand meer voordragen voor deze prijs."))
    row = _moved(nomination, "confirm")
    if prizes.nominations.filter(nominee_email=row.nominee_email).exclude(state="unconfirmed").exists():
        raise UnableToTakePart(_("Deze vrijwilliger is al voorgedragen. Mooi dat u er ook zo over denkt!"))
    row.save(update_fields=["state"])
    record("volunteers.nomination_confirmed", row, by=row.visitor, at=at)
    queue_nominee_question(row, at=at)
    return row


@transaction.atomic(durable=True)
def agree_to_nomination(*, nomination: Nomination, at: datetime) -> Nomination:
    """The nominee takes part: the jury sees it. Twice is harmless. Raises `UnableToTakePart` when it is too late."""
    found = Nomination.objects.select_related("round").filter(pk=nomination.pk).first()
    if found is not None and found.state == Nomination.State.AGREED:
        return found
    if found is not None and found.round.state == PrizeRound.State.ANNOUNCED:
        raise UnableToTakePart(_("De winnaars zijn al bekend. Meedoen kan niet meer."))
    row = _moved(nomination, "agree")
    row.agreed_at = at
    row.save(update_fields=["state", "agreed_at"])
    record("volunteers.nomination_agreed", row, by=row.visitor, at=at)
    return row


@transaction.atomic(durable=True)
def decline_nomination(*, nomination: Nomination, at: datetime) -> None:
    """The nominee does not take part, also after an earlier yes or a prize: all of it is erased. Twice is harmless."""
    erase(nomination, "volunteers.nomination_declined", by=nomination.visitor, at=at)


@transaction.atomic(durable=True)
def forget_nomination(*, nomination: Nomination, by: Actor, at: datetime) -> None:
    """After the term: a winner keeps name, prize and citation in the archive, everything else is erased."""
    row = Nomination.objects.select_for_update().filter(pk=nomination.pk).first()
    if row is None:
        return
    if not row.award:
        erase(row, "volunteers.nomination_forgotten", by=by, at=at)
        return
    record("volunteers.nomination_forgotten", row, by=by, at=at)
    forget_messages(about=row)
    row.nominator_name = row.nominator_email = row.nominee_email = row.reason = ""
    row.save(update_fields=["nominator_name", "nominator_email", "nominee_email", "reason"])
    row.scores.all().delete()


@transaction.atomic(durable=True)
def give_points(*, member: JuryMember, points: Mapping[int, int], at: datetime) -> None:
    """Store the points a member gives, by nomination. Raises `UnableToTakePart` and then stores nothing."""
    prizes = _locked(member.round)
    if prizes.state != PrizeRound.State.JUDGING:
        raise UnableToTakePart(_("De jury kiest nu niet. Probeer het later, of bel ons."))
    known = set(prizes.nominations.filter(state=Nomination.State.AGREED).values_list("pk", flat=True).order_by())
    if set(points) - known:
        raise UnableToTakePart(_("Een van deze mensen doet niet meer mee. Kijk de lijst na."))
    if any(not LOWEST <= given <= HIGHEST for given in points.values()):
        raise UnableToTakePart(
            _("Geef punten van %(lowest)d tot en met %(highest)d.") % {"lowest": LOWEST, "highest": HIGHEST}
        )
    for nomination, given in sorted(points.items()):
        JuryScore.objects.update_or_create(member=member, nomination_id=nomination, defaults={"points": given})
    record("volunteers.scored", prizes, by=member.visitor, at=at)


@transaction.atomic(durable=True)
def choose_winner(*, nomination: Nomination, award: str, citation: str, by: Actor, at: datetime) -> Nomination:
    """Give a nomination a prize, or take it away with an empty `award`. Raises `UnableToManagePrizes`."""
    require_manager(by, at)
    prizes = _locked(nomination.round)
    row = Nomination.objects.select_for_update().get(pk=nomination.pk)
    if prizes.state != PrizeRound.State.JUDGING:
        raise UnableToManagePrizes(_("Winnaars kiest u terwijl de jury kiest. De ronde staat nu in een andere stap."))
    if row.state != Nomination.State.AGREED:
        raise UnableToManagePrizes(_("Deze vrijwilliger gaf nog geen toestemming."))
    row.award, row.citation = award.strip(), citation.strip()
    row.save(update_fields=["award", "citation"])
    event = "volunteers.winner_chosen" if row.award else "volunteers.winner_unchosen"
    record(event, row, by=by, at=at, data={"award": row.award})
    return row
