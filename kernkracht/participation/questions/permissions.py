"""What may be done with questions, as pure predicates."""

from __future__ import annotations

from datetime import date, timedelta

from .models import Question, QuestionState, QuickPoll

FEWEST_OPTIONS, MOST_OPTIONS = 2, 6


def can_reopen(question: Question, on: date, days: int) -> bool:
    """The asker may say that an answer did not help, for `days` after it."""
    if question.state != QuestionState.ANSWERED or question.closed_at is None:
        return False
    return on <= question.closed_at.date() + timedelta(days=days)


def can_merge(question: Question, other: Question) -> bool:
    """Two open questions that are not one already; the other is nobody's part."""
    both_open = question.is_open and other.is_open
    return both_open and question.pk != other.pk and question.merged_into_id is None and other.merged_into_id is None


def can_publish(question: Question) -> bool:
    """Question and answer may be shown: they are answered and the asker agreed."""
    return question.state == QuestionState.ANSWERED and question.may_publish


def takes_votes(poll: QuickPoll, on: date) -> bool:
    return poll.state == QuickPoll.State.OPEN and on <= poll.closes_on
