"""How long this room's rows are kept, and what they hold about people."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.retention.declarations import (
    ByEmail,
    ByUser,
    DataClass,
    Keeping,
    Part,
    Personal,
    declare_keeping,
)

from .workflow import OPEN_STATES

_OF_IT = Part("objection")
_LINK = "a link that opens it"
_AFTER = Q(objection__state="decided")
"""What the office thinks before it decides is not given beforehand; after the decision it is."""

declare_keeping(
    Keeping(
        "objections.Objection",
        _("Bezwaren"),
        Part("application", data_class=DataClass.DISPUTE, ended_on="changed_at", running=Q(state__in=OPEN_STATES)),
        Personal(
            owners=(ByUser("filed_by"), ByEmail("email", Q(filed_by__isnull=True))),
            withheld={"token": _LINK, "code_digest": "a secret that signs"},
        ),
    ),
    Keeping(
        "objections.ObjectionAttachment", _("Bijlagen bij bezwaren"), Part("objection", owns=("document",)), Personal()
    ),
    Keeping("objections.ObjectionPause", _("Onderbrekingen van de termijn"), _OF_IT, Personal()),
    Keeping("objections.ObjectionDefault", _("Ingebrekestellingen over een bezwaar"), _OF_IT, Personal()),
    Keeping("objections.Hearing", _("Hoorzittingen"), _OF_IT, Personal()),
    Keeping("objections.ObjectionProposal", _("Voorstellen op bezwaar"), _OF_IT, Personal(shown=_AFTER)),
    Keeping("objections.ObjectionDecision", _("Besluiten op bezwaar"), Part("objection", owns=("letter",)), Personal()),
    Keeping(
        "objections.PenaltyDecision",
        _("Besluiten over een dwangsom"),
        Part("application", ended_on="decided_on", owns=("letter",)),
        Personal(withheld={"steps": "how the amount was counted; no words about a person"}),
    ),
)
