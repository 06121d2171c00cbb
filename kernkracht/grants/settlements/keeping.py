"""How long this room's rows are kept, and what they hold about people."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.retention.declarations import (
    DataClass,
    Keeping,
    Part,
    Personal,
    declare_keeping,
)

from .models import RecoveryState, ReportState, SettlementState, StoryState

LINK = "a link that opens it"

declare_keeping(
    Keeping(
        "settlements.SpendingReport",
        _("Verslagen over een plan"),
        Part("application", ended_on="handed_in_on", running=Q(state__in=[ReportState.EXPECTED, ReportState.RECEIVED])),
        Personal(withheld={"token": LINK, "steps": "how the last day was counted; no words about a person"}),
    ),
    Keeping(
        "settlements.ReportPhoto",
        _("Foto’s bij een verslag"),
        Part("report", owns=("document",)),
        Personal(),
    ),
    Keeping(
        "settlements.ReceiptLine",
        _("Bonnen bij een verslag"),
        Part("report", data_class=DataClass.RECEIPT, ended_on="spent_on", owns=("document",)),
        Personal(),
    ),
    Keeping("settlements.ReportReminder", _("Herinneringen aan een verslag"), Part("report"), Personal()),
    Keeping(
        "settlements.Settlement",
        _("Vaststellingen"),
        Part("application", ended_on="decided_on", running=Q(state=SettlementState.PROPOSED), owns=("letter",)),
        Personal(shown=Q(state=SettlementState.DECIDED)),
    ),
    Keeping(
        "settlements.Recovery",
        _("Terugvorderingen"),
        Part("settlement", ended_on="ended_on", running=Q(state=RecoveryState.OPEN), owns=("letter",)),
        Personal(withheld={"steps": "how the last day was counted; no words about a person"}),
    ),
    Keeping("settlements.Repayment", _("Terugbetalingen"), Part("recovery"), Personal()),
    Keeping(
        "settlements.Story",
        _("Verhalen"),
        Part("application", ended_on="ended_on", running=Q(state__in=[StoryState.ASKED, StoryState.PUBLISHED])),
        Personal(),
    ),
    Keeping("settlements.StoryPhoto", _("Foto’s bij een verhaal"), Part("story"), Personal()),
)
