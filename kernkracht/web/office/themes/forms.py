"""The form of one theme."""

from __future__ import annotations

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.design_system.fields import DutchDateField
from kernkracht.web.office.facts import FactsForm


class ThemeForm(FactsForm):
    label = forms.CharField(label=_("Hoe heet het thema?"), max_length=80, help_text=_("Bijvoorbeeld: Wegen en paden."))
    sort_order = forms.IntegerField(label=_("Plaats in lijsten"), min_value=0, max_value=9999, initial=0)
    valid_from = DutchDateField(label=_("Te kiezen vanaf"), initial=timezone.localdate)
    valid_until = DutchDateField(
        label=_("Te kiezen tot en met"),
        required=False,
        help_text=_("Laat leeg zolang het thema in gebruik is. Wat er al over gaat, blijft staan."),
    )
