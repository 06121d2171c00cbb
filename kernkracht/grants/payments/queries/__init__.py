"""What others may read of payments."""

from ..journal import JournalLine, write_journal
from ..payee import last_digits
from ..target_days import next_target_day
from .accounts import change_of, debtor_on, open_changes
from .batches import (
    attempts_of,
    batch_by_number,
    batches,
    journal_lines,
    returned_attempts,
    sent_attempt,
    statements,
    unclear_entries,
    waiting_batches,
)
from .obligations import (
    REMEDIES,
    View,
    counts,
    hindrance_of,
    late_on,
    needs_account,
    obligations_in,
    obligations_of,
)

__all__ = [
    "REMEDIES",
    "JournalLine",
    "View",
    "attempts_of",
    "batch_by_number",
    "batches",
    "change_of",
    "counts",
    "debtor_on",
    "hindrance_of",
    "journal_lines",
    "last_digits",
    "late_on",
    "needs_account",
    "next_target_day",
    "obligations_in",
    "obligations_of",
    "open_changes",
    "returned_attempts",
    "sent_attempt",
    "statements",
    "unclear_entries",
    "waiting_batches",
    "write_journal",
]
