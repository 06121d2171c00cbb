"""In which language we write to an applicant."""

from __future__ import annotations

from kernkracht.foundation.notices.kinds import SOURCE_LANGUAGE

from .models import GrantApplication


def language_of(case: GrantApplication) -> str:
    """The language to write to the applicant in: that of the account, else that of the form (Awb 2:6)."""
    return case.applicant.language if case.applicant else case.language


def foreign_language_of(case: GrantApplication) -> str:
    """That language when it is not the office's own: “en”; else ""."""
    language = language_of(case)
    return "" if language == SOURCE_LANGUAGE else language
