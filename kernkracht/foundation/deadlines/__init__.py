"""Terms, holidays and suspensions: from facts to a date, with the reasons."""

from .free_days import free_day_name, holidays_of, is_free_day, next_working_day
from .terms import Deadline, OutageDays, Pause, Term, after_outages, compute_deadline

__all__ = [
    "Deadline",
    "OutageDays",
    "Pause",
    "Term",
    "after_outages",
    "compute_deadline",
    "free_day_name",
    "holidays_of",
    "is_free_day",
    "next_working_day",
]
