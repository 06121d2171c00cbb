"""One form with every kind of question."""

from __future__ import annotations

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.design_system.fields import DutchDateField, EuroField, LongTextField, PlainLanguage
from kernkracht.foundation.design_system.widgets import OptionCards, OptionTicks, UploadInput


class SampleForm(PlainLanguage, forms.Form):
    name = forms.CharField(label=_("Hoe heet uw plan?"), max_length=100, help_text=_("Bijvoorbeeld: pluktuin."))
    amount = EuroField(
        label=_("Hoeveel geld vraagt u aan?"),
        help_text=_("U kunt € 100 tot en met € 2.500 aanvragen."),
        min_cents=100_00,
        max_cents=2_500_00,
    )
    start = DutchDateField(
        label=_("Wanneer begint u met uw plan?"),
        help_text=_("Bijvoorbeeld: 15 3 2027. Kies een dag na vandaag."),
        earliest=date(2026, 11, 23),
    )
    others_pay = forms.ChoiceField(
        label=_("Betaalt er nog iemand anders mee?"),
        help_text=_("Bijvoorbeeld een vereniging, een bedrijf of u zelf."),
        choices=[("no", _("Nee, alleen de gemeente")), ("yes", _("Ja, er betaalt nog iemand mee"))],
        widget=OptionCards(hints={"yes": _("We vragen dan in de volgende stap wie dat is.")}),
    )
    who = forms.MultipleChoiceField(
        label=_("Wie doen er mee?"),
        choices=[("street", _("Mensen uit de straat")), ("club", _("Een vereniging")), ("school", _("De school"))],
        widget=OptionTicks(),
        required=False,
    )
    costs = LongTextField(
        label=_("Waaraan geeft u het geld uit?"),
        help_text=_("Noem de belangrijkste kosten, met het bedrag erbij."),
        max_characters=600,
    )
    village = forms.ChoiceField(
        label=_("In welk dorp is uw plan?"),
        choices=[("", _("Kies een dorp")), ("lienden", "Lienden"), ("maurik", "Maurik"), ("zoelen", "Zoelen")],
    )
    email = forms.EmailField(label=_("Wat is uw e-mailadres?"), required=False)
    quote = forms.FileField(
        label=_("Stuur een offerte mee"),
        help_text=_("Een offerte is een brief van een bedrijf met de prijs. Een foto of pdf is goed, maximaal 10 MB."),
        widget=UploadInput(),
    )
    talk = forms.BooleanField(label=_("Ik wil ook een gesprek met mijn contactpersoon"), required=False)
