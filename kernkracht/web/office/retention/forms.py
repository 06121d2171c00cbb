"""What the office fills in about keeping and forgetting."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.design_system.fields import DutchDateField, PlainLanguage
from kernkracht.foundation.retention.declarations import DataClass
from kernkracht.foundation.retention.models import PersonRequest


class TermForm(PlainLanguage, forms.Form):
    years = forms.IntegerField(
        label=_("Hoeveel jaar na het einde?"),
        help_text=_("Laat leeg als u ‘altijd bewaren’ kiest."),
        required=False,
        min_value=1,
        max_value=200,
    )
    for_ever = forms.BooleanField(label=_("Altijd bewaren"), required=False)
    from_january = forms.BooleanField(
        label=_("Tel vanaf 1 januari na het einde"),
        required=False,
    )
    valid_from = DutchDateField(label=_("Vanaf welke dag geldt dit?"))
    source = forms.CharField(
        label=_("Waar rust dit op?"),
        help_text=_("Bijvoorbeeld: Selectielijst gemeenten 2020, 8.2."),
        max_length=200,
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if "years" in cleaned and bool(cleaned.get("for_ever")) == (cleaned["years"] is not None):
            self.add_error("years", _now("Vul een aantal jaren in, of kies ‘altijd bewaren’. Niet allebei."))
        return cleaned


class ListForm(PlainLanguage, forms.Form):
    as_of = DutchDateField(label=_("Op welke dag moet de bewaartijd voorbij zijn?"), help_text=_("Meestal vandaag."))


class SpareForm(PlainLanguage, forms.Form):
    reason = forms.CharField(
        label=_("Waarom moet dit blijven?"),
        help_text=_("Bijvoorbeeld: er loopt een bezwaar, of het gaat naar het archief. Noem geen namen."),
        max_length=300,
    )


class ClassForm(PlainLanguage, forms.Form):
    data_class = forms.ChoiceField(
        label=_("Hoe lang bewaren wij dit?"),
        widget=forms.RadioSelect,
        choices=[(kind.value, kind.label) for kind in (DataClass.AGREEMENT, DataClass.TASK_AGREEMENT)],
    )
    reason = forms.CharField(label=_("Waarom?"), help_text=_("Noem geen namen."), max_length=300)


class RequestForm(PlainLanguage, forms.Form):
    kind = forms.ChoiceField(
        label=_("Wat vraagt deze persoon?"), widget=forms.RadioSelect, choices=PersonRequest.Kind.choices
    )
    email = forms.EmailField(
        label=_("Met welk e-mailadres?"), help_text=_("Het adres waarmee deze persoon iets bij ons aanvroeg.")
    )
    identity_checked = forms.CharField(
        label=_("Hoe zag u wie het is?"),
        help_text=_("Bijvoorbeeld: paspoort gezien aan de balie. Neem geen nummer over."),
        max_length=200,
    )
