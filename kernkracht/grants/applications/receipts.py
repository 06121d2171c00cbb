"""The confirmation of receipt (Awb 4:3a)."""

from __future__ import annotations

from datetime import datetime

from django.utils import translation

from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.documents.actions import store_letter
from kernkracht.foundation.notices.actions import queue_print

from .consents import may_email
from .days import day_of
from .languages import language_of
from .letter_frames import plain_frame
from .letters import fill_frame
from .models import GrantApplication
from .resident_notices import case_context, to_applicant

RECEIPT = "application_received"


def send_receipt(case: GrantApplication, *, by: Actor, at: datetime) -> None:
    """Confirm receipt: by mail, and by letter for who wants paper or gave no address."""
    to_applicant(case, RECEIPT, "1", at)
    if may_email(case, RECEIPT):
        return
    language = language_of(case)
    with translation.override(language):
        frame = plain_frame(case, by=by, today=day_of(at))
    subject, html = fill_frame(RECEIPT, case_context(case), frame, language)
    queue_print(
        kind=RECEIPT,
        letter=store_letter(kind=RECEIPT, subject=subject, html=html, by=by, at=at, language=language),
        to_name=case.contact_name,
        to_address=case.contact_address,
        subject_obj=case,
        unique_key=f"{RECEIPT}:{case.pk}:print",
        at=at,
        language=language,
    )
