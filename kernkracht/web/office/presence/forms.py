"""Forms about being in a village, and about contact with groups."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kernkracht.community.presence.actions import PresenceFacts
from kernkracht.community.presence.models import ContactMoment, PlaceKind, Presence
from kernkracht.community.villages.models import Village
from kernkracht.foundation.design_system.fields import DutchDateField, LongTextField
from kernkracht.web.office.clock import ClockField
from kernkracht.web.office.facts import FactsForm


class PresenceForm(FactsForm):
    """Where somebody is, and when; everybody reads it."""

    village = forms.ModelChoiceField(
        label=_("In welk dorp?"), queryset=Village.objects.none(), empty_label=_("Kies een dorp")
    )
    place_kind = forms.ChoiceField(label=_("Wat voor plek?"), choices=PlaceKind.choices, widget=forms.RadioSelect)
    place = forms.CharField(
        label=_("Waar precies?"), max_length=150, help_text=_("Bijvoorbeeld: dorpshuis, grote zaal.")
    )
    day = DutchDateField(label=_("Op welke dag?"))
    starts = ClockField(label=_("Van hoe laat?"))
    ends = ClockField(label=_("Tot hoe laat?"))
    note = forms.CharField(
        label=_("Wilt u er iets bij zeggen?"), required=False, max_length=200, help_text=_("Dit staat op de website.")
    )

    def __init__(self, *args: Any, villages: QuerySet[Village], row: Presence | None = None, **kwargs: Any) -> None:
        initial = kwargs.pop("initial", None) or {}
        if row is not None:
            starts, ends = timezone.localtime(row.starts_at), timezone.localtime(row.ends_at)
            initial |= {name: getattr(row, name) for name in ("village", "place_kind", "place", "note")}
            initial |= {"day": starts.date(), "starts": starts.time(), "ends": ends.time()}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["village"].queryset = villages  # type: ignore[attr-defined] # a field of rows

    def presence_facts(self) -> PresenceFacts:
        facts: PresenceFacts = self.facts(PresenceFacts)
        return facts


class PlanForm(PresenceForm):
    """A new moment, on wish repeated."""

    times = forms.IntegerField(label=_("Hoe vaak?"), min_value=1, max_value=26, initial=1)
    every_days = forms.IntegerField(
        label=_("Om de hoeveel dagen?"),
        min_value=1,
        max_value=366,
        initial=7,
        help_text=_("7 is elke week, 14 om de week. Telt alleen als u vaker dan één keer kiest."),
    )


class CancelForm(FactsForm):
    reason = forms.CharField(label=_("Waarom bent u er niet?"), max_length=200, help_text=_("Dit staat op de website."))


class ContactForm(FactsForm):
    """That a group was spoken with, on the telephone too."""

    spoken_on = DutchDateField(label=_("Op welke dag?"))
    way = forms.ChoiceField(
        label=_("Hoe sprak u de groep?"), choices=ContactMoment.Way.choices, widget=forms.RadioSelect
    )
    about = LongTextField(
        label=_("Waar ging het over?"),
        required=False,
        max_characters=500,
        help_text=_("Alleen wat er in het dorp speelt. Geen namen en niets over personen."),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        initial = {"spoken_on": today, "way": ContactMoment.Way.VISIT}
        super().__init__(*args, initial=initial, **kwargs)
