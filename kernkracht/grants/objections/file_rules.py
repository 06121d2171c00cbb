"""Who may see the files and letters of an objection: the objector, who opened its mailed link, and who works on it."""

from __future__ import annotations

from allauth.account.models import EmailAddress

from kernkracht.community.people.models import User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import may
from kernkracht.foundation.documents.models import Letter, StoredDocument
from kernkracht.foundation.documents.permissions import Viewer, register_document_rule, register_letter_rule
from kernkracht.foundation.notices.models import OutboxMessage

from .models import Objection


def may_see_objection(objection: Objection, viewer: Viewer) -> bool:
    """The same rule for the page, the files and the letters of an objection."""
    if objection.token in viewer.held_tokens:
        return True
    user = viewer.user
    if not isinstance(user, User) or not user.is_active:
        return False
    if objection.filed_by_id == user.pk:
        return True
    proved = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    if objection.email and objection.email.casefold() in {email.casefold() for email in proved}:
        return True
    return works_on_objections(user, objection, viewer)


def works_on_objections(user: User, objection: Objection, viewer: Viewer) -> bool:
    village = objection.application.village
    rights = (Permission.HANDLE_OBJECTION, Permission.DECIDE_OBJECTION)
    return any(may(user.actor, right, viewer.on, village) for right in rights)


@register_document_rule
def objection_file(document: StoredDocument, viewer: Viewer) -> bool:
    found = Objection.objects.filter(attachments__document=document).order_by("pk")
    return any(may_see_objection(objection, viewer) for objection in found)


@register_letter_rule
def objection_letter(letter: Letter, viewer: Viewer) -> bool:
    about = OutboxMessage.objects.filter(letter=letter, subject_type="objections.objection").order_by("pk")
    keys = [message.subject_id for message in about]
    found = Objection.objects.filter(pk__in=keys).order_by("pk")
    return any(may_see_objection(objection, viewer) for objection in found)
