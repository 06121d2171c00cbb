"""The verbs about what is seen in the villages."""

from ._guard import UnableToObserve
from .counts import UnableToImportCounts, import_partner_counts, note_trend, save_report_kind
from .visits import VisitFacts, change_visit_note, note_became_question, remove_visit_note, write_visit_note

__all__ = [
    "UnableToImportCounts",
    "UnableToObserve",
    "VisitFacts",
    "change_visit_note",
    "import_partner_counts",
    "note_became_question",
    "note_trend",
    "remove_visit_note",
    "save_report_kind",
    "write_visit_note",
]
