"""Writing, publishing and giving back."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kernkracht.community.people.models import User
from kernkracht.community.themes.models import Theme
from kernkracht.community.themes.queries import themes_on
from kernkracht.editorial.lessons.models import Approach, Lesson
from kernkracht.editorial.pages.actions import NewPicture, PageFacts
from kernkracht.editorial.pages.models import Audience, PageVersion
from kernkracht.foundation.design_system.fields import DutchDateField, LongTextField, PlainLanguage
from kernkracht.foundation.design_system.widgets import CounterTextarea, RichTextarea, UploadInput
from kernkracht.web.office.facts import FactsForm, VillagesField

LONGEST_BODY = 20_000
PICTURES = ".jpg,.jpeg,.png"
CLOCK = re.compile(r"(\d{1,2})[.:](\d{2})")


class TextForm(FactsForm):
    """A text of any kind. `picture_only` takes a picture into the text before the rest is looked at."""

    names_people = True
    title = forms.CharField(label=_("Titel"), max_length=150)
    summary = LongTextField(
        label=_("Samenvatting"),
        required=False,
        max_characters=300,
        rows=2,
        help_text=_("Eén of twee zinnen. Ze staan boven de tekst en in lijsten."),
    )
    body = LongTextField(
        label=_("Tekst"),
        max_characters=LONGEST_BODY,
        widget=RichTextarea(
            LONGEST_BODY,
            picture_url=reverse_lazy("office_picture_add"),
            film_url=reverse_lazy("office_film_choices"),
            new_film_url=reverse_lazy("office_film_add"),
        ),
    )
    picture_file = forms.FileField(
        label=_("Beeld boven de tekst"),
        required=False,
        widget=UploadInput(accept=PICTURES),
        help_text=_("JPG of PNG, tot 10 MB. Laat alleen mensen zien die dat goedvinden."),
    )
    picture_alt = forms.CharField(
        label=_("Wat is er op het beeld te zien?"),
        required=False,
        max_length=250,
        help_text=_("Voor mensen die het beeld niet zien. Bijvoorbeeld: kinderen planten een boom op het plein."),
    )
    no_picture = forms.BooleanField(label=_("Haal het beeld boven de tekst weg"), required=False)
    text_picture_file = forms.FileField(label=_("Beeld"), required=False, widget=UploadInput(accept=PICTURES))
    text_picture_alt = forms.CharField(label=_("Wat is er te zien?"), required=False, max_length=250)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    OWN = ("title", "summary", "body", "picture_file", "picture_alt", "no_picture")
    LAST = ("text_picture_file", "text_picture_alt", "seen")

    def __init__(
        self, *args: Any, version: PageVersion | None = None, picture_only: bool = False, **kwargs: Any
    ) -> None:
        self.version, self.picture_only = version, picture_only
        if version is not None:
            own = {name: getattr(version, name) for name in ("title", "summary", "body")} | {"seen": version.number}
            kwargs["initial"] = own | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        if version is None or version.picture is None:
            del self.fields["no_picture"]

    def full_clean(self) -> None:
        if not self.picture_only:
            return super().full_clean()
        self._errors, self.cleaned_data = ErrorDict(), {}
        return None

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("picture_file") and not data.get("picture_alt"):
            self.add_error("picture_alt", _("Beschrijf wat er te zien is. Mensen die het beeld niet zien, horen dat."))
        if data.get("text_picture_file"):
            self.add_error(
                "text_picture_file",
                _("Kies het beeld nog een keer en druk eerst op “Voeg dit beeld toe aan de tekst”."),
            )
        return data

    def page_facts(self) -> PageFacts:
        data = self.cleaned_data
        kept = None if data.get("no_picture") or self.version is None else self.version.picture
        sent = data.get("picture_file")
        upload = NewPicture(sent, sent.name, data["picture_alt"]) if sent else None
        return PageFacts(data["title"], data["body"], data["summary"], kept, upload)

    def questions(self) -> list[Any]:
        """The fields of the text and of its kind; the picture for inside the text stands apart."""
        return [self[name] for name in self.fields if name not in self.LAST]

    def text_picture(self) -> list[Any]:
        return [self["text_picture_file"], self["text_picture_alt"]]


class NewsForm(TextForm):
    villages = VillagesField(
        label=_("Voor welke dorpen is dit nieuws?"),
        help_text=_("Kies niets als het nieuws voor de hele gemeente is."),
    )
    theme = forms.ModelChoiceField(
        label=_("Waar gaat het over?"), queryset=Theme.objects.none(), required=False, empty_label=_("Geen thema")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["theme"].queryset = themes_on(timezone.localdate())  # type: ignore[attr-defined] # a field of rows
        self.order_fields(["title", "summary", "villages", "theme"])


def audience_field(initial: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Voor wie is de tekst?"), choices=Audience.choices, initial=initial, widget=forms.RadioSelect
    )


class LessonForm(TextForm):
    names_people = False
    unchecked = frozenset({"title", "picture_alt", "text_picture_alt"})
    villages = VillagesField(label=_("In welk dorp leerde u dit?"), required=True)
    approach = forms.ModelChoiceField(
        label=_("Welke aanpak was het?"), queryset=Approach.objects.none(), empty_label=_("Kies een aanpak")
    )
    outcome = forms.ChoiceField(label=_("Hoe ging het?"), choices=Lesson.Outcome.choices, widget=forms.RadioSelect)
    why = LongTextField(label=_("Waarom ging het zo?"), max_characters=500)
    audience = audience_field(Audience.INTERNAL)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["approach"].queryset = Approach.objects.filter(is_active=True)  # type: ignore[attr-defined] # a field of rows
        self.order_fields(["title", "villages", "approach", "outcome", "why", "summary", "body"])


class StoryForm(TextForm):
    villages = VillagesField(label=_("Over welke dorpen gaat het?"))
    coordinator = forms.ModelChoiceField(
        label=_("Welke contactpersoon van het dorp werkte mee?"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Kies een collega"),
        help_text=_("Allebei de namen staan bij het verhaal."),
    )
    officer = forms.ModelChoiceField(
        label=_("Welke collega voerde het uit?"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Kies een collega"),
    )
    audience = audience_field(Audience.PUBLIC)
    shows_people = forms.BooleanField(
        label=_("Er zijn mensen herkenbaar in de tekst of op beeld"), required=False, initial=True
    )
    people_agree = forms.BooleanField(
        label=_("Iedereen die herkenbaar is, vindt precies deze tekst en beelden goed"),
        required=False,
        help_text=_("Zonder dit vinkje kan het verhaal niet worden gepubliceerd."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("coordinator", "officer"):
            self.fields[name].queryset = User.objects.filter(is_staff=True, is_active=True)  # type: ignore[attr-defined] # the same


class PublishForm(PlainLanguage, forms.Form):
    """When a text is on the website. Empty: now, and until something else counts."""

    from_day = DutchDateField(label=_("Vanaf welke dag?"), required=False, help_text=_("Laat leeg voor nu meteen."))
    from_time = forms.CharField(
        label=_("Hoe laat?"),
        required=False,
        max_length=5,
        help_text=_("Bijvoorbeeld 9.00. Leeg: aan het begin van de dag."),
    )
    until = DutchDateField(
        label=_("Tot en met welke dag?"), required=False, help_text=_("Laat leeg als de tekst mag blijven staan.")
    )

    def clean_from_time(self) -> time | None:
        typed = str(self.cleaned_data["from_time"]).strip()
        if not typed:
            return None
        found = CLOCK.fullmatch(typed)
        if found is None or int(found[1]) > 23 or int(found[2]) > 59:
            raise ValidationError(_("Vul een tijd in zoals 9.00 of 14.30."))
        return time(int(found[1]), int(found[2]))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("from_time") is not None and not data.get("from_day") and "from_day" not in self.errors:
            self.add_error("from_day", _("Vul ook de dag in bij deze tijd."))
        return data

    def moments(self) -> tuple[datetime | None, datetime | None]:
        """From and until; the last day counts whole."""
        data = self.cleaned_data
        day, last = data["from_day"], data["until"]
        begins = datetime.combine(day, data["from_time"] or time()) if day else None
        ends = datetime.combine(last + timedelta(days=1), time()) if last else None
        return timezone.make_aware(begins) if begins else None, timezone.make_aware(ends) if ends else None


class ReasonForm(PlainLanguage, forms.Form):
    reason = LongTextField(label=_("Wat moet er anders?"), max_characters=1000, widget=CounterTextarea(1000))
