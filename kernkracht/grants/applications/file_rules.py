"""Who may see the files and letters of a case: its applicant, who opened its mailed link, and the office."""

from __future__ import annotations

from allauth.account.models import EmailAddress

from kernkracht.community.people.models import User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import may
from kernkracht.foundation.documents.models import Letter, StoredDocument
from kernkracht.foundation.documents.permissions import Viewer, register_document_rule, register_letter_rule

from .models import GrantApplication
from .queries.mine import is_applicant


def may_see_case(case: GrantApplication, viewer: Viewer) -> bool:
    """The same rule for the page, the files and the letters of a case."""
    if case.token in viewer.held_tokens:
        return True
    user = viewer.user
    if not isinstance(user, User) or not user.is_active:
        return False
    proved = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    return is_applicant(case, user, proved) or may(user.actor, Permission.READ_OFFICE, viewer.on, case.village)


@register_document_rule
def case_file(document: StoredDocument, viewer: Viewer) -> bool:
    """Attachments; also those taken away from a draft stay with who could see them."""
    case = GrantApplication.objects.select_related("village", "applicant").filter(attachments__document=document)
    return any(may_see_case(found, viewer) for found in case.order_by("pk"))


@register_letter_rule
def case_letter(letter: Letter, viewer: Viewer) -> bool:
    """The letter of a decision, and letters that were mailed or printed about the case."""
    cases = GrantApplication.objects.select_related("village", "applicant")
    by_decision = cases.filter(decisions__letter=letter)
    label = GrantApplication._meta.label_lower
    about = letter.messages.filter(subject_type=label).order_by("pk").values_list("subject_id", flat=True)
    numbers = [int(found) for found in about if found.isdigit()]
    return any(may_see_case(found, viewer) for found in [*by_decision.order_by("pk"), *cases.filter(pk__in=numbers)])
