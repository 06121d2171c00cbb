"""Forms about gatherings in the office."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kernkracht.community.gatherings.actions import Change, Details, KindFacts, Plan, Rhythm
from kernkracht.community.gatherings.models import (
    Audience,
    Gathering,
    GatheringKind,
    LadderRung,
    Mode,
    Slot,
    Way,
)
from kernkracht.community.gatherings.queries import local_moment, offered_kinds, possible_hosts
from kernkracht.community.people.models import User
from kernkracht.foundation.design_system.fields import DutchDateField, LongTextField, PlainLanguage
from kernkracht.foundation.design_system.widgets import UploadInput
from kernkracht.web.office.clock import ClockField
from kernkracht.web.office.facts import FactsForm, VillagesField

from .foreign import Shown

RUNGS = [("", _("Nog niet gekozen")), *LadderRung.choices]


class WordsForm(FactsForm):
    """What a gathering is about, for whom, and who signs up."""

    unchecked = frozenset({"online_url"})
    title = forms.CharField(label=_("Hoe heet de bijeenkomst?"), max_length=150)
    villages = VillagesField(label=_("Voor welke dorpen?"), help_text=_("Kies niets als het voor alle dorpen is."))
    audience = forms.ChoiceField(label=_("Voor wie?"), choices=Audience.choices, widget=forms.RadioSelect)
    host = forms.ModelChoiceField(
        label=_("Wie is gastheer of gastvrouw?"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Nog niemand gekozen"),
        help_text=_("Zijn er gesprekken per dorp? Dan is dat vanzelf de wethouder van het dorp."),
    )
    description = LongTextField(label=_("Waar gaat het over?"), required=False, max_characters=2000)
    agenda = LongTextField(label=_("Agenda"), required=False, max_characters=2000, help_text=_("Eén punt per regel."))
    rung = forms.ChoiceField(
        label=_("Trede van de participatieladder"),
        choices=RUNGS,
        required=False,
        help_text=_("Zo weten mensen wat er met hun inbreng gebeurt."),
    )
    is_public = forms.BooleanField(label=_("Zet de bijeenkomst op de website"), required=False)
    takes_sign_ups = forms.BooleanField(label=_("Mensen melden zich vooraf aan"), required=False)
    sign_ups_until = DutchDateField(
        label=_("Aanmelden kan tot en met"),
        required=False,
        help_text=_("Laat leeg als aanmelden kan tot het begin."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["host"].queryset = possible_hosts(timezone.localdate())  # type: ignore[attr-defined] # a field of rows

    def details(self) -> Details:
        data = self.cleaned_data
        last_day = data["sign_ups_until"]
        until = local_moment(last_day + timedelta(days=1), time(0)) - timedelta(minutes=1) if last_day else None
        names = ("description", "agenda", "audience", "rung", "takes_sign_ups")
        return Details(**{name: data[name] for name in names}, sign_ups_until=until)


class ChangeForm(WordsForm):
    """Of a gathering that is there: moment and way of taking part have acts of their own."""

    def __init__(self, *args: Any, row: Gathering, **kwargs: Any) -> None:
        until = timezone.localdate(row.sign_ups_until) if row.sign_ups_until else None
        super().__init__(*args, row=row, initial={"sign_ups_until": until}, **kwargs)

    def change(self) -> Change:
        data = self.cleaned_data
        return Change(
            title=data["title"],
            villages=tuple(data["villages"]),
            is_public=data["is_public"],
            host=data["host"],
            details=self.details(),
        )


class PlanForm(WordsForm):
    """A new gathering of a kind that was chosen before."""

    day = DutchDateField(label=_("Op welke dag?"))
    starts = ClockField(label=_("Van hoe laat?"))
    ends = ClockField(label=_("Tot hoe laat?"))
    mode = forms.ChoiceField(label=_("Hoe doen mensen mee?"), choices=Mode.choices, widget=forms.RadioSelect)
    place = forms.CharField(
        label=_("Waar?"), required=False, max_length=200, help_text=_("Naam van de plek en het adres.")
    )
    online_url = forms.CharField(
        label=_("Link om online mee te doen"),
        required=False,
        max_length=200,
        help_text=_("Begint met https://. Alleen wie zich aanmeldt, krijgt de link."),
    )
    offers_phone = forms.BooleanField(label=_("Mensen mogen ook kiezen dat wij ze bellen"), required=False)
    capacity = forms.IntegerField(
        label=_("Hoeveel plekken?"),
        required=False,
        min_value=1,
        max_value=5000,
        help_text=_("Leeg: zoveel als er komen."),
    )
    field_order = ("title", "villages", "audience", "day", "starts", "ends", "mode", "place", "online_url")

    def __init__(self, *args: Any, kind: GatheringKind, **kwargs: Any) -> None:
        self.kind = kind
        begin = {
            "title": kind.name,
            "audience": Audience.RESIDENTS,
            "mode": Mode.PHYSICAL,
            "is_public": kind.is_public,
            "takes_sign_ups": kind.takes_sign_ups,
            "capacity": 1 if kind.slot_minutes else None,
        }
        super().__init__(*args, initial=begin | (kwargs.pop("initial", None) or {}), **kwargs)
        if kind.slot_minutes:
            self.fields["capacity"].label = _("Hoeveel mensen per gesprek?")
            self.fields["capacity"].help_text = _("Een gesprek duurt %(minutes)d minuten.") % {
                "minutes": kind.slot_minutes
            }

    def plan(self) -> Plan:
        names = ("title", "day", "starts", "ends", "mode", "place", "online_url", "is_public", "host", "capacity")
        data = self.cleaned_data
        return Plan(
            kind=self.kind,
            villages=tuple(data["villages"]),
            details=self.details(),
            offers_phone=data["offers_phone"],
            **{name: data[name] for name in names},
        )


class SeriesForm(PlanForm):
    """The same in each village in turn (R261)."""

    villages = VillagesField(label=_("In welke dorpen?"), required=True)
    every_days = forms.IntegerField(
        label=_("Na hoeveel dagen is de volgende?"),
        min_value=0,
        max_value=366,
        initial=7,
        help_text=_("7 is elke week."),
    )
    rounds = forms.IntegerField(label=_("Hoe vaak in elk dorp?"), min_value=1, max_value=12, initial=1)

    def __init__(self, *args: Any, kind: GatheringKind, **kwargs: Any) -> None:
        initial = {"title": f"{kind.name} {{village}}"}
        super().__init__(*args, kind=kind, initial=initial, **kwargs)
        self.fields["title"].help_text = _("Op de plek van {village} komt de naam van het dorp.")
        self.fields["place"].help_text = _("Bijvoorbeeld: Dorpshuis {village}.")
        self.fields["day"].label = _("Op welke dag is de eerste?")
        del self.fields["sign_ups_until"]

    def clean(self) -> dict[str, Any]:
        return super().clean() | {"sign_ups_until": None}

    def rhythm(self) -> Rhythm:
        return Rhythm(every_days=self.cleaned_data["every_days"], rounds=self.cleaned_data["rounds"])


class MoveForm(PlainLanguage, forms.Form):
    day = DutchDateField(label=_("Op welke dag?"))
    starts = ClockField(label=_("Van hoe laat?"))
    ends = ClockField(label=_("Tot hoe laat?"))

    def __init__(self, *args: Any, row: Gathering, **kwargs: Any) -> None:
        starts, ends = timezone.localtime(row.starts_at), timezone.localtime(row.ends_at)
        initial = {"day": starts.date(), "starts": starts.time(), "ends": ends.time()}
        super().__init__(*args, initial=initial, **kwargs)


class ModeForm(PlainLanguage, forms.Form):
    mode = forms.ChoiceField(label=_("Hoe doen mensen mee?"), choices=Mode.choices, widget=forms.RadioSelect)
    place = forms.CharField(label=_("Waar?"), required=False, max_length=200)
    online_url = forms.CharField(
        label=_("Link om online mee te doen"), required=False, max_length=200, help_text=_("Begint met https://.")
    )

    def __init__(self, *args: Any, row: Gathering, **kwargs: Any) -> None:
        initial = {"mode": row.mode, "place": row.place, "online_url": row.online_url}
        super().__init__(*args, initial=initial, **kwargs)


class CancelForm(FactsForm):
    reason = LongTextField(
        label=_("Waarom gaat het niet door?"),
        max_characters=500,
        help_text=_("Wie zich aanmeldde, leest dit. Bij een openbare bijeenkomst leest iedereen het."),
    )


class GuestForm(PlainLanguage, forms.Form):
    name = forms.CharField(label=_("Wie nodigt u uit?"), max_length=150)
    email = forms.EmailField(label=_("E-mailadres"))


class SlotForm(PlainLanguage, forms.Form):
    capacity = forms.IntegerField(
        label=_("Hoeveel plekken?"), required=False, min_value=1, max_value=5000, help_text=_("Leeg: geen grens.")
    )
    ways = forms.MultipleChoiceField(
        label=_("Hoe kunnen mensen meedoen?"), choices=Way.choices, widget=forms.CheckboxSelectMultiple
    )
    link = forms.CharField(
        label=_("Eigen link voor deze tijd"),
        required=False,
        max_length=200,
        help_text=_("Leeg: de link van de bijeenkomst."),
    )

    def __init__(self, *args: Any, row: Slot, **kwargs: Any) -> None:
        initial = {"capacity": row.capacity, "ways": [str(way) for way in row.ways], "link": row.link}
        super().__init__(*args, initial=initial, **kwargs)


class OutcomeForm(PlainLanguage, forms.Form):
    outcome = LongTextField(
        label=_("Wat is er besproken, en wat kwam eruit?"),
        max_characters=5000,
        rows=8,
        help_text=_("Was de bijeenkomst openbaar? Dan leest iedereen dit. Noem geen mensen."),
    )


class ActionPointForm(PlainLanguage, forms.Form):
    text = forms.CharField(label=_("Wat gaat er gebeuren?"), max_length=300)
    owner = forms.ModelChoiceField(
        label=_("Wie doet het?"), queryset=User.objects.none(), empty_label=_("Kies een collega")
    )
    due_on = DutchDateField(label=_("Wanneer is het klaar?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        staff = User.objects.filter(is_staff=True, is_active=True)
        self.fields["owner"].queryset = staff  # type: ignore[attr-defined] # a field of rows


class DoneForm(PlainLanguage, forms.Form):
    note = forms.CharField(label=_("Wat is er gedaan?"), required=False, max_length=300)


class DocumentForm(PlainLanguage, forms.Form):
    title = forms.CharField(
        label=_("Hoe heet het document?"), max_length=200, help_text=_("Bijvoorbeeld: Nota economie.")
    )
    url = forms.CharField(label=_("Link naar het document"), required=False, max_length=200)


class CountForm(PlainLanguage, forms.Form):
    people = forms.IntegerField(
        label=_("Hoeveel mensen telde u nog meer?"),
        min_value=0,
        max_value=10_000,
        help_text=_(
            "Tel niet mee wie op de lijst staat of zich aan de deur meldde. Een nieuw aantal vervangt het oude."
        ),
    )


class KindForm(FactsForm):
    name = forms.CharField(label=_("Hoe heet deze soort?"), max_length=80)
    is_public = forms.BooleanField(label=_("Nieuwe bijeenkomsten komen op de website"), required=False)
    takes_sign_ups = forms.BooleanField(label=_("Mensen melden zich vooraf aan"), required=False)
    asks_topic = forms.BooleanField(label=_("Wie zich aanmeldt, vertelt waarover"), required=False)
    slot_minutes = forms.IntegerField(
        label=_("Gesprekken van hoeveel minuten?"),
        required=False,
        min_value=5,
        max_value=480,
        help_text=_("Laat leeg als iedereen tegelijk samenkomt."),
    )
    needs_rung = forms.BooleanField(
        label=_("Pas op de website met een trede van de participatieladder"), required=False
    )
    sort_order = forms.IntegerField(label=_("Plaats in lijsten"), min_value=0, max_value=999, initial=100)

    def kind_facts(self) -> KindFacts:
        facts: KindFacts = self.facts(KindFacts)
        return facts


class CalendarFileForm(PlainLanguage, forms.Form):
    calendar = forms.FileField(
        label=_("Agenda"),
        widget=UploadInput(accept=".ics,text/calendar"),
        help_text=_("Een .ics-bestand, bijvoorbeeld uit Outlook, Google Agenda of de website van het dorpshuis."),
    )


class TakeOverForm(FactsForm):
    """What to do with appointments of somebody else; the rows themselves stand in a table with a tick each."""

    unchecked = frozenset({"read", "place"})
    read = forms.CharField(widget=forms.HiddenInput)
    chosen = forms.TypedMultipleChoiceField(label=_("Afspraken"), coerce=int, required=False)
    kind = forms.ModelChoiceField(
        label=_("Wat voor bijeenkomsten zijn het?"),
        queryset=GatheringKind.objects.none(),
        empty_label=_("Kies een soort"),
    )
    villages = VillagesField(label=_("Voor welke dorpen?"), help_text=_("Kies niets als het voor alle dorpen is."))
    place = forms.CharField(
        label=_("Plek als die er niet bij staat"),
        required=False,
        max_length=200,
        help_text=_("Naam van de plek en het adres."),
    )
    is_public = forms.BooleanField(label=_("Zet de bijeenkomsten op de website"), required=False)

    def __init__(self, *args: Any, rows: list[Shown], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        free = [row.number for row in rows if not row.why_not and row.known is None]
        self.fields["chosen"].choices = [(number, str(number)) for number in free]  # type: ignore[attr-defined] # choices
        self.initial.setdefault("chosen", free)
        self.fields["kind"].queryset = offered_kinds()  # type: ignore[attr-defined] # a field of rows

    def ticked(self) -> set[int]:
        """The rows that are ticked as the page is shown."""
        return {int(number) for number in self["chosen"].value() or [] if str(number).isdigit()}

    def questions(self) -> list[Any]:
        return [self[name] for name in ("kind", "villages", "place", "is_public")]

    def answers(self) -> dict[str, Any]:
        """What `take_over_appointments` asks."""
        data = self.cleaned_data
        return {
            "appointments": [self.rows[number].foreign for number in data["chosen"]],
            "kind": data["kind"],
            "villages": tuple(data["villages"]),
            "place": data["place"],
            "is_public": data["is_public"],
        }
