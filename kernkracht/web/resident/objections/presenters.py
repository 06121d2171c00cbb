"""What an objector reads about an objection."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kernkracht.community.gatherings.models import Gathering
from kernkracht.grants.objections.actions import running_pause
from kernkracht.grants.objections.models import Objection, ObjectionState, SubjectKind
from kernkracht.grants.objections.queries import OPEN_STATES, Contestable, due_of, subject_of

S = ObjectionState
BADGES: dict[str, tuple[str, str]] = {
    S.RECEIVED: ("", "inbox"),
    S.HANDLING: ("", "clock"),
    S.AWAITING_REPAIR: ("warn", "message"),
    S.PROPOSED: ("", "stamp"),
    S.DECIDED: ("ok", "check"),
    S.WITHDRAWN: ("", "close"),
}


ABOUT: dict[str, SubjectKind] = {
    "besluit": SubjectKind.DECISION,
    "vaststelling": SubjectKind.SETTLEMENT,
    "terugvordering": SubjectKind.RECOVERY,
    "dwangsom": SubjectKind.PENALTY,
}
"""The kinds of decision by the word in the address; letters use the same words."""
WORDS = {kind: word for word, kind in ABOUT.items()}


def choice(one: Contestable) -> dict[str, Any]:
    """A decision one can object to, with the word for its address."""
    return {"against": one, "word": WORDS[one.subject.kind]}


def shown(objection: Objection, today: date) -> dict[str, Any]:
    """The context of the page of one objection, also used for its card."""
    is_open = objection.state in OPEN_STATES
    kind, icon = BADGES[objection.state]
    hearing = (
        objection.hearings.exclude(gathering__state=Gathering.State.CANCELLED)
        .select_related("gathering")
        .order_by("-gathering__starts_at", "-pk")
        .first()
    )
    guest = hearing.gathering.invitees.order_by("pk").first() if hearing else None
    return {
        "objection": objection,
        "case": objection.application,
        "badge": {"text": objection.get_state_display(), "kind": kind, "icon": icon},
        "is_open": is_open,
        "today": today,
        "is_overdue": is_open and today > due_of(objection).due_on,
        "sentence": _sentence(objection),
        "deadline": due_of(objection) if is_open else None,
        "needs_signature": is_open and objection.signed_at is None and bool(objection.code_sent_at),
        "needs_late_reason": is_open and objection.is_late and not objection.late_reason,
        "pause": running_pause(objection) if objection.state == S.AWAITING_REPAIR else None,
        "gathering": hearing.gathering if hearing else None,
        "guest": guest,
        "decision": getattr(objection, "outcome", None),
        "attachments": objection.attachments.select_related("document").order_by("pk"),
        "facts": [
            {"label": _("Nummer"), "value": objection.number},
            {"label": _("Ontvangen op"), "value": date_format(objection.received_on, "j F Y")},
            {"label": _("Over"), "value": f"{objection.application.title} ({objection.application.number})"},
            {"label": _("Tegen"), "value": subject_of(objection).label},
        ],
    }


def _sentence(objection: Objection) -> str:
    said = {
        S.RECEIVED: _(
            "Wij hebben uw bezwaar. Een collega die niets met het besluit te maken had, gaat ermee aan de slag."
        ),
        S.HANDLING: _("Wij behandelen uw bezwaar."),
        S.AWAITING_REPAIR: _("Wij wachten op een aanvulling van u."),
        S.PROPOSED: _("Wij nemen binnenkort een besluit op uw bezwaar."),
        S.DECIDED: _("Wij hebben besloten op uw bezwaar. Lees de brief."),
        S.WITHDRAWN: _("U heeft dit bezwaar ingetrokken."),
    }
    return said[ObjectionState(objection.state)]
