"""What an officer fills in about an own interest."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.design_system.fields import LongTextField, PlainLanguage
from kernkracht.grants.applications.models import InterestDeclaration


class InterestForm(PlainLanguage, forms.Form):
    kind = forms.ChoiceField(
        label=_("Wat voor belang heeft u?"), choices=InterestDeclaration.Kind.choices, widget=forms.RadioSelect
    )
    explanation = LongTextField(
        label=_("Leg het kort uit"),
        help_text=_("Alleen collega’s die deze zaak behandelen lezen dit. Schrijf niet meer op dan nodig is."),
        max_characters=1000,
    )


class NothingToFillIn(PlainLanguage, forms.Form):
    """A page with only a button."""


class HouseholdForm(PlainLanguage, forms.Form):
    postcode = forms.CharField(label=_("Postcode"), help_text=_("Bijvoorbeeld: 4021 AA."), max_length=10)
    house_number = forms.CharField(label=_("Huisnummer"), help_text=_("Bijvoorbeeld: 12 of 12a."), max_length=10)
