"""Who may see the files of a report: the receiver, who opened its link, and the office."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.db.models import Q

from kernkracht.community.people.models import User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import may
from kernkracht.foundation.documents.models import StoredDocument
from kernkracht.foundation.documents.permissions import Viewer, register_document_rule
from kernkracht.grants.applications.queries import is_applicant

from .models import SpendingReport


def may_see_report(report: SpendingReport, viewer: Viewer) -> bool:
    """The same rule for the page of a report and for its files."""
    case = report.application
    if {report.token, case.token} & viewer.held_tokens:
        return True
    user = viewer.user
    if not isinstance(user, User) or not user.is_active:
        return False
    proved = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    return is_applicant(case, user, proved) or may(user.actor, Permission.READ_OFFICE, viewer.on, case.village)


@register_document_rule
def report_file(document: StoredDocument, viewer: Viewer) -> bool:
    reports = SpendingReport.objects.filter(Q(photos__document=document) | Q(lines__document=document))
    found = reports.select_related("application__village", "application__applicant").order_by("pk")
    return any(may_see_report(report, viewer) for report in found)
