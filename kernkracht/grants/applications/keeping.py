"""How long this room's rows are kept, and what they hold about people."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.retention.declarations import (
    ByEmail,
    ByUser,
    Case,
    Closing,
    DataClass,
    Keeping,
    Lasting,
    NoPerson,
    Part,
    Personal,
    Remains,
    declare_keeping,
)

from .models import ENDED_STATES, ApplicationState, new_token

S = ApplicationState
CODE = "a code of the scheme's rules"
_LINK = "a link that opens the case"
_OF_THE_CASE = Part("application")
_AFTER_DECISION = Q(application__state__in=ENDED_STATES)
"""What the office thinks before it decides is not given beforehand; after the decision it is."""


def _title(case: Any) -> str:
    """What the register says instead of the plan's own title."""
    return _now("Plan uit %(year)d") % {"year": case.received_on.year if case.received_on else case.created_at.year}


def _token(_case: Any) -> str:
    return new_token()


def _no(_case: Any) -> bool:
    return False


CASE = Keeping(
    "applications.GrantApplication",
    _("Aanvragen"),
    Case(
        closings=(
            Closing(DataClass.GRANTED, Q(state=S.GRANTED), "decided_on"),
            Closing(DataClass.REFUSED, Q(state=S.REFUSED), "decided_on"),
            Closing(DataClass.ABORTED, Q(state__in=[S.NOT_TREATED, S.REFERRED]), "decided_on"),
            Closing(DataClass.ABORTED, Q(state=S.WITHDRAWN), "changed_at"),
            Closing(DataClass.ABORTED, Q(state=S.DRAFT), "changed_at", by_itself="clean drafts"),
        ),
        number="number",
        account="applicant",
        remains=Remains(
            kept={
                "number": "ledger and council letters name the case by it",
                "theme": CODE,
                "activity_kind": CODE,
                "category": CODE,
                "reach": CODE,
                "refusal_ground": CODE,
                "language": "a language",
            },
            replaced={"title": _title, "token": _token, "may_publish": _no, "wants_paper": _no},
            unlinked=("applicant", "visitor", "handler", "submission_key"),
        ),
    ),
    Personal(
        owners=(
            ByUser("applicant"),
            ByEmail("contact_email", Q(applicant__isnull=True) & ~Q(state=S.DRAFT)),
        ),
        withheld={"token": _LINK, "steps_done": "which pages of the form were saved"},
    ),
)

declare_keeping(
    CASE,
    Keeping("applications.BudgetLine", _("Kosten van het plan"), _OF_THE_CASE, Personal()),
    Keeping("applications.IncomeLine", _("Ander geld voor het plan"), _OF_THE_CASE, Personal()),
    Keeping("applications.Attachment", _("Bijlagen"), Part("application", owns=("document",)), Personal()),
    Keeping(
        "applications.Companion",
        _("Mensen die meedoen of steunen"),
        _OF_THE_CASE,
        Personal(owners=(ByEmail("email"),), withheld={"token": _LINK}),
    ),
    Keeping("applications.Suspension", _("Opschortingen van de termijn"), _OF_THE_CASE, Personal()),
    Keeping(
        "applications.TermExtension",
        _("Brieven met een nieuwe dag om te beslissen"),
        Part("application", owns=("letter",)),
        Personal(),
    ),
    Keeping("applications.NoticeOfDefault", _("Ingebrekestellingen"), _OF_THE_CASE, Personal()),
    Keeping("applications.ElectronicConsent", _("Wat per e-mail mag"), _OF_THE_CASE, Personal()),
    Keeping(
        "applications.TermWarning",
        _("Waarschuwingen over de termijn, aan collega’s"),
        _OF_THE_CASE,
        NoPerson("Which colleague was told which part of a term is over."),
    ),
    Keeping("applications.CompletionRequest", _("Vragen om aan te vullen"), _OF_THE_CASE, Personal()),
    Keeping("applications.Assessment", _("Toetsingen"), _OF_THE_CASE, Personal(shown=_AFTER_DECISION)),
    Keeping("applications.Judgement", _("Oordelen"), _OF_THE_CASE, Personal(shown=_AFTER_DECISION)),
    Keeping("applications.Advice", _("Adviezen van collega’s"), _OF_THE_CASE, Personal(shown=_AFTER_DECISION)),
    Keeping("applications.Talk", _("Gesprekken over het plan"), _OF_THE_CASE, Personal()),
    Keeping("applications.DecisionProposal", _("Voorstellen"), _OF_THE_CASE, Personal(shown=_AFTER_DECISION)),
    Keeping(
        "applications.GrantDecision",
        _("Besluiten"),
        Part(
            "application",
            ended_on="carry_out_by",
            owns=("letter",),
            remains=Remains(
                kept={"refusal_ground": CODE, "ceiling_snapshot": "totals of ceilings"},
                unlinked=("proposal", "letter"),
            ),
        ),
        Personal(withheld={"ceiling_snapshot": "totals of ceilings, about nobody"}),
    ),
    Keeping(
        "applications.PublicText",
        _("Woorden om in te zoeken"),
        Part("application", remains=Remains(kept={"text": "triggers write it anew from the case", "theme": CODE})),
        Personal(withheld={"text": "the public words of the case, which is given", "theme": CODE}),
    ),
    Keeping(
        "applications.GrantedTotal",
        _("Opgetelde bedragen"),
        Lasting("pages show it; triggers keep it"),
        NoPerson("Sums per scheme, village and year."),
    ),
    Keeping(
        "applications.InterestDeclaration",
        _("Verklaringen over een eigen belang"),
        _OF_THE_CASE,
        Personal(owners=(ByUser("officer"),)),
    ),
    Keeping("applications.OfficerHousehold", _("Adres voor de toets op eigen belang"), Part("user"), Personal()),
    Keeping(
        "applications.Mandate",
        _("Mandaten"),
        Lasting("who could decide when must stay known"),
        NoPerson("A decision's reference, and amounts; who holds the post is an account."),
    ),
)
