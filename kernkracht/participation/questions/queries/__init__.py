"""Reading questions: for colleagues, for the asker, and for everybody."""

from .figures import (
    DepartmentRow,
    PromiseFigure,
    asked_in,
    half_year_of,
    kept_promises,
    overdue_by_department,
    promise_figure_of,
)
from .polls import PollResult, open_polls, poll_results, polls_of, results_of
from .published import published_answers, similar_published
from .reading import (
    can_read_asker,
    late_questions,
    may_be_reopened,
    open_question_count,
    open_questions,
    promise_for,
    question_by_token,
    question_of_photo,
    similar_questions,
    theme_owner_for,
    theme_owners,
    visible_questions,
    waiting_mail,
)

__all__ = [
    "DepartmentRow",
    "PollResult",
    "PromiseFigure",
    "asked_in",
    "can_read_asker",
    "half_year_of",
    "kept_promises",
    "late_questions",
    "may_be_reopened",
    "open_polls",
    "open_question_count",
    "open_questions",
    "overdue_by_department",
    "poll_results",
    "polls_of",
    "promise_figure_of",
    "promise_for",
    "published_answers",
    "question_by_token",
    "question_of_photo",
    "results_of",
    "similar_published",
    "similar_questions",
    "theme_owner_for",
    "theme_owners",
    "visible_questions",
    "waiting_mail",
]
