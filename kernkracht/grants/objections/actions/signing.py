"""Signing an objection that came by a mailed link: with a code that went to the objector's address (Awb 6:5, 2:13)."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor

from ..letters import facts_for, mail
from ..messages import CODE, CodeNotice
from ..models import Objection, SignedBy
from .gate import ObjectionRefusal, keep, lock, require_open

VALID_FOR = timedelta(hours=24)
MOST_TRIES = 5
BETWEEN_MAILS = timedelta(minutes=1)


class UnableToSign(ObjectionRefusal):
    """The code is wrong, too old, or tried too often; or the objection is signed already."""


def mail_code(objection: Objection, *, by: Actor, at: datetime) -> None:
    """Mail a new code; an earlier one no longer works. Part of a larger act."""
    code = f"{secrets.randbelow(1_000_000):06d}"
    objection.code_digest, objection.code_sent_at, objection.code_tries = _digest(objection, code), at, 0
    objection.save(update_fields=["code_digest", "code_sent_at", "code_tries"])
    notice = CodeNotice(**facts_for(objection), code=code)  # type: ignore[arg-type]  # facts by their own names
    mail(objection, CODE, notice, key=f"{CODE}:{objection.pk}:{at.isoformat()}", at=at)
    record("objection.code_mailed", objection, by=by, at=at)


def send_code_again(*, objection: Objection, by: Actor, at: datetime) -> Objection:
    """Mail a fresh code. Raises `UnableToSign` within a minute after the last one."""
    with transaction.atomic(durable=True):
        row = lock(objection)
        _require_unsigned(row)
        if row.code_sent_at is not None and at < row.code_sent_at + BETWEEN_MAILS:
            raise UnableToSign(_("De code is net verstuurd. Wacht een minuut en kijk ook bij ongewenste mail."))
        mail_code(row, by=by, at=at)
        return row


def sign_objection(*, objection: Objection, code: str, by: Actor, at: datetime) -> Objection:
    """Sign with the mailed code. A wrong try counts, also when it is refused. Raises `UnableToSign`."""
    with transaction.atomic(durable=True):
        row = lock(objection)
        _require_unsigned(row)
        fault = _fault(row, code, at)
        if not fault:
            row.signed_by, row.signed_at, row.code_digest = SignedBy.CODE, at, ""
            keep(row, at)
            record("objection.signed", row, by=by, at=at, ground="Awb 6:5", data={"how": SignedBy.CODE.label})
            return row
        row.code_tries += 1
        row.save(update_fields=["code_tries"])
    raise UnableToSign(fault, field="code")


def _require_unsigned(row: Objection) -> None:
    require_open(row, UnableToSign)
    if row.signed_at is not None:
        raise UnableToSign(_("Dit bezwaar is al ondertekend."))


def _fault(row: Objection, code: str, at: datetime) -> str:
    if row.code_sent_at is None or not row.code_digest or at > row.code_sent_at + VALID_FOR:
        return _("Deze code werkt niet meer. Vraag een nieuwe code.")
    if row.code_tries >= MOST_TRIES:
        return _("Er is te vaak een verkeerde code ingevuld. Vraag een nieuwe code.")
    if not constant_time_compare(row.code_digest, _digest(row, "".join(code.split()))):
        return _("Deze code klopt niet. Kijk in de e-mail en vul de zes cijfers in.")
    return ""


def _digest(objection: Objection, code: str) -> str:
    return salted_hmac("objections.code", f"{objection.token}:{code}", algorithm="sha256").hexdigest()
