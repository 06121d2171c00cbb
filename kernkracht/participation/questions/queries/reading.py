"""Which questions somebody may see, and which of them wait."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from kernkracht.community.people.models import Absence, User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import may, villages_where
from kernkracht.community.themes.models import Theme
from kernkracht.community.villages.models import Village
from kernkracht.foundation.deadlines import Term
from kernkracht.foundation.deadlines.queries import deadline_from

from .. import legal
from ..models import DrawnIn, IncomingMail, Question, ThemeOwner
from ..permissions import can_reopen
from .similarity import alike

LONGEST_TOKEN = 64
MOST_SIMILAR = 5


def visible_questions(user: User, on: date) -> QuerySet[Question]:
    """Questions of the villages where the reader handles them, and those in which the reader was drawn in."""
    own = villages_where(user.actor, Permission.HANDLE_QUESTION, on)
    mine = DrawnIn.objects.filter(question=OuterRef("pk"), colleague=user).order_by()
    rows = Question.objects.filter(Q(village__in=own) | Exists(mine))
    return rows.select_related("village", "theme", "content_owner", "department", "merged_into")


def can_read_asker(user: User, question: Question, on: date) -> bool:
    """Name and address are for who handles the question; who only thinks along does not need them."""
    return may(user.actor, Permission.HANDLE_QUESTION, on, question.village)


def open_questions(village: Village) -> QuerySet[Question]:
    """What is not answered in a village, the nearest promise first."""
    return Question.objects.open().filter(village=village).select_related("theme", "content_owner", "department")


def late_questions(on: date) -> QuerySet[Question]:
    """What is not answered and was promised before `on`, everywhere."""
    return Question.objects.late(on).select_related("village", "theme", "content_owner", "department")


def questions_waiting(user: User, on: date) -> QuerySet[Question]:
    """Open questions of the reader's villages."""
    own = villages_where(user.actor, Permission.HANDLE_QUESTION, on)
    return Question.objects.open().filter(village__in=own)


def question_by_token(token: str) -> Question | None:
    """For who asked."""
    rows = Question.objects.select_related("village", "theme", "merged_into")
    return rows.filter(token=token[:LONGEST_TOKEN]).first()


def promise_for(on: date) -> date:
    """By when somebody who asks on this day gets an answer: the term of R227, moved to a working day."""
    return deadline_from(on, Term(days=legal.answer_days(on))).due_on


def may_be_reopened(question: Question, on: date) -> bool:
    """Whether the asker may still say that the answer did not help."""
    return can_reopen(question, on, legal.reopen_days(on))


def waiting_mail() -> QuerySet[IncomingMail]:
    """Messages that wait for an officer who says of which village they are, the oldest first."""
    return IncomingMail.objects.filter(state=IncomingMail.State.WAITING).order_by("received_at", "pk")


def question_of_photo(user: User, number: str, on: date) -> Question | None:
    """The question with a photo that the reader may see."""
    rows = visible_questions(user, on).filter(number=number, photo__isnull=False).select_related("photo", "village")
    return rows.first()


def theme_owner_for(theme: Theme, village: Village, on: date) -> ThemeOwner | None:
    """Who answers a theme in a village that day: who does so here before who does so everywhere; nobody away."""
    away = Absence.objects.on(on).values("user")
    rows = ThemeOwner.objects.on(on).filter(theme=theme, officer__is_active=True).exclude(officer__in=away)
    rows = rows.select_related("officer", "department")
    return rows.filter(village=village).first() or rows.filter(village__isnull=True).first()


def theme_owners() -> QuerySet[ThemeOwner]:
    """The whole division of themes, the newest of each theme first."""
    rows = ThemeOwner.objects.select_related("theme", "village", "officer", "department")
    return rows.order_by("theme__sort_order", "theme__label", "village__sort_order", "-valid_from", "pk")


def similar_questions(text: str, user: User, on: date, besides: Question | None = None) -> list[Question]:
    """Earlier questions that look alike, out of those the reader may see; the most alike first."""
    others = Question.objects.exclude(pk=besides.pk) if besides else Question.objects.all()
    scores = alike(text, others)
    seen = visible_questions(user, on).filter(pk__in=list(scores)).in_bulk()
    return [seen[pk] for pk in scores if pk in seen][:MOST_SIMILAR]
