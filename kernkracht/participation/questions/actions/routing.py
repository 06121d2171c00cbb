"""Who answers: by theme and village, with others drawn in and the contact unchanged (R14–R16, R238)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from kernkracht.community.partners.models import Partner
from kernkracht.community.people.models import Team, User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import duties_of, may
from kernkracht.community.themes.models import Theme
from kernkracht.community.themes.permissions import can_be_chosen
from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.personal_traces import explained

from ..models import DrawnIn, Question, QuestionNote, QuestionState, ThemeOwner
from ..notices import queue_drawn_in, queue_work
from ..queries import theme_owner_for
from ._guard import NotAllowedToHandleQuestions, UnableToHandleQuestion, handled, locked, move, require_words


class UnableToRoute(UnableToHandleQuestion):
    """Nobody answers this theme here, or the colleague may not handle questions."""


@dataclass(frozen=True)
class ThemeOwnerFacts:
    """Who answers a theme from a day until a day; without village: in all of them."""

    theme: Theme
    officer: User
    department: Team
    valid_from: date
    village: Village | None = None
    valid_until: date | None = None


@transaction.atomic(durable=True)
def route_question(
    *, question: Question, theme: Theme, by: Actor, at: datetime, officer: User | None = None
) -> Question:
    """Say what a question is about and who answers it; without `officer` by theme and village. Raises `UnableToRoute`.

    The contact of the asker stays who it is (R14).
    """
    row, on = handled(question, by, at), localdate(at)
    _require_open(row)
    if not can_be_chosen(theme, on) and theme != row.theme:
        raise UnableToRoute(_("Dit thema is niet meer in gebruik. Kies een ander thema."), "theme")
    row.theme = theme
    if officer is not None:
        department = _department_of(officer, row.village, on)
    else:
        owner = theme_owner_for(theme, row.village, on)
        if owner is None:
            raise UnableToRoute(
                _("Nog niemand beantwoordt dit thema in %(village)s. Kies zelf een collega.")
                % {"village": row.village.name},
                "officer",
            )
        officer, department = owner.officer, owner.department
    _give(row, officer, department, by=by, at=at)
    return row


def route_if_known(question: Question, *, by: Actor, at: datetime) -> bool:
    """Give a new question with a theme to who answers that; inside the transaction of who received it."""
    owner = theme_owner_for(question.theme, question.village, localdate(at)) if question.theme else None
    if owner is not None:
        _give(question, owner.officer, owner.department, by=by, at=at)
    return owner is not None


def _give(row: Question, officer: User, department: Team, *, by: Actor, at: datetime) -> None:
    move(row, "hand_over" if row.state == QuestionState.PROMISED else "route", UnableToRoute)
    row.content_owner, row.department = officer, department
    row.save(update_fields=["state", "theme", "content_owner", "department"])
    record("question.routed", row, by=by, at=at, data={"number": row.number, "department": department.name})
    if officer.actor_id != by.pk:
        queue_work(row, "routed", to=officer, on=localdate(at), at=at)


def _department_of(officer: User, village: Village, on: date) -> Team:
    """Where a colleague works who may handle questions of this village. Raises `UnableToRoute`."""
    if not may(officer.actor, Permission.HANDLE_QUESTION, on, village):
        raise UnableToRoute(
            _("%(name)s beantwoordt geen vragen van dit dorp. Kies een andere collega.") % {"name": officer}, "officer"
        )
    duty = duties_of(officer, on).select_related("team").first()
    if duty is None:
        raise UnableToRoute(_("Deze collega heeft geen functie meer."), "officer")
    return duty.team


def _require_open(row: Question) -> None:
    if not row.is_open:
        raise UnableToRoute(_("Deze vraag is al beantwoord."))


@transaction.atomic(durable=True)
def draw_in(
    *,
    question: Question,
    asked: str,
    by: Actor,
    at: datetime,
    colleague: User | None = None,
    partner: Partner | None = None,
) -> DrawnIn:
    """Ask one colleague or one partner something, in the officer's own words. Raises `UnableToRoute`.

    A partner is outside the house, so words that point at a person are refused there.
    """
    row = handled(question, by, at)
    _require_open(row)
    if (colleague is None) == (partner is None):
        raise UnableToRoute(_("Kies een collega of een partner, niet allebei."), "colleague")
    words = require_words(asked, _("Schrijf op wat u wilt weten."), "asked", UnableToRoute)
    if partner is not None:
        if found := explained(words):
            raise UnableToRoute(found[0], "asked")
        if not partner.email:
            raise UnableToRoute(_("Van deze partner is geen e-mailadres bekend. Vul dat eerst in."), "partner")
    drawn = DrawnIn.objects.create(
        question=row, colleague=colleague, partner=partner, asked=words, asked_by=by, asked_at=at
    )
    record("question.drawn_in", row, by=by, at=at, data={"number": row.number})
    queue_drawn_in(drawn, on=localdate(at), at=at)
    return drawn


@transaction.atomic(durable=True)
def reply_when_drawn_in(*, drawn: DrawnIn, reply: str, by: Actor, at: datetime) -> DrawnIn:
    """Write down what the colleague or partner says. Raises `UnableToRoute`."""
    question = locked(drawn.question)
    row = DrawnIn.objects.select_for_update(of=("self",)).select_related("colleague", "asked_by").get(pk=drawn.pk)
    is_asked = row.colleague is not None and row.colleague.actor_id == by.pk
    if not is_asked and not may(by, Permission.HANDLE_QUESTION, localdate(at), question.village):
        raise NotAllowedToHandleQuestions(_("Deze vraag is niet aan u gesteld."))
    row.reply = require_words(reply, _("Schrijf het antwoord op."), "reply", UnableToRoute)
    row.replied_at = at
    row.save(update_fields=["reply", "replied_at"])
    record("question.drawn_in_replied", question, by=by, at=at, data={"number": question.number})
    asker_of_it = User.objects.filter(actor=row.asked_by, is_active=True).first()
    if asker_of_it is not None and asker_of_it.actor_id != by.pk:
        queue_work(question, "replied", to=asker_of_it, on=localdate(at), at=at)
    return row


@transaction.atomic(durable=True)
def note_question(*, question: Question, text: str, by: Actor, at: datetime) -> QuestionNote:
    """Note something for colleagues. Raises `UnableToRoute`."""
    row = handled(question, by, at)
    words = require_words(text, _("Schrijf een notitie."), "text", UnableToRoute)
    note = QuestionNote.objects.create(question=row, text=words, written_by=by, written_at=at)
    record("question.noted", row, by=by, at=at, data={"number": row.number})
    return note


@transaction.atomic(durable=True)
def save_theme_owner(*, facts: ThemeOwnerFacts, by: Actor, at: datetime, owner: ThemeOwner | None = None) -> ThemeOwner:
    """Say who answers a theme (R238), for who manages questions. Raises `UnableToRoute`."""
    on = localdate(at)
    if by.kind != Actor.Kind.SYSTEM and not may(by, Permission.MANAGE_QUESTIONS, on):
        raise NotAllowedToHandleQuestions(_("U mag niet verdelen wie wat beantwoordt. Vraag het de teammanager."))
    if facts.valid_until is not None and facts.valid_until < facts.valid_from:
        raise UnableToRoute(_("Kies een laatste dag na de eerste dag, of laat hem leeg."), "valid_until")
    if not may(facts.officer.actor, Permission.HANDLE_QUESTION, max(on, facts.valid_from), facts.village):
        raise UnableToRoute(_("Deze collega mag geen vragen beantwoorden. Kies een andere collega."), "officer")
    row = ThemeOwner.objects.select_for_update(of=("self",)).get(pk=owner.pk) if owner else ThemeOwner()
    for name in ("theme", "village", "officer", "department", "valid_from", "valid_until"):
        setattr(row, name, getattr(facts, name))
    same = ThemeOwner.objects.filter(theme=row.theme, village=row.village).exclude(pk=row.pk)
    if any(_overlaps(row, other) for other in same):
        raise UnableToRoute(_("Voor dit thema en dorp staat er al iemand. Geef die eerst een laatste dag."))
    row.save()
    record("question.theme_owner_saved", row, by=by, at=at, data={"theme": row.theme.label})
    return row


def _overlaps(one: ThemeOwner, other: ThemeOwner) -> bool:
    ends = [row.valid_until or date.max for row in (one, other)]
    return one.valid_from <= ends[1] and other.valid_from <= ends[0]
