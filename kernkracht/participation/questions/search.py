"""What can be found of questions: by everybody what was published, by colleagues what they may read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.search.declarations import Entry, SearchKind, Source, Watch, declare_kind, declare_source

from .models import Question

ANSWER = SearchKind("answer", _("Vragen en antwoorden"))
QUESTION = SearchKind("question", _("Vragen van inwoners"), rights=(Permission.HANDLE_QUESTION,), by_village=True)
LONGEST_TITLE = 120


def entries(keys: Sequence[int], at: datetime) -> Iterable[Entry]:
    """The published texts for everybody; number, text and answers for who handles it there or was drawn in.

    The asker's name and address are left out: who only thinks along does not need them.
    """
    rows = Question.objects.filter(pk__in=keys).select_related("published")
    for row in rows.prefetch_related("answers", "drawn_in"):
        shown = getattr(row, "published", None)
        if shown is not None:
            yield Entry(
                row.pk,
                ANSWER.code,
                _first(shown.question_text),
                str(row.pk),
                text=f"{shown.question_text} {shown.answer_text}",
                villages=(row.village_id,),
                moment=shown.published_at,
            )
        yield Entry(
            row.pk,
            QUESTION.code,
            f"{row.number} {_first(row.text)}",
            row.number,
            text=" ".join([row.text, row.street, *(answer.text for answer in row.answers.all())]),
            number=row.number,
            villages=(row.village_id,),
            people=tuple(sorted({one.colleague_id for one in row.drawn_in.all() if one.colleague_id})),
            moment=row.asked_at,
        )


def _first(text: str) -> str:
    """The beginning of a text as its title."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_TITLE else f"{line[:LONGEST_TITLE].rsplit(' ', 1)[0]} …"


declare_kind(ANSWER)
declare_kind(QUESTION)
declare_source(
    Source(
        "question",
        "questions.Question",
        entries,
        (
            Watch("questions.Question", columns=("number", "text", "street", "village", "asked_at")),
            Watch("questions.PublishedAnswer", "question"),
            Watch("questions.Answer", "question"),
            Watch("questions.DrawnIn", "question"),
        ),
    )
)
