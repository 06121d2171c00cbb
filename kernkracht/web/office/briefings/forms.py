"""Forms about briefings and about joining."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kernkracht.accountability.briefings.models import LONGEST_REASON
from kernkracht.community.people.models import User
from kernkracht.community.villages.models import Village
from kernkracht.foundation.design_system.fields import LongTextField, PlainLanguage
from kernkracht.web.office.facts import FactsForm
from kernkracht.web.office.villages.forms import SureForm

__all__ = ["EndForm", "JoinForm", "SeriesForm", "SureForm"]


class SeriesForm(PlainLanguage, forms.Form):
    alderman = forms.ModelChoiceField(
        label=_("Voor welke wethouder?"), queryset=User.objects.none(), empty_label=_("Kies een wethouder")
    )

    def __init__(self, *args: Any, aldermen: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = User.objects.filter(pk__in=[user.pk for user in aldermen]).order_by("name", "email")
        self.fields["alderman"].queryset = found  # type: ignore[attr-defined] # a field of rows


class JoinForm(FactsForm):
    village = forms.ModelChoiceField(
        label=_("De wethouder van welk dorp?"), queryset=Village.objects.none(), empty_label=_("Kies een dorp")
    )
    reason = LongTextField(
        label=_("Waarom vraagt u de wethouder?"),
        max_characters=LONGEST_REASON,
        rows=3,
        help_text=_("De wethouder leest dit in een mail. Noem geen inwoners."),
    )

    def __init__(self, *args: Any, villages: list[Village], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(villages) < 2:
            del self.fields["village"]
            return
        found = Village.objects.filter(pk__in=[village.pk for village in villages])
        self.fields["village"].queryset = found  # type: ignore[attr-defined] # a field of rows


class EndForm(FactsForm):
    reason = forms.CharField(label=_("Waarom hoeft de wethouder niet meer aan te sluiten?"), max_length=LONGEST_REASON)
