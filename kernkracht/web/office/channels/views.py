"""The register of channels, one channel, what works where, and the two lists of reference data."""

from __future__ import annotations

from datetime import date

from django.core.paginator import Paginator
from django.db.models import Avg, Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kernkracht.community.channels import actions
from kernkracht.community.channels.models import Channel, ChannelKind, ChannelUse, TargetGroup
from kernkracht.community.channels.queries import (
    all_channels,
    averages_per_village,
    effects_in,
    in_villages,
    kinds_on,
    lessons_of,
    target_groups_on,
)
from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.queries import history_of, sentence_of
from kernkracht.web.office.acting import act_page
from kernkracht.web.office.partners.forms import SureForm

from .forms import ChannelForm, ContactForm, EndForm, KindForm, TargetGroupForm
from .shared import ACT, act_of, asked, by, manages_channels, page_context, posted, reads_channels, village_named

PER_PAGE = 25
HISTORY = 30
USES_SHOWN = 12
LESSONS_SHOWN = 5


@require_safe
@reads_channels
def channels(request: HttpRequest) -> HttpResponse:
    """`/werk/kanalen/`: the toolbox, of one village on wish (R244)."""
    context = page_context(request, "office_village_channels")
    wanted = asked(request, "zoek", "dorp", "soort", "doelgroep", "stand")
    rows = _chosen(wanted, context["today"])
    context |= {
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("pagina")),
        "kinds": list(ChannelKind.objects.all()),
        "groups": list(TargetGroup.objects.all()),
        "villages": list(Village.objects.active()),
        "village": village_named(wanted["dorp"]),
        "wanted": wanted,
        "params": request.GET,
    }
    return render(request, "office/channels/list.html", context)


def _chosen(wanted: dict[str, str], today: date) -> QuerySet[Channel]:
    in_use = Channel.objects.on(today)
    found = Channel.objects.exclude(pk__in=in_use.values("pk")) if wanted["stand"] == "gestopt" else in_use
    for word in wanted["zoek"].split()[:8]:
        found = found.filter(Q(name__icontains=word) | Q(owner_name__icontains=word))
    if wanted["dorp"]:
        found = found.filter(in_villages(list(Village.objects.filter(slug=wanted["dorp"]))))
    if wanted["soort"]:
        found = found.filter(kind__code=wanted["soort"])
    if wanted["doelgroep"]:
        found = found.filter(Q(target_groups__code=wanted["doelgroep"]) | Q(target_groups=None))
    scored = Q(uses__score__isnull=False)
    rows = all_channels().filter(pk__in=found.order_by().values("pk"))
    rows = rows.annotate(average=Avg("uses__score"), scored=Count("uses", filter=scored))
    return rows.order_by("kind__sort_order", "name", "pk")


def _channel(pk: int) -> Channel:
    return get_object_or_404(all_channels(), pk=pk)


@require_safe
@reads_channels
def channel(request: HttpRequest, pk: int) -> HttpResponse:
    """One channel with what it did; who answers for it is shown to who manages channels."""
    row = _channel(pk)
    context = page_context(request, "office_village_channels")
    uses = row.uses.exclude(state=ChannelUse.State.DROPPED).select_related("plan").order_by("-planned_on", "-pk")
    figures = row.uses.aggregate(average=Avg("score"), scored=Count("score"))
    context |= {
        "channel": row,
        "has_ended": row.valid_until is not None and row.valid_until < context["today"],
        "contact": getattr(row, "contact", None) if context["can_manage"] else None,
        "uses": uses[:USES_SHOWN],
        "per_village": averages_per_village(row, context["today"]),
        "figures": figures,
        "history": [
            {"title": sentence_of(event), "when": event.at}
            for event in history_of(row).order_by("-at", "-pk")[:HISTORY]
        ],
    }
    return render(request, "office/channels/channel.html", context)


@ACT
@manages_channels
def channel_add(request: HttpRequest) -> HttpResponse:
    village = village_named(request.GET.get("dorp", "")[:100])
    form = ChannelForm(posted(request), initial={"villages": [village]} if village else None)
    act = act_of(_("Nieuw kanaal"), _("Voeg het kanaal toe"), _("Het kanaal staat in het register."))
    made: list[Channel] = []
    answer = act_page(
        request,
        form,
        act,
        lambda _data: made.append(actions.add_channel(facts=form.channel_facts(), **by(request))),
        actions.ChannelRefusal,
    )
    return redirect("office_village_channel", pk=made[0].pk) if made else answer


def _back(row: Channel) -> str:
    return reverse("office_village_channel", args=[row.pk])


@ACT
@manages_channels
def channel_change(request: HttpRequest, pk: int) -> HttpResponse:
    row = _channel(pk)
    form = ChannelForm(posted(request), row=row)
    title = _("%(name)s wijzigen") % {"name": row.name}
    act = act_of(title, _("Bewaar het kanaal"), _("Het kanaal is bewaard."), _back(row))
    return act_page(
        request,
        form,
        act,
        lambda _data: actions.change_channel(channel=row, facts=form.channel_facts(), **by(request)),
        actions.ChannelRefusal,
    )


@ACT
@manages_channels
def channel_end(request: HttpRequest, pk: int) -> HttpResponse:
    row = _channel(pk)
    act = act_of(
        _("%(name)s stopt") % {"name": row.name},
        _("Laat het kanaal stoppen"),
        _("Het kanaal is gestopt."),
        _back(row),
        explain=_("Wat het kanaal deed, blijft bewaard. De gegevens van de contactpersoon wissen wij later vanzelf."),
        is_danger=True,
    )
    form = EndForm(posted(request), initial={"last_day": timezone.localdate()})
    return act_page(
        request,
        form,
        act,
        lambda data: actions.end_channel(channel=row, **data, **by(request)),
        actions.ChannelRefusal,
    )


@ACT
@manages_channels
def channel_resume(request: HttpRequest, pk: int) -> HttpResponse:
    row = _channel(pk)
    title = _("%(name)s weer gebruiken") % {"name": row.name}
    act = act_of(title, _("Neem het weer in gebruik"), _("Het kanaal is weer in gebruik."), _back(row))
    return act_page(
        request,
        SureForm(posted(request)),
        act,
        lambda _data: actions.resume_channel(channel=row, **by(request)),
        actions.ChannelRefusal,
    )


@ACT
@manages_channels
def contact_save(request: HttpRequest, pk: int) -> HttpResponse:
    row = _channel(pk)
    form = ContactForm(posted(request), row=getattr(row, "contact", None))
    act = act_of(
        _("Contactpersoon van %(name)s") % {"name": row.name},
        _("Bewaar de contactpersoon"),
        _("De contactpersoon is bewaard."),
        _back(row),
        explain=_("Vraag of deze persoon dat goed vindt. Alleen wie over kanalen gaat, ziet deze gegevens."),
    )
    return act_page(
        request,
        form,
        act,
        lambda _data: actions.save_channel_contact(channel=row, facts=form.contact_facts(), **by(request)),
        actions.ChannelRefusal,
    )


@ACT
@manages_channels
def contact_remove(request: HttpRequest, pk: int) -> HttpResponse:
    row = _channel(pk)
    title = _("Contactpersoon van %(name)s wissen") % {"name": row.name}
    act = act_of(title, _("Wis de gegevens"), _("De gegevens zijn gewist."), _back(row), is_danger=True)
    return act_page(
        request,
        SureForm(posted(request)),
        act,
        lambda _data: actions.remove_channel_contact(channel=row, **by(request)),
        actions.ChannelRefusal,
    )


@require_safe
@reads_channels
def effects(request: HttpRequest) -> HttpResponse:
    """What works where (R247, R248): the chart is the table of kinds; below it channels and lessons."""
    context = page_context(request, "office_village_channel_effects")
    wanted = asked(request, "dorp", "doelgroep")
    village = village_named(wanted["dorp"])
    group = TargetGroup.objects.filter(code=wanted["doelgroep"]).first()
    found = effects_in(village, group, context["today"])
    place = village.name if village else _("Hele gemeente")
    context |= {
        "effects": found,
        "bars": [
            {"label": row.kind.label, "value": row.here} | ({"other": row.everywhere} if village else {})
            for row in found.kinds
        ],
        "place": place,
        "village": village,
        "group": group,
        "lessons": lessons_of(village, LESSONS_SHOWN),
        "villages": list(Village.objects.active()),
        "groups": list(TargetGroup.objects.all()),
        "wanted": wanted,
    }
    return render(request, "office/channels/effects.html", context)


@require_safe
@reads_channels
def kinds(request: HttpRequest) -> HttpResponse:
    context = page_context(request, "office_village_channel_kinds")
    in_use = set(kinds_on(context["today"]))
    rows = ChannelKind.objects.annotate(number=Count("channels"))
    context["rows"] = [{"kind": row, "in_use": row in in_use} for row in rows]
    return render(request, "office/channels/kinds.html", context)


@ACT
@manages_channels
def kind_save(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    row = get_object_or_404(ChannelKind, pk=pk) if pk else None
    form = KindForm(posted(request), row=row)
    title = _("%(name)s wijzigen") % {"name": row.label} if row else _("Nieuwe soort kanaal")
    act = act_of(title, _("Bewaar de soort"), _("De soort is bewaard."), reverse("office_village_channel_kinds"))
    return act_page(
        request,
        form,
        act,
        lambda _data: actions.save_kind(facts=form.kind_facts(), kind=row, **by(request)),
        actions.ChannelRefusal,
    )


@require_safe
@reads_channels
def target_groups(request: HttpRequest) -> HttpResponse:
    context = page_context(request, "office_target_groups")
    in_use = set(target_groups_on(context["today"]))
    context["rows"] = [{"group": row, "in_use": row in in_use} for row in TargetGroup.objects.all()]
    return render(request, "office/channels/target_groups.html", context)


@ACT
@manages_channels
def target_group_save(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    row = get_object_or_404(TargetGroup, pk=pk) if pk else None
    form = TargetGroupForm(posted(request), row=row)
    title = _("%(name)s wijzigen") % {"name": row.label} if row else _("Nieuwe doelgroep")
    act = act_of(title, _("Bewaar de doelgroep"), _("De doelgroep is bewaard."), reverse("office_target_groups"))
    return act_page(
        request,
        form,
        act,
        lambda _data: actions.save_target_group(facts=form.target_group_facts(), target_group=row, **by(request)),
        actions.ChannelRefusal,
    )
