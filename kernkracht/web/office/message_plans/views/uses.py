"""Channels of a message: what is suggested and why, choosing one, and what became of it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kernkracht.community.channels import actions
from kernkracht.community.channels.models import Channel, ChannelUse
from kernkracht.community.channels.permissions import takes_channels
from kernkracht.community.channels.queries import earliest_day, suggest_channels
from kernkracht.web.office.acting import act_page
from kernkracht.web.office.channels.shared import ACT, by, manages_channels, posted, reads_channels

from ..forms import DoneForm, ReasonForm, ScoreForm, UseForm
from ..shared import act_of, act_on, found, found_use, page_context

USES = "kanalen"


@require_safe
@reads_channels
def suggestions(request: HttpRequest, pk: int) -> HttpResponse:
    """Channels for this message in the order of what they are expected to do, each with its reasons (R249)."""
    plan = found(pk)
    context = page_context(request, "office_message_plans")
    wanted_on = max(plan.wanted_on, context["today"])
    groups = [audience.target_group for audience in plan.audiences.all()]
    rows = suggest_channels(list(plan.villages.all()), groups, wanted_on, context["today"])
    chosen = set(plan.uses.exclude(state=ChannelUse.State.DROPPED).order_by("pk").values_list("channel_id", flat=True))
    context |= {
        "plan": plan,
        "groups": groups,
        "rows": [row for row in rows if row.suggestion.is_in_time],
        "late": [row for row in rows if not row.suggestion.is_in_time],
        "chosen": chosen,
        "can_choose": context["can_manage"] and takes_channels(plan),
    }
    return render(request, "office/message_plans/suggestions.html", context)


@ACT
@manages_channels
def choose(request: HttpRequest, pk: int, channel_pk: int) -> HttpResponse:
    """By this channel, on a day that its lead time allows."""
    plan = found(pk)
    channel = get_object_or_404(Channel, pk=channel_pk)
    today = timezone.localdate()
    day = max(plan.wanted_on, earliest_day(channel, today))
    act = act_of(
        _("%(channel)s kiezen") % {"channel": channel.name},
        _("Kies dit kanaal"),
        _("Het kanaal is gekozen."),
        reverse("office_message_plan_channels", args=[pk]),
        explain=channel.instructions,
    )
    return act_page(
        request,
        UseForm(posted(request), channel=channel, day=day),
        act,
        lambda data: actions.choose_channel(plan=plan, channel=channel, **data, **by(request)),
        actions.ChannelRefusal,
    )


@ACT
@manages_channels
def move(request: HttpRequest, pk: int) -> HttpResponse:
    use = found_use(pk)
    title = _("%(channel)s op een andere dag") % {"channel": use.channel.name}
    act = act_on(use.plan, title, _("Bewaar de dag"), _("De dag is bewaard."), place=USES)
    return act_page(
        request,
        UseForm(posted(request), channel=use.channel, day=use.planned_on, use=use),
        act,
        lambda data: actions.move_use(use=use, **data, **by(request)),
        actions.ChannelRefusal,
    )


@ACT
@manages_channels
def finish(request: HttpRequest, pk: int) -> HttpResponse:
    use = found_use(pk)
    title = _("%(channel)s is gebeurd") % {"channel": use.channel.name}
    act = act_on(use.plan, title, _("Dit is gebeurd"), _("Het kanaal is ingezet."), place=USES)
    return act_page(
        request,
        DoneForm(posted(request), use=use, today=timezone.localdate()),
        act,
        lambda data: actions.finish_use(use=use, **data, **by(request)),
        actions.ChannelRefusal,
    )


@ACT
@manages_channels
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    use = found_use(pk)
    title = _("%(channel)s vervalt") % {"channel": use.channel.name}
    act = act_on(use.plan, title, _("Laat het vervallen"), _("Het kanaal is vervallen."), place=USES, is_danger=True)
    return act_page(
        request,
        ReasonForm(posted(request)),
        act,
        lambda data: actions.drop_use(use=use, **data, **by(request)),
        actions.ChannelRefusal,
    )


@ACT
@manages_channels
def score(request: HttpRequest, pk: int) -> HttpResponse:
    """What it did (R247)."""
    use = found_use(pk)
    form = ScoreForm(posted(request), row=use if use.score else None)
    title = _("Effect van %(channel)s") % {"channel": use.channel.name}
    act = act_on(use.plan, title, _("Bewaar het cijfer"), _("Het cijfer is bewaard."), place=USES)

    def save(_data: dict[str, Any]) -> object:
        return actions.score_use(use=use, facts=form.score_facts(), **by(request))

    return act_page(request, form, act, save, actions.ChannelRefusal)
