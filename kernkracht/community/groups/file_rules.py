"""Who may see the documents of a covenant: the office, who speaks for a party, and everybody when it is public."""

from __future__ import annotations

from kernkracht.community.people.models import User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import may
from kernkracht.foundation.documents.models import StoredDocument
from kernkracht.foundation.documents.permissions import Viewer, register_document_rule

from .models import CovenantVersion, DutyEvidence
from .queries import groups_spoken_for


@register_document_rule
def covenant_document(document: StoredDocument, viewer: Viewer) -> bool:
    versions = CovenantVersion.objects.filter(document=document)
    if versions.filter(is_public=True).exists():
        return True
    evidence = DutyEvidence.objects.filter(document=document)
    found = list(versions.order_by("pk").values_list("covenant", flat=True))
    found += list(evidence.order_by("pk").values_list("duty__version__covenant", flat=True))
    user = viewer.user
    if not found or not isinstance(user, User) or not user.is_active:
        return False
    if may(user.actor, Permission.READ_OFFICE, viewer.on):
        return True
    return groups_spoken_for(user, viewer.on).filter(covenants__in=found).exists()
