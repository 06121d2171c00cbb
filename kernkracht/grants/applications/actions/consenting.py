"""Saying yes or no to e-mail, per kind of message (Awb 2:8)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor

from ..consents import Kind, consents_of
from ..models import ElectronicConsent, GrantApplication
from .drafting import require_holder


class UnableToConsent(Exception):
    """Without an e-mail address nothing can come by e-mail."""


def set_consents(*, application: GrantApplication, kinds: Iterable[str], by: Actor, at: datetime) -> dict[Kind, bool]:
    """Let exactly these kinds of message come by e-mail; all others come on paper. Only what changes is written down.

    Raises `UnableToConsent`, `UnableToEdit`.
    """
    with transaction.atomic(durable=True):
        case = GrantApplication.objects.select_for_update().get(pk=application.pk)
        require_holder(case, by, at)
        wanted = {kind for kind in Kind if kind in set(kinds)}
        if wanted and not case.contact_email:
            raise UnableToConsent(_("Vul eerst uw e-mailadres in."))
        now = consents_of(case)
        changed = [kind for kind in Kind if now[kind] != (kind in wanted)]
        for kind in changed:
            ElectronicConsent.objects.create(application=case, kind=kind, is_given=kind in wanted, by=by, at=at)
        if changed:
            case.wants_paper = not wanted
            case.save(update_fields=["wants_paper"])
            given = ", ".join(str(kind.label) for kind in Kind if kind in wanted) or _("niets")
            record("application.consents_changed", case, by=by, at=at, ground="Awb 2:8", data={"kinds": given})
        return {kind: kind in wanted for kind in Kind}
