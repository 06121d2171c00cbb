"""What officers fill in. The domain refuses; these only read what was typed and keep it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kernkracht.community.people.models import User
from kernkracht.editorial.pages.models import Audience
from kernkracht.foundation.design_system.fields import DutchDateField, EuroField, PlainLanguage
from kernkracht.foundation.money.amounts import MAX_CENTS
from kernkracht.grants.settlements.models import ChangeGround, LowerGround

LONG = forms.Textarea(attrs={"rows": 6})


class NothingForm(PlainLanguage, forms.Form):
    """An act without questions."""


class PaperForm(PlainLanguage, forms.Form):
    received_on = DutchDateField(label=_("Wanneer kwam het verslag binnen?"))


class ReasonForm(PlainLanguage, forms.Form):
    """One reason; the question comes from the act."""

    reason = forms.CharField(widget=LONG, max_length=2000)

    def __init__(self, *args: Any, question: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = question


class LowerForm(PlainLanguage, forms.Form):
    settled = EuroField(label=_("Op welk bedrag stelt u vast?"), min_cents=-MAX_CENTS)
    ground = forms.ChoiceField(label=_("Op welke grond?"), choices=LowerGround.choices, widget=forms.RadioSelect)
    weighing = forms.CharField(
        label=_("Waarom is deze verlaging redelijk?"),
        help_text=_(
            "Lager vaststellen mag, het hoeft niet. Wat ging er wel goed? Hoe ernstig is het? Kon de ontvanger er iets "
            "aan doen? Wat betekent dit voor hem? Deze tekst staat in de brief."
        ),
        widget=LONG,
        max_length=5000,
    )


class ChangeForm(PlainLanguage, forms.Form):
    settled = EuroField(
        label=_("Op welk bedrag stelt u nu vast?"),
        help_text=_("Trekt u de vaststelling helemaal in? Vul dan 0 in."),
        min_cents=-MAX_CENTS,
    )
    ground = forms.ChoiceField(label=_("Op welke grond?"), choices=ChangeGround.choices, widget=forms.RadioSelect)
    breach_on = DutchDateField(
        label=_("Op welke dag is de plicht niet nagekomen?"),
        help_text=_("Alleen bij een plicht die na de vaststelling bleef gelden."),
        required=False,
    )
    weighing = forms.CharField(
        label=_("Waarom is deze wijziging redelijk?"),
        help_text=_("Wijzigen mag, het hoeft niet. Deze tekst staat in de brief."),
        widget=LONG,
        max_length=5000,
    )


class RepaymentForm(PlainLanguage, forms.Form):
    amount = EuroField(label=_("Hoeveel kwam er terug?"), min_cents=-MAX_CENTS)
    received_on = DutchDateField(label=_("Op welke dag stond het op onze rekening?"))


class SetOffForm(PlainLanguage, forms.Form):
    obligation = forms.ChoiceField(label=_("Met welke betaling?"), widget=forms.RadioSelect)
    same_activity = forms.BooleanField(label=_("Beide subsidies zijn voor dezelfde activiteit."), required=False)

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["obligation"]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices


class StoryForm(PlainLanguage, forms.Form):
    title = forms.CharField(label=_("Titel"), max_length=150)
    text = forms.CharField(
        label=_("Het verhaal"),
        help_text=_("Noem geen namen. De aanvrager leest precies deze tekst en zegt ja of nee."),
        widget=forms.Textarea(attrs={"rows": 12}),
        max_length=5000,
    )
    photos = forms.MultipleChoiceField(label=_("Foto’s"), required=False, widget=forms.CheckboxSelectMultiple)
    coordinator = forms.ModelChoiceField(
        label=_("Welke contactpersoon van het dorp werkte mee?"),
        queryset=User.objects.none(),
        empty_label=_("Kies een collega"),
        help_text=_("Allebei de namen staan bij het verhaal."),
    )
    officer = forms.ModelChoiceField(
        label=_("Welke collega begeleidde het plan?"), queryset=User.objects.none(), empty_label=_("Kies een collega")
    )
    audience = forms.ChoiceField(
        label=_("Voor wie is het verhaal?"),
        choices=Audience.choices,
        initial=Audience.PUBLIC,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, photos: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("coordinator", "officer"):
            self.fields[name].queryset = User.objects.filter(is_staff=True, is_active=True)  # type: ignore[attr-defined] # a field of rows
        field = self.fields["photos"]
        if photos and isinstance(field, forms.MultipleChoiceField):
            field.choices = photos
        else:
            del self.fields["photos"]
