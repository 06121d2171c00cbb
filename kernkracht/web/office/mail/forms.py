"""What the office fills in about messages and their texts."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.design_system.fields import PlainLanguage


class ResendForm(PlainLanguage, forms.Form):
    to_email = forms.EmailField(
        label=_("Naar welk e-mailadres?"), help_text=_("Klopt het adres niet? Vul dan het goede adres in.")
    )


class BounceForm(PlainLanguage, forms.Form):
    reason = forms.CharField(
        label=_("Wat stond er in het bericht dat terugkwam?"),
        help_text=_("Bijvoorbeeld: het adres bestaat niet."),
        max_length=500,
    )


class TextForm(PlainLanguage, forms.Form):
    body = forms.CharField(label=_("Tekst"), strip=False, widget=forms.Textarea(attrs={"rows": 18}))
