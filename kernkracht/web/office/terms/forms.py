"""What officers fill in about terms, outages, channels and legal settings. The domain refuses; these only read."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.deadlines.models import Channel
from kernkracht.foundation.design_system.fields import DutchDateField, LongTextField, PlainLanguage
from kernkracht.foundation.design_system.widgets import OptionCards, OptionTicks
from kernkracht.foundation.legal_settings.declarations import Declaration, Value
from kernkracht.foundation.official_channels.models import MessageKind
from kernkracht.grants.applications.actions import SUSPENSION_GROUNDS
from kernkracht.grants.applications.models import NoticeOfDefault, Suspension

REASON = 2000
NO_EXCEPTION = ("", _("Nee, de dwangsom telt gewoon"))


class ExtendForm(PlainLanguage, forms.Form):
    named_on = DutchDateField(label=_("Op welke dag beslist u uiterlijk?"), help_text=_("Kies een dag die u haalt."))
    reason = LongTextField(
        label=_("Waarom lukt het niet op tijd?"),
        help_text=_("Dit staat in de brief aan de aanvrager."),
        max_characters=REASON,
    )


class SuspendForm(PlainLanguage, forms.Form):
    ground = forms.ChoiceField(
        label=_("Waarom staat de termijn stil?"),
        choices=[(code, Suspension.Ground(code).label) for code in SUSPENSION_GROUNDS],
        widget=OptionCards(),
    )
    starts_on = DutchDateField(
        label=_("Vanaf welke dag?"),
        help_text=_("Bij instemming: de dag waarop de aanvrager schreef dat uitstel goed is. Anders: de eerste dag."),
    )
    until = DutchDateField(
        label=_("Tot en met welke dag, op zijn laatst?"),
        help_text=_("De termijn loopt daarna vanzelf weer. U kunt hem ook eerder laten lopen."),
    )
    reason = LongTextField(
        label=_("Wat is er aan de hand?"),
        help_text=_("Dit staat in de brief aan de aanvrager."),
        max_characters=REASON,
    )


class EndSuspensionForm(PlainLanguage, forms.Form):
    sure = forms.BooleanField(label=_("De termijn loopt vanaf vandaag weer."))


class DefaultNoticeForm(PlainLanguage, forms.Form):
    received_on = DutchDateField(label=_("Wanneer kwam de ingebrekestelling binnen?"))
    channel = forms.ChoiceField(
        label=_("Hoe kwam zij binnen?"),
        choices=[row for row in NoticeOfDefault.Channel.choices if row[0] != NoticeOfDefault.Channel.WEBSITE],
        widget=OptionCards(),
    )
    no_penalty = forms.ChoiceField(
        label=_("Geldt er een uitzondering?"),
        choices=[NO_EXCEPTION, *NoticeOfDefault.NoPenalty.choices],
        widget=OptionCards(),
        required=False,
    )
    no_penalty_reason = LongTextField(label=_("Waarom geldt die uitzondering?"), max_characters=REASON, required=False)


class WaiveForm(PlainLanguage, forms.Form):
    no_penalty = forms.ChoiceField(
        label=_("Welke uitzondering geldt?"), choices=NoticeOfDefault.NoPenalty.choices, widget=OptionCards()
    )
    no_penalty_reason = LongTextField(label=_("Waarom geldt die uitzondering?"), max_characters=REASON)


class OutageForm(PlainLanguage, forms.Form):
    channels = forms.MultipleChoiceField(label=_("Wat werkt niet?"), choices=Channel.choices, widget=OptionTicks())
    start_day = DutchDateField(label=_("Op welke dag begon het?"))
    start_time = forms.TimeField(label=_("Hoe laat?"), help_text=_("Bijvoorbeeld 14:30."))
    end_day = DutchDateField(
        label=_("Op welke dag was het voorbij?"), help_text=_("Duurt het nog? Laat dit leeg."), required=False
    )
    end_time = forms.TimeField(label=_("Hoe laat was het voorbij?"), required=False)
    notice = LongTextField(
        label=_("Wat moeten bezoekers weten?"),
        help_text=_("Dit staat boven elke pagina zolang de storing duurt. Zeg ook hoe het wel kan."),
        max_characters=500,
    )

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or {}
        if bool(clean.get("end_day")) != bool(clean.get("end_time")) and not self.errors:
            self.add_error("end_time", _("Vul dag en tijd allebei in, of laat ze allebei leeg."))
        return clean


class EndOutageForm(PlainLanguage, forms.Form):
    end_day = DutchDateField(label=_("Op welke dag was het voorbij?"))
    end_time = forms.TimeField(label=_("Hoe laat?"), help_text=_("Bijvoorbeeld 14:30."))


def moment(data: dict[str, Any], which: str) -> datetime | None:
    """The moment that two fields name, in the time of the Netherlands; None when they are empty."""
    day, time = data.get(f"{which}_day"), data.get(f"{which}_time")
    if day is None or time is None:
        return None
    return timezone.make_aware(datetime.combine(day, time))


class ChannelForm(PlainLanguage, forms.Form):
    kind = forms.ChoiceField(label=_("Voor welk soort bericht?"), choices=MessageKind.choices, widget=OptionCards())
    channel = forms.ChoiceField(label=_("Op welke manier?"), choices=Channel.choices, widget=OptionCards())
    address = forms.CharField(
        label=_("Op welk adres?"),
        help_text=_("Een e-mailadres, of het adres van een pagina, zoals /geld/."),
        max_length=200,
    )
    designated_from = DutchDateField(label=_("Vanaf welke dag?"))
    decision = forms.CharField(
        label=_("Welk besluit wijst dit aan?"),
        help_text=_("Naam en datum, en waar het staat."),
        max_length=200,
    )


class EndChannelForm(PlainLanguage, forms.Form):
    last_day = DutchDateField(label=_("Wat is de laatste dag?"))


class EquatedDayForm(PlainLanguage, forms.Form):
    day = DutchDateField(label=_("Welke dag telt als feestdag?"))
    name = forms.CharField(label=_("Hoe heet die dag?"), max_length=80)
    decree = forms.CharField(
        label=_("Welk besluit stelt de dag gelijk?"), help_text=_("Bijvoorbeeld: Stb. 2026, 123."), max_length=200
    )


class SettingForm(PlainLanguage, forms.Form):
    """Another value of one setting, from a day on. Rows of numbers are typed with a comma or a space between."""

    value = forms.CharField(label=_("Nieuwe waarde"), max_length=100)
    valid_from = DutchDateField(label=_("Vanaf welke dag geldt die?"))
    source = forms.CharField(
        label=_("Waar rust dit op?"), help_text=_("Een artikel, besluit of publicatie."), max_length=200
    )

    def __init__(self, *args: Any, declaration: Declaration, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sample, self.is_money = declaration.defaults[0][1], declaration.is_money
        if isinstance(self.sample, bool):
            self.fields["value"] = forms.ChoiceField(
                label=_("Nieuwe waarde"), choices=[("yes", _("Ja")), ("no", _("Nee"))], widget=OptionCards()
            )
            self.order_fields(["value", "valid_from", "source"])
        elif isinstance(self.sample, list):
            self.fields["value"].help_text = _("Hele getallen met een komma ertussen, bijvoorbeeld: 50, 75, 90.")
        elif self.is_money:
            self.fields["value"].help_text = _("In hele euro’s, zonder punt of komma.")

    def clean_value(self) -> Value:
        typed = str(self.cleaned_data["value"]).strip()
        if isinstance(self.sample, bool):
            return typed == "yes"
        if isinstance(self.sample, str):
            return typed
        words = typed.replace(",", " ").split() if isinstance(self.sample, list) else [typed]
        if not words or not all(word.isascii() and word.isdigit() and len(word) < 10 for word in words):
            raise forms.ValidationError(_("Vul een heel getal in, zonder punt of komma erin."))
        numbers = [int(word) * (100 if self.is_money else 1) for word in words]
        return numbers if isinstance(self.sample, list) else numbers[0]


def suggested_day(due_on: date) -> date:
    """Four weeks later than what holds now: a first suggestion for a letter that names another day."""
    return date.fromordinal(due_on.toordinal() + 28)
