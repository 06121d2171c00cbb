"""Quick polls: opened by an officer about a cluster of questions, answered once per browser (R236)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.personal_traces import explained

from ..models import PollOption, PollVote, Question, QuickPoll
from ..permissions import FEWEST_OPTIONS, MOST_OPTIONS, takes_votes
from ..telling import tell_of_poll
from ._guard import UnableToHandleQuestion, require_handler, require_words

LONGEST = timedelta(days=93)


class UnableToPoll(UnableToHandleQuestion):
    """The poll cannot be opened like this, or takes no vote (any more)."""


@dataclass(frozen=True)
class PollFacts:
    """One question, two to six options, and the last day to vote."""

    village: Village
    text: str
    options: tuple[str, ...]
    closes_on: date


@transaction.atomic(durable=True)
def open_poll(*, facts: PollFacts, by: Actor, at: datetime, about: Iterable[Question] = ()) -> QuickPoll:
    """Ask one village whether something lives. Raises `UnableToPoll`."""
    require_handler(by, at, facts.village)
    text = require_words(facts.text, _("Schrijf op wat u wilt vragen."), "text", UnableToPoll)
    options = _options(facts)
    today = localdate(at)
    if not today < facts.closes_on <= today + LONGEST:
        raise UnableToPoll(_("Kies een laatste dag na vandaag en binnen drie maanden."), "closes_on")
    for piece in (text, *options):
        if found := explained(piece):
            raise UnableToPoll(found[0], "text")
    poll = QuickPoll.objects.create(
        village=facts.village, text=text[:200], closes_on=facts.closes_on, opened_at=at, opened_by=by
    )
    PollOption.objects.bulk_create(
        PollOption(poll=poll, label=label, sort_order=place) for place, label in enumerate(options, start=1)
    )
    poll.about.set(about)
    record("question.poll_opened", poll, by=by, at=at, data={"village": facts.village.name})
    tell_of_poll(poll, at=at)
    return poll


def _options(facts: PollFacts) -> list[str]:
    options = [" ".join(option.split())[:100] for option in facts.options if option.strip()]
    if len({option.lower() for option in options}) != len(options):
        raise UnableToPoll(_("Elk antwoord mag één keer voorkomen."), "options")
    if not FEWEST_OPTIONS <= len(options) <= MOST_OPTIONS:
        raise UnableToPoll(
            _("Geef %(fewest)d tot %(most)d antwoorden, elk op een eigen regel.")
            % {"fewest": FEWEST_OPTIONS, "most": MOST_OPTIONS},
            "options",
        )
    return options


@transaction.atomic(durable=True)
def stop_poll(*, poll: QuickPoll, by: Actor, at: datetime) -> QuickPoll:
    """End a poll before its last day. Raises `UnableToPoll`."""
    row = QuickPoll.objects.select_for_update(of=("self",)).select_related("village").get(pk=poll.pk)
    require_handler(by, at, row.village)
    if row.state != QuickPoll.State.OPEN:
        raise UnableToPoll(_("Deze peiling is al gestopt."))
    row.state = QuickPoll.State.STOPPED
    row.save(update_fields=["state"])
    record("question.poll_stopped", row, by=by, at=at, data={"village": row.village.name})
    return row


def vote(*, poll: QuickPoll, option: PollOption, voter: str, at: datetime) -> PollVote:
    """Take one vote of one browser; a second one changes nothing and is refused. Raises `UnableToPoll`.

    `voter` is a random value from a cookie; only its fingerprint is kept, and no event names who voted.
    """
    if not takes_votes(poll, localdate(at)):
        raise UnableToPoll(_("Deze peiling is gesloten."))
    if option.poll_id != poll.pk:
        raise UnableToPoll(_("Kies een van de antwoorden."), "option")
    fingerprint = hashlib.sha256(f"{poll.pk}:{voter}".encode()).hexdigest()
    try:
        with transaction.atomic():
            return PollVote.objects.create(poll=poll, option=option, voter=fingerprint, voted_at=at)
    except IntegrityError as fault:
        raise UnableToPoll(_("U gaf uw mening al. Dank u wel!")) from fault
