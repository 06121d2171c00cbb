"""What is accepted of each receipt, and the reason of a decision."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kernkracht.community.groups.models import Group
from kernkracht.foundation.design_system.fields import EuroField
from kernkracht.foundation.money import format_euro
from kernkracht.grants.group_payments.actions import LineVerdict
from kernkracht.grants.group_payments.models import ClaimLine


class VerdictForm(forms.Form):
    """For each receipt an amount (filled in with the whole) and, when it is less, a reason."""

    def __init__(self, *args: Any, lines: Iterable[ClaimLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = list(lines)
        for line in self.lines:
            words = {"n": line.position, "what": line.description, "amount": format_euro(line.amount_cents)}
            self.fields[f"line-{line.pk}-accepted"] = EuroField(
                label=_("Bon %(n)d, %(what)s (%(amount)s): welk bedrag keurt u goed?") % words,
                initial=line.amount_cents,
                min_cents=0,
            )
            self.fields[f"line-{line.pk}-reason"] = forms.CharField(
                label=_("Bon %(n)d: waarom minder?") % words,
                help_text=_("Alleen als u minder goedkeurt. De groep leest dit."),
                max_length=200,
                required=False,
            )
        self.fields["note"] = forms.CharField(
            label=_("Notitie voor uw collega"), required=False, widget=forms.Textarea(attrs={"rows": 3})
        )

    def verdicts(self) -> dict[int, LineVerdict]:
        data = self.cleaned_data
        return {
            line.pk: LineVerdict(data[f"line-{line.pk}-accepted"], data[f"line-{line.pk}-reason"])
            for line in self.lines
        }


class ReasonForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Waarom?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))


class NewClaimForm(forms.Form):
    """For which group and year an officer types in a claim that came on paper."""

    group = forms.ModelChoiceField(Group.objects.none(), label=gettext_lazy("Welke groep?"))
    year = forms.TypedChoiceField(label=gettext_lazy("Kosten van welk jaar?"), coerce=int)

    def __init__(self, *args: Any, groups: Iterable[Group], years: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = Group.objects.filter(pk__in=[group.pk for group in groups]).order_by("name")
        self.fields["group"].queryset = found  # type: ignore[attr-defined]
        self.fields["year"].choices = [(year, str(year)) for year in years]  # type: ignore[attr-defined]
