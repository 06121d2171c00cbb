"""Messages of these acts: to the objector, and to who works on the objection."""

from __future__ import annotations

from datetime import datetime

from kernkracht.community.people.models import User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import holders_of
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.notices.actions import queue_email
from kernkracht.grants.applications.days import day_of

from ..letters import facts_for, office_link, tell
from ..messages import RECEIVED, WORK, ReceiptNotice, WorkNotice
from ..models import Objection
from ..subjects import subject_of


def confirm_receipt(objection: Objection, *, by: Actor, at: datetime) -> None:
    """The confirmation with the day of receipt (Awb 6:14)."""
    subject = subject_of(objection)
    notice = ReceiptNotice(
        **facts_for(objection),  # type: ignore[arg-type]  # facts by their own names
        contested=str(subject.kind),
        contested_on=subject.decided_on,
        needs_code=objection.signed_at is None and bool(objection.email),
    )
    tell(objection, RECEIVED, notice, key=f"{RECEIVED}:{objection.pk}", by=by, at=at)


def tell_office(
    objection: Objection, what: str, unique: str, *, at: datetime, permission: Permission = Permission.HANDLE_OBJECTION
) -> None:
    """Mail the handler; without one, or for deciding, everybody who holds the right here."""
    people = list(_who(objection, permission, at))
    notice = WorkNotice(
        what=what,
        number=objection.number,
        title=objection.application.title,
        reference=objection.application.number or "",
        due_on=objection.due_on,
        link=office_link(objection),
    )
    for user in people:
        queue_email(
            kind=WORK,
            context=notice,
            to_name=user.name,
            to_email=user.email,
            subject_obj=objection,
            unique_key=f"{WORK}:{objection.pk}:{unique}:{user.pk}",
            at=at,
            language=user.language,
        )


def _who(objection: Objection, permission: Permission, at: datetime) -> list[User]:
    if permission == Permission.HANDLE_OBJECTION and objection.handler_id is not None:
        return list(User.objects.filter(actor=objection.handler_id, is_active=True).order_by("pk"))
    return list(holders_of(permission, day_of(at), objection.application.village))
