"""Two kinds of notice for tests: one with every part, one with only a subject and a text."""

from dataclasses import dataclass
from datetime import date

from kernkracht.foundation.notices.kinds import NoticeContext, register_notice


@dataclass(frozen=True)
class Line:
    what: str
    cents: int


@dataclass(frozen=True)
class Sample(NoticeContext):
    name: str
    title: str
    due_on: date
    lines: tuple[Line, ...] = ()


EXAMPLE = Sample("Robin", "Pluktuin", date(2027, 3, 15), (Line("Bomen", 75_000),))
WITH_LETTER = register_notice("test_letter", title="Proefbrief", example=EXAMPLE)
PLAIN = register_notice("test_plain", title="Proefbericht", example=EXAMPLE)
