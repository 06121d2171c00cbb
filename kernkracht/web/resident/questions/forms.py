"""Asking in three answers; the rest is for who wants to tell more."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from kernkracht.community.themes.models import Theme
from kernkracht.community.themes.queries import themes_on
from kernkracht.community.villages.models import Village
from kernkracht.foundation.design_system.fields import LongTextField, PlainLanguage
from kernkracht.participation.questions.actions import QuestionFacts
from kernkracht.participation.questions.models import PollOption, QuickPoll


class AskForm(PlainLanguage, forms.Form):
    """`website` is a trap: people do not see it, and what fills it in is no person."""

    text = LongTextField(label=_("Wat is uw vraag?"), max_characters=4000, rows=5)
    name = forms.CharField(label=_("Uw naam"), max_length=100, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    reach = forms.CharField(
        label=_("Uw e-mailadres of telefoonnummer"),
        max_length=254,
        help_text=_("Hier krijgt u het antwoord."),
        widget=forms.TextInput(attrs={"autocomplete": "email"}),
    )
    theme = forms.ModelChoiceField(
        label=_("Waar gaat het over?"), queryset=Theme.objects.none(), required=False, empty_label=_("Weet ik niet")
    )
    street = forms.CharField(
        label=_("In welke straat of op welke plek?"),
        required=False,
        max_length=150,
        help_text=_("Bijvoorbeeld: Dorpsstraat, bij de bushalte."),
    )
    photo = forms.FileField(
        label=_("Een foto"),
        required=False,
        help_text=_("Een JPG of PNG, hoogstens 10 MB. Liever geen mensen in beeld."),
        widget=forms.FileInput(attrs={"accept": ".jpg,.jpeg,.png"}),
    )
    may_publish = forms.BooleanField(
        label=_("Mijn vraag en het antwoord mogen op de website, zonder mijn naam"), required=False
    )
    longitude = forms.FloatField(required=False, min_value=3, max_value=8, widget=forms.HiddenInput)
    latitude = forms.FloatField(required=False, min_value=50, max_value=54, widget=forms.HiddenInput)
    website = forms.CharField(required=False, widget=forms.HiddenInput)
    key = forms.UUIDField(required=False, initial=uuid4, widget=forms.HiddenInput)
    seen = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, village: Village, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.village = village
        self.fields["theme"].queryset = themes_on(localdate())  # type: ignore[attr-defined] # a field of rows

    @property
    def tells_more(self) -> bool:
        """Whether the part under “meer vertellen” stands open: something in it was filled in or is wrong."""
        names = ("theme", "street", "photo", "longitude")
        return any(self.data.get(name) or name in self.errors for name in names) if self.is_bound else False

    def facts(self) -> QuestionFacts:
        data = self.cleaned_data
        reach, photo = data["reach"].strip(), data["photo"]
        return QuestionFacts(
            text=data["text"],
            name=data["name"],
            village=self.village,
            email=reach if "@" in reach else "",
            phone="" if "@" in reach else reach,
            theme=data["theme"],
            street=data["street"],
            longitude=data["longitude"],
            latitude=data["latitude"],
            may_publish=data["may_publish"],
            photo=(photo, photo.name) if photo else None,
        )


class AddForm(PlainLanguage, forms.Form):
    text = LongTextField(label=_("Wat wilt u toevoegen?"), max_characters=4000)


class NotHelpedForm(PlainLanguage, forms.Form):
    why = LongTextField(label=_("Wat mist u in het antwoord?"), max_characters=4000, required=False)


class VoteForm(PlainLanguage, forms.Form):
    """One of the options of a poll."""

    option = forms.ModelChoiceField(
        label="", queryset=PollOption.objects.none(), empty_label=None, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, poll: QuickPoll, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["option"].label = poll.text
        self.fields["option"].queryset = poll.options.all()  # type: ignore[attr-defined] # a field of rows
