"""One message: its page, Factor C, planning, sending to groups, closing and evaluating."""

from __future__ import annotations

from typing import Any

from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from kernkracht.community.channels import actions
from kernkracht.community.channels.models import ChannelUse, GroupDelivery, MessagePlan
from kernkracht.community.channels.permissions import may_go_out, takes_channels
from kernkracht.community.channels.queries import group_standings, standing_beside_message
from kernkracht.foundation.audit.queries import history_of, sentence_of
from kernkracht.web.office.access import officer
from kernkracht.web.office.acting import act_page
from kernkracht.web.office.channels.shared import ACT, by, manages_channels, posted, reads_channels, village_named
from kernkracht.web.office.partners.forms import SureForm

from ..forms import FactorCForm, GroupsForm, LessonForm, MessageForm, PlanForm, ReasonForm
from ..shared import act_of, act_on, found, page_context

HISTORY = 30
S = MessagePlan.State


@require_safe
@reads_channels
def message(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything of one message, and what it asks for now."""
    plan = found(pk)
    context = page_context(request, "office_message_plans")
    uses = list(plan.uses.select_related("channel__kind"))
    deliveries = list(plan.deliveries.order_by("pk"))
    context |= {
        "plan": plan,
        "audiences": list(plan.audiences.all()),
        "uses": uses,
        "next": _next_step(plan, uses),
        "others": standing_beside_message(plan, context["today"]) if takes_channels(plan) else [],
        "takes_channels": takes_channels(plan),
        "goes_out": may_go_out(plan),
        "mailed": sum(row.outcome == GroupDelivery.Outcome.MAILED for row in deliveries),
        "told": sum(row.outcome == GroupDelivery.Outcome.TOLD for row in deliveries),
        "without": sum(row.outcome == GroupDelivery.Outcome.NO_ADDRESS for row in deliveries),
        "cost": _cost(uses),
        "history": [
            {"title": sentence_of(event), "when": event.at}
            for event in history_of(plan).order_by("-at", "-pk")[:HISTORY]
        ],
    }
    return render(request, "office/message_plans/message.html", context)


def _cost(uses: list[ChannelUse]) -> int | None:
    """What all channels of a message cost together in cents; None when nothing is known."""
    known = [use.cost_cents for use in uses if use.cost_cents is not None and use.state != ChannelUse.State.DROPPED]
    return sum(known) if known else None


def _next_step(plan: MessagePlan, uses: list[ChannelUse]) -> dict[str, str] | None:
    """The one thing to do now: what, why, and where."""
    waiting = any(use.state == ChannelUse.State.PLANNED for use in uses)
    if plan.state == S.DRAFT:
        return _step_of_draft(plan, has_channels=waiting)
    if plan.state == S.PLANNED and not waiting:
        return _step(plan, "close", _("Sluit het versturen af"), _("Er wacht geen kanaal meer."), "check")
    unscored = any(use.state == ChannelUse.State.DONE and use.score is None for use in uses)
    if plan.state == S.SENT and not unscored:
        text = _("Elk kanaal heeft een cijfer. Schrijf op wat collega’s kunnen leren.")
        return _step(plan, "evaluate", _("Rond de boodschap af"), text, "chart")
    return None


def _step_of_draft(plan: MessagePlan, *, has_channels: bool) -> dict[str, str]:
    audiences = list(plan.audiences.all())
    if not audiences or not all(audience.is_answered for audience in audiences):
        text = _("Wie moet wat weten, en waarom? Daarna kiest u de kanalen.")
        return _step(plan, "factor_c", _("Beantwoord de vragen van Factor C"), text, "users")
    if not plan.text:
        return _step(plan, "change", _("Schrijf de tekst"), _("Zonder tekst kunt u de boodschap niet plannen."), "edit")
    if not has_channels:
        text = _("Wij stellen kanalen voor die in deze dorpen en bij deze mensen werken.")
        return _step(plan, "channels", _("Kies de kanalen"), text, "bell")
    text = _("Daarna kunt u aanleveren en naar groepen sturen.")
    return _step(plan, "decide", _("Plan de boodschap"), text, "calendar")


def _step(plan: MessagePlan, page: str, title: str, text: str, icon: str) -> dict[str, str]:
    url = reverse(f"office_message_plan_{page}", args=[plan.pk])
    return {"title": title, "text": text, "url": url, "icon": icon}


@ACT
@manages_channels
def add(request: HttpRequest) -> HttpResponse:
    """First what and for whom; Factor C is the next page."""
    village = village_named(request.GET.get("dorp", "")[:100])
    form = MessageForm(posted(request), initial={"villages": [village]} if village else None)
    act = act_of(_("Nieuwe boodschap"), _("Ga verder met Factor C"), _("De boodschap is bewaard als concept."))
    made: list[MessagePlan] = []

    def draft(_data: dict[str, Any]) -> None:
        facts = form.message_facts()
        made.append(actions.draft_message(facts=facts, owner=officer(request), **by(request)))

    answer = act_page(request, form, act, draft, actions.ChannelRefusal)
    return redirect("office_message_plan_factor_c", pk=made[0].pk) if made else answer


@ACT
@manages_channels
def change(request: HttpRequest, pk: int) -> HttpResponse:
    plan = found(pk)
    form = MessageForm(posted(request), row=plan)
    title = _("%(title)s wijzigen") % {"title": plan.title}
    act = act_on(plan, title, _("Bewaar de boodschap"), _("De boodschap is bewaard."))
    return act_page(
        request,
        form,
        act,
        lambda _data: actions.change_message(plan=plan, facts=form.message_facts(), **by(request)),
        actions.ChannelRefusal,
    )


@ACT
@manages_channels
def factor_c(request: HttpRequest, pk: int) -> HttpResponse:
    """What moves each target group, and what it needs to know (R240, R241)."""
    plan = found(pk)
    form = FactorCForm(posted(request), audiences=list(plan.audiences.all()))
    act = act_on(
        plan,
        _("Factor C: %(title)s") % {"title": plan.title},
        _("Bewaar de antwoorden"),
        _("De antwoorden zijn bewaard."),
        explain=_("Wij vulden in wat voor deze doelgroepen meestal geldt. Maak het precies voor deze boodschap."),
    )
    return act_page(
        request,
        form,
        act,
        lambda _data: actions.answer_factor_c(plan=plan, answers=form.answers(), **by(request)),
        actions.ChannelRefusal,
    )


@ACT
@manages_channels
def plan_it(request: HttpRequest, pk: int) -> HttpResponse:
    """Go, unless something else stands on the topic here and nobody says why both can (R71)."""
    plan = found(pk)
    others = standing_beside_message(plan, timezone.localdate()) if plan.state == S.DRAFT else []
    form = PlanForm(posted(request), needs_reason=bool(others))
    context = page_context(request, "office_message_plans") | {
        "plan": plan,
        "others": others,
        "form": form,
        "faults": [],
    }
    if request.method == "POST" and form.is_valid():
        try:
            actions.plan_message(plan=plan, reason=form.cleaned_data.get("reason", ""), **by(request))
        except actions.StandsBesideAnother as refusal:
            faults = [{"text": str(refusal), "href": "#id_reason"}]
            context |= {"others": refusal.others, "form": PlanForm(needs_reason=True), "faults": faults}
            return render(request, "office/message_plans/plan.html", context, status=422)
        except actions.ChannelRefusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            flash.success(request, _("De boodschap is gepland."))
            return redirect("office_message_plan", pk=plan.pk)
    return render(request, "office/message_plans/plan.html", context, status=422 if form.errors else 200)


@ACT
@manages_channels
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    plan = found(pk)
    act = act_on(
        plan,
        _("%(title)s weer veranderen") % {"title": plan.title},
        _("Maak er een concept van"),
        _("De boodschap is weer een concept."),
        explain=_("Daarna kunt u de boodschap veranderen en opnieuw plannen."),
    )
    return act_page(
        request,
        SureForm(posted(request)),
        act,
        lambda _data: actions.take_back_message(plan=plan, **by(request)),
        actions.ChannelRefusal,
    )


@ACT
@manages_channels
def call_off(request: HttpRequest, pk: int) -> HttpResponse:
    plan = found(pk)
    act = act_on(
        plan,
        _("%(title)s gaat niet door") % {"title": plan.title},
        _("Zeg de boodschap af"),
        _("De boodschap gaat niet door."),
        explain=_("De gekozen kanalen vervallen. Zei u bij een kanaal al iets toe? Bel of mail dan zelf."),
        is_danger=True,
    )
    return act_page(
        request,
        ReasonForm(posted(request)),
        act,
        lambda data: actions.call_off_message(plan=plan, **data, **by(request)),
        actions.ChannelRefusal,
    )


@ACT
@manages_channels
def close(request: HttpRequest, pk: int) -> HttpResponse:
    plan = found(pk)
    act = act_on(
        plan,
        _("%(title)s is verstuurd") % {"title": plan.title},
        _("Sluit het versturen af"),
        _("De boodschap is verstuurd."),
        explain=_("Hierna geeft u elk kanaal een cijfer."),
    )
    return act_page(
        request,
        SureForm(posted(request)),
        act,
        lambda _data: actions.close_message(plan=plan, **by(request)),
        actions.ChannelRefusal,
    )


@ACT
@manages_channels
def evaluate(request: HttpRequest, pk: int) -> HttpResponse:
    plan = found(pk)
    act = act_on(
        plan,
        _("%(title)s afronden") % {"title": plan.title},
        _("Rond de boodschap af"),
        _("De boodschap is afgerond. Collega’s lezen wat u leerde bij ‘Wat werkt waar’."),
        explain=_("Hierna kunt u cijfers niet meer wijzigen."),
    )
    return act_page(
        request,
        LessonForm(posted(request)),
        act,
        lambda data: actions.evaluate_message(plan=plan, **data, **by(request)),
        actions.ChannelRefusal,
    )


@ACT
@reads_channels
def groups(request: HttpRequest, pk: int) -> HttpResponse:
    """Send to the groups of the villages in one act (R250); who has no address is listed, to call."""
    plan = found(pk)
    context = page_context(request, "office_message_plans")
    standings = group_standings(plan, context["today"])
    form = GroupsForm(posted(request), standings=standings)
    if request.method == "POST" and form.is_valid():
        try:
            sent = actions.send_to_groups(plan=plan, groups=form.cleaned_data["groups"], **by(request))
        except actions.ChannelRefusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            _say_sent(request, sent)
            return redirect("office_message_plan_groups", pk=plan.pk)
    context |= {
        "plan": plan,
        "form": form,
        "can_send": may_go_out(plan) and any(row.delivery is None or row.waits for row in standings),
        "goes_out": may_go_out(plan),
        "rows": standings,
        "to_call": [row for row in standings if row.delivery and row.delivery.outcome == "no_address"],
        "count": sum(row.waits for row in standings),
    }
    return render(request, "office/message_plans/groups.html", context, status=422 if form.errors else 200)


def _say_sent(request: HttpRequest, sent: actions.Sent) -> None:
    if sent.mailed:
        text = ngettext("Gestuurd naar %(n)d groep.", "Gestuurd naar %(n)d groepen.", sent.mailed)
        flash.success(request, text % {"n": sent.mailed})
    if sent.without:
        text = ngettext(
            "%(n)d groep heeft geen e-mailadres. Vertel het die groep zelf.",
            "%(n)d groepen hebben geen e-mailadres. Vertel het die groepen zelf.",
            sent.without,
        )
        flash.warning(request, text % {"n": sent.without})
    if not sent.mailed and not sent.without:
        flash.info(request, _("Deze groepen hadden de boodschap al. Er ging niets dubbel weg."))


@require_POST
@manages_channels
def group_told(request: HttpRequest, pk: int) -> HttpResponse:
    """A colleague called: one press, from a phone."""
    delivery = get_object_or_404(GroupDelivery.objects.select_related("plan", "group"), pk=pk)
    try:
        actions.note_group_told(delivery=delivery, **by(request))
    except actions.ChannelRefusal as refusal:
        flash.error(request, str(refusal))
    else:
        flash.success(request, _("Genoteerd: %(group)s weet het.") % {"group": delivery.group.name})
    return redirect("office_message_plan_groups", pk=delivery.plan_id)
