"""What came of a gathering."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from kernkracht.community.gatherings import actions
from kernkracht.community.gatherings.models import Gathering
from kernkracht.web.office.access import officer
from kernkracht.web.office.acting import act_page
from kernkracht.web.office.partners.forms import SureForm

from ..forms import ActionPointForm, DocumentForm, OutcomeForm
from ..shared import ACT, act_on, by, found, manages_gatherings, posted


@ACT
@manages_gatherings
def outcome(request: HttpRequest, pk: int) -> HttpResponse:
    """Close the gathering with its outcome, or write it better."""
    row = found(pk)
    is_held = row.state == Gathering.State.HELD
    do = actions.correct_outcome if is_held else actions.conclude_gathering
    act = act_on(
        row,
        _("Uitkomst van %(title)s") % {"title": row.title},
        _("Bewaar de uitkomst"),
        _("De uitkomst is bewaard."),
        explain=_("De uitkomst komt op de website.") if row.is_public else _("De uitkomst blijft binnen de gemeente."),
    )
    form = OutcomeForm(posted(request), initial={"outcome": row.outcome})
    return act_page(request, form, act, lambda data: do(gathering=row, **data, **by(request)), actions.GatheringRefusal)


@ACT
@manages_gatherings
def action_point(request: HttpRequest, pk: int) -> HttpResponse:
    row = found(pk)
    act = act_on(
        row,
        _("Actiepunt van %(title)s") % {"title": row.title},
        _("Bewaar het actiepunt"),
        _("Het actiepunt is bewaard."),
        explain=_("De collega krijgt een mail, en ziet het actiepunt bij het eigen werk."),
    )
    form = ActionPointForm(posted(request), initial={"owner": officer(request)})
    return act_page(
        request,
        form,
        act,
        lambda data: actions.add_action_point(gathering=row, **data, **by(request)),
        actions.GatheringRefusal,
    )


@ACT
@manages_gatherings
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """Which document uses the outcome (R263)."""
    row = found(pk)
    act = act_on(
        row,
        _("Document bij %(title)s") % {"title": row.title},
        _("Bewaar het document"),
        _("Het document staat erbij."),
        explain=_("Gebruikt u de uitkomst voor een nota of plan? Is de bijeenkomst openbaar? Dan ziet iedereen dit."),
    )
    return act_page(
        request,
        DocumentForm(posted(request)),
        act,
        lambda data: actions.link_document(gathering=row, **data, **by(request)),
        actions.GatheringRefusal,
    )


@ACT
@manages_gatherings
def ask_feedback(request: HttpRequest, pk: int) -> HttpResponse:
    row = found(pk)
    act = act_on(
        row,
        _("Vragen wat mensen vonden"),
        _("Stuur de vraag"),
        _("De vraag is verstuurd."),
        explain=_("Iedereen met een plek en een e-mailadres krijgt één keer een mail. Antwoorden zijn zonder naam."),
    )
    return act_page(
        request,
        SureForm(posted(request)),
        act,
        lambda _data: actions.ask_feedback(gathering=row, **by(request)),
        actions.GatheringRefusal,
    )
