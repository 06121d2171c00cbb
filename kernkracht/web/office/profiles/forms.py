"""How a figure is called and shown, and the files of an import."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kernkracht.community.profiles.actions import FigureFile
from kernkracht.foundation.design_system.fields import DutchDateField, LongTextField, PlainLanguage
from kernkracht.web.office.facts import FactsForm


class WordsField(forms.CharField):
    """Names with commas between them; cleans to a tuple."""

    def to_python(self, value: Any) -> Any:
        if isinstance(value, (list, tuple)):
            return tuple(value)
        return tuple(name.strip() for name in str(value or "").split(",") if name.strip())

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, (list, tuple)) else value

    def run_validators(self, value: Any) -> None:
        """The action says what does not hold; lengths of a tuple say nothing."""


class FigureForm(FactsForm):
    label = forms.CharField(
        label=_("Hoe heet het cijfer?"), max_length=80, help_text=_("Kort, zoals bewoners het zeggen.")
    )
    explanation = LongTextField(
        label=_("Wat is het?"), required=False, max_characters=400, help_text=_("Een of twee korte zinnen.")
    )
    heading = forms.CharField(
        label=_("Onder welk kopje staat het?"), max_length=60, help_text=_("Bijvoorbeeld: Wonen.")
    )
    sort_order = forms.IntegerField(label=_("Plaats in de lijst"), min_value=0, max_value=9999)
    decimals = forms.IntegerField(label=_("Cijfers achter de komma"), min_value=0, max_value=4)
    lower_limit = forms.IntegerField(
        label=_("Laat het weg als het om minder gaat dan"),
        min_value=0,
        max_value=100_000,
        help_text=_("Zoveel mensen, huishoudens of woningen. Zo is niemand te herkennen. Met 0 staat het er altijd."),
    )
    is_shown = forms.BooleanField(label=_("Laat dit cijfer aan iedereen zien"), required=False)
    valid_until = DutchDateField(
        label=_("Te zien tot en met"), required=False, help_text=_("Laat leeg zolang het cijfer in gebruik is.")
    )
    columns = WordsField(
        label=_("Namen van de kolom in bestanden"),
        required=False,
        help_text=_("Met komma’s ertussen. Het CBS verandert deze namen soms."),
    )


class ImportForm(PlainLanguage, forms.Form):
    file = forms.FileField(
        label=_("CSV-bestand met cijfers per buurt"),
        help_text=_("Bijvoorbeeld “Kerncijfers wijken en buurten” van het CBS, bewaard als CSV UTF-8."),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )
    mapping = forms.FileField(
        label=_("CSV-bestand met buurten en dorpen"),
        help_text=_("Twee kolommen: buurtcode en kern. Andere kolommen mogen erbij staan."),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )
    on = DutchDateField(
        label=_("Van welke dag zijn de cijfers?"), help_text=_("De peildatum, bijvoorbeeld 1 januari 2024.")
    )
    source = forms.CharField(
        label=_("Waar komen de cijfers vandaan?"),
        max_length=200,
        help_text=_("Dit staat bij elk cijfer. Bijvoorbeeld: CBS, Kerncijfers wijken en buurten 2024."),
    )
    skip = WordsField(
        label=_("Welke kolommen slaan wij over?"), required=False, help_text=_("Namen met komma’s ertussen.")
    )
    only = WordsField(
        label=_("Of welke kolommen nemen wij alleen?"),
        required=False,
        help_text=_("Laat leeg om alle cijfers te nemen."),
    )
    weights = forms.FileField(
        label=_("Tweede bestand, voor gemiddelden"),
        required=False,
        help_text=_("Alleen nodig als het eerste bestand geen inwoners of huishoudens heeft."),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )
    check = forms.BooleanField(label=_("Kijk eerst alleen na, verander nog niets"), required=False)

    def facts(self) -> FigureFile:
        data = self.cleaned_data
        return FigureFile(
            content=data["file"].read(),
            mapping=data["mapping"].read(),
            on=data["on"],
            source=data["source"],
            name=data["file"].name,
            only=data["only"],
            skip=data["skip"],
            weights=data["weights"].read() if data["weights"] else b"",
        )
