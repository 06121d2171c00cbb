"""Forms about what partners count."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kernkracht.community.partners.models import Partner
from kernkracht.community.villages.models import Village
from kernkracht.foundation.design_system.fields import LongTextField, PlainLanguage
from kernkracht.participation.observations.models import ReportKind
from kernkracht.web.office.facts import FactsForm


class ImportForm(PlainLanguage, forms.Form):
    partner = forms.ModelChoiceField(
        label=_("Van welke partner?"), queryset=Partner.objects.none(), empty_label=_("Kies een partner")
    )
    file = forms.FileField(
        label=_("CSV-bestand met aantallen"),
        help_text=_("Vier kolommen: dorp;soort;maand;aantal. Geen namen, adressen of losse meldingen."),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        partners = Partner.objects.active(timezone.localdate()).order_by("name")
        self.fields["partner"].queryset = partners  # type: ignore[attr-defined] # a field of rows


class KindForm(FactsForm):
    label = forms.CharField(
        label=_("Hoe heet deze soort melding?"), max_length=80, help_text=_("Bijvoorbeeld: afval naast de container.")
    )
    sort_order = forms.IntegerField(label=_("Plaats in lijsten"), min_value=0, max_value=999, initial=0)
    is_active = forms.BooleanField(label=_("In gebruik"), required=False, initial=True)


class TrendForm(PlainLanguage, forms.Form):
    village = forms.ModelChoiceField(
        label=_("In welk dorp?"), queryset=Village.objects.none(), empty_label=_("Kies een dorp")
    )
    kind = forms.ModelChoiceField(
        label=_("Over welke soort?"), queryset=ReportKind.objects.none(), required=False, empty_label=_("Iets anders")
    )
    text = LongTextField(label=_("Wat ziet u?"), max_characters=1000, help_text=_("In het algemeen. Noem geen mensen."))

    def __init__(self, *args: Any, villages: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows: dict[str, Any] = {"village": villages, "kind": ReportKind.objects.filter(is_active=True)}
        for name, found in rows.items():
            self.fields[name].queryset = found  # type: ignore[attr-defined] # a field of rows
