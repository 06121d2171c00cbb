"""What the writer of a letter fills in."""

from __future__ import annotations

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kernkracht.accountability.council_reports.actions import FIRST_YEAR, MAX_TEXT
from kernkracht.accountability.council_reports.content import LetterContent
from kernkracht.accountability.council_reports.models import CouncilLetter
from kernkracht.foundation.design_system.fields import DutchDateField, LongTextField, PlainLanguage


class StartForm(PlainLanguage, forms.Form):
    """A new letter: over which year, counted on which day."""

    year = forms.IntegerField(
        label=_("Over welk jaar gaat de brief?"),
        min_value=FIRST_YEAR,
        max_value=2999,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    as_of = DutchDateField(
        label=_("Tot en met welke dag tellen de cijfers?"),
        help_text=_("Wat na deze dag is gebeurd, telt niet mee."),
        latest=timezone.localdate,
    )


class TextsForm(PlainLanguage, forms.Form):
    """The letter's title and one free text per section; which sections there are follows from the figures."""

    title = forms.CharField(label=_("Titel van de brief"), max_length=200)

    def __init__(self, *args: object, letter: CouncilLetter, content: LetterContent, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].initial = letter.title
        self._add("opening", _("Opening van de brief"), letter)
        for section in content.sections:
            if section.key not in ("opening", "closing"):
                self._add(section.key, _("Eigen tekst bij: %s") % section.heading, letter)
        self._add("closing", _("Slot van de brief"), letter)

    def _add(self, key: str, label: object, letter: CouncilLetter) -> None:
        self.fields[key] = LongTextField(
            label=label, required=False, max_characters=MAX_TEXT, rows=5, initial=letter.sections.get(key, "")
        )
