"""What a receiver fills in. The domain refuses; these read what was typed and keep it."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.design_system.fields import DutchDateField, EuroField, PlainLanguage
from kernkracht.foundation.money.amounts import MAX_CENTS


class ReportForm(PlainLanguage, forms.Form):
    what_happened = forms.CharField(
        label=_("Wat is er gebeurd?"),
        help_text=_("Een paar zinnen in uw eigen woorden is genoeg. Schrijf niets over iemands gezondheid."),
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=5000,
        required=False,
    )
    people_count = forms.IntegerField(
        label=_("Hoeveel mensen deden mee?"), help_text=_("Een schatting is goed."), min_value=0, required=False
    )


class PhotoForm(PlainLanguage, forms.Form):
    photo = forms.FileField(
        label=_("Foto"),
        help_text=_("JPG of PNG, hoogstens 10 MB. Wij halen de plek waar de foto is gemaakt eruit."),
        error_messages={"required": _("Kies een foto."), "empty": _("Dit bestand is leeg. Kies een andere foto.")},
    )
    caption = forms.CharField(
        label=_("Wat ziet u op de foto?"),
        help_text=_("Zo weet ook iemand die niet ziet wat erop staat. Noem geen namen."),
        max_length=200,
        required=False,
    )


class ReceiptForm(PlainLanguage, forms.Form):
    what = forms.CharField(label=_("Wat kocht of betaalde u?"), max_length=200)
    spent_on = DutchDateField(label=_("Welke dag staat op de bon?"))
    cost_kind = forms.ChoiceField(label=_("Soort kosten"))
    amount = EuroField(label=_("Bedrag op de bon"), min_cents=-MAX_CENTS)
    file = forms.FileField(
        label=_("Foto of pdf van de bon"),
        help_text=_("JPG, PNG of pdf, hoogstens 10 MB."),
        required=False,
        error_messages={"empty": _("Dit bestand is leeg. Kies een ander bestand.")},
    )

    def __init__(self, *args: object, kinds: list[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["cost_kind"]
        if isinstance(field, forms.ChoiceField):
            field.choices = kinds


class CallOffForm(PlainLanguage, forms.Form):
    reason = forms.CharField(
        label=_("Waarom gaat het plan niet door?"), widget=forms.Textarea(attrs={"rows": 4}), max_length=1000
    )
