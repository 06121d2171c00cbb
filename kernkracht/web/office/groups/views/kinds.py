"""Kinds of groups: how they are called since when, and what the software does for them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kernkracht.community.groups import actions
from kernkracht.community.groups.models import GroupKind
from kernkracht.community.groups.queries import kind_labels

from ..access import ACT, act_on, answer, by, manages_groups, may_manage, posted, reads_groups
from ..forms import KindForm, KindSettingsForm, RenameForm


@require_safe
@reads_groups
def kind_list(request: HttpRequest) -> HttpResponse:
    """`/werk/groepen/soorten/`: all kinds with every name they had."""
    today = timezone.localdate()
    labels = kind_labels(today)
    kinds = [
        {"kind": kind, "label": labels.get(kind.pk), "names": list(kind.labels.order_by("since"))}
        for kind in GroupKind.objects.prefetch_related("labels")
    ]
    return render(request, "office/groups/kinds.html", {"kinds": kinds, "can_manage": may_manage(request)})


@ACT
@manages_groups
def add(request: HttpRequest) -> HttpResponse:
    act = act_on(
        _("Nieuwe soort groep"), _("Voeg de soort toe"), reverse("office_group_kinds"), _("De soort is toegevoegd.")
    )
    form = KindForm(posted(request))
    return answer(
        request,
        form,
        act,
        lambda: actions.add_kind(**form.cleaned_data, since=timezone.localdate(), **by(request)),
    )


def _kind(code: str) -> tuple[GroupKind, str]:
    kind = get_object_or_404(GroupKind, code=code)
    label = kind_labels(timezone.localdate()).get(kind.pk)
    return kind, label.label if label else kind.code


@ACT
@manages_groups
def change(request: HttpRequest, code: str) -> HttpResponse:
    kind, name = _kind(code)
    act = act_on(
        _("Soort “%(name)s” wijzigen") % {"name": name},
        _("Bewaar"),
        reverse("office_group_kinds"),
        _("De soort is bewaard."),
    )
    initial = {name: getattr(kind, name) for name in ("nature", "sort_order", "valid_until")}
    form = KindSettingsForm(posted(request), initial=initial)
    return answer(request, form, act, lambda: actions.change_kind(kind=kind, **form.cleaned_data, **by(request)))


@ACT
@manages_groups
def rename(request: HttpRequest, code: str) -> HttpResponse:
    kind, name = _kind(code)
    act = act_on(
        _("Andere naam voor “%(name)s”") % {"name": name},
        _("Bewaar de naam"),
        reverse("office_group_kinds"),
        _("De naam is bewaard."),
        explain=_("Pagina’s over eerdere dagen houden de naam van toen."),
    )
    form = RenameForm(posted(request))
    return answer(request, form, act, lambda: actions.rename_kind(kind=kind, **form.cleaned_data, **by(request)))
