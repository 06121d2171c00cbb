"""What officers fill in about an objection. The domain refuses; these only read what was typed and keep it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kernkracht.community.people.models import User
from kernkracht.foundation.design_system.fields import DutchDateField, EuroField, LongTextField, PlainLanguage
from kernkracht.grants.applications.refusal_grounds import GENERAL_GROUNDS
from kernkracht.grants.objections.actions import possible_outcomes
from kernkracht.grants.objections.models import (
    Channel,
    CostsOutcome,
    Objection,
    ObjectionProposal,
    Outcome,
    WaiverGround,
)
from kernkracht.grants.objections.queries import Contestable, possible_handlers
from kernkracht.web.resident.uploads import ManyFilesField

TEXT = 4000


class RegisterForm(PlainLanguage, forms.Form):
    """An objection that came on paper or at the counter."""

    channel = forms.ChoiceField(
        label=_("Hoe kwam het bezwaar binnen?"),
        choices=[(code, label) for code, label in Channel.choices if code != Channel.ONLINE],
        widget=forms.RadioSelect,
    )
    received_on = DutchDateField(label=_("Op welke dag kwam het binnen?"))
    postmark_on = DutchDateField(label=_("Welke datum staat op het poststempel?"), required=False)
    name = forms.CharField(label=_("Naam"), max_length=150)
    address = forms.CharField(label=_("Adres"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    email = forms.EmailField(label=_("E-mailadres"), required=False)
    phone = forms.CharField(label=_("Telefoonnummer"), max_length=30, required=False)
    on_behalf_of = forms.CharField(label=_("Namens wie?"), max_length=150, required=False)
    grounds = LongTextField(
        label=_("Waarom is de indiener het niet eens?"), max_characters=10_000, rows=8, required=False
    )
    late_reason = LongTextField(label=_("Waarom kwam het te laat?"), max_characters=2000, required=False)
    is_signed = forms.BooleanField(label=_("Er staat een handtekening onder"), required=False)
    attachments = ManyFilesField(label=_("Scan en bijlagen"), required=False)

    def __init__(self, *args: Any, found: Sequence[Contestable], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = {one.subject.key: one.subject for one in found}
        self.fields["against"] = forms.TypedChoiceField(
            label=_("Tegen welk besluit gaat het?"),
            choices=[(key, subject.label) for key, subject in rows.items()],
            coerce=lambda key: rows[key].row,
            widget=forms.RadioSelect,
        )
        self.order_fields(["against"])


class AssignForm(PlainLanguage, forms.Form):
    to = forms.ModelChoiceField(User.objects.none(), label=_("Wie gaat dit bezwaar behandelen?"))

    def __init__(self, *args: Any, objection: Objection, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [user.pk for user in possible_handlers(objection, today)]
        self.fields["to"].queryset = User.objects.filter(pk__in=people).order_by("name", "email")  # type: ignore[attr-defined] # a model choice


class LatenessForm(PlainLanguage, forms.Form):
    excused = forms.TypedChoiceField(
        label=_("Kon de indiener er iets aan doen dat het te laat kwam?"),
        choices=[
            ("yes", _("Nee, het is verschoonbaar: wij behandelen het")),
            ("no", _("Ja, het is niet verschoonbaar")),
        ],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    reason = LongTextField(label=_("Waarom vindt u dat?"), help_text=_("Dit komt in de brief."), max_characters=TEXT)


class RepairForm(PlainLanguage, forms.Form):
    question = LongTextField(label=_("Wat mist er?"), max_characters=TEXT, rows=5)
    days = forms.IntegerField(
        label=_("Hoeveel dagen krijgt de indiener?"), widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )


class AnswerForm(PlainLanguage, forms.Form):
    answer = LongTextField(label=_("Wat heeft de indiener aangevuld?"), max_characters=TEXT, rows=5)


class NothingForm(PlainLanguage, forms.Form):
    """Only a button."""


class ExtendForm(PlainLanguage, forms.Form):
    weeks = forms.IntegerField(
        label=_("Hoeveel weken uitstel?"), widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    reason = LongTextField(label=_("Waarom?"), help_text=_("Dit komt in de brief."), max_characters=TEXT)


class AdjournForm(PlainLanguage, forms.Form):
    until = DutchDateField(label=_("Tot en met welke dag stemde de indiener in met wachten?"))
    how = LongTextField(
        label=_("Hoe stemde de indiener in?"), help_text=_("Bijvoorbeeld: per e-mail van 3 maart."), max_characters=1000
    )


class HearingForm(PlainLanguage, forms.Form):
    day = DutchDateField(label=_("Op welke dag?"))
    start = forms.CharField(label=_("Hoe laat begint het?"), help_text=_("Bijvoorbeeld: 14.00"), max_length=5)
    end = forms.CharField(label=_("Hoe laat is het klaar?"), help_text=_("Bijvoorbeeld: 15.00"), max_length=5)
    place = forms.CharField(label=_("Waar?"), max_length=200, required=False)
    online_url = forms.CharField(label=_("Link om online mee te doen"), max_length=200, required=False)

    def clean_start(self) -> time:
        return _hour(self.cleaned_data["start"])

    def clean_end(self) -> time:
        return _hour(self.cleaned_data["end"])

    def moments(self) -> dict[str, Any]:
        """Begin, end and place, as the acts take them."""
        data = self.cleaned_data
        return {
            "starts_at": timezone.make_aware(datetime.combine(data["day"], data["start"])),
            "ends_at": timezone.make_aware(datetime.combine(data["day"], data["end"])),
            "place": data["place"],
            "online_url": data["online_url"],
        }


def _hour(text: str) -> time:
    found = re.fullmatch(r"(\d{1,2})[.:](\d{2})", text.strip())
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        raise ValidationError(_("Vul een tijd in zoals 14.00."))
    return time(int(found[1]), int(found[2]))


class ReportForm(PlainLanguage, forms.Form):
    report = LongTextField(
        label=_("Wat is er gezegd?"),
        help_text=_("Dit verslag komt in het dossier en in de brief (Awb 7:7)."),
        max_characters=20_000,
        rows=10,
    )


class WaiveForm(PlainLanguage, forms.Form):
    ground = forms.ChoiceField(
        label=_("Waarom is er geen hoorzitting?"), choices=WaiverGround.choices, widget=forms.RadioSelect
    )
    reason = LongTextField(label=_("Leg uit waarom"), help_text=_("Dit komt in de brief."), max_characters=TEXT)


class OutcomeForm(PlainLanguage, forms.Form):
    outcome = forms.ChoiceField(label=_("Wat stelt u voor?"), choices=Outcome.choices, widget=forms.RadioSelect)
    reason = LongTextField(label=_("Waarom?"), help_text=_("Dit komt in de brief."), max_characters=TEXT, rows=8)
    new_outcome = forms.ChoiceField(
        label=_("Gegrond? Wat wordt dan het nieuwe besluit?"),
        choices=[("", _("Er komt geen nieuw besluit")), *ObjectionProposal.New.choices],
        widget=forms.RadioSelect,
        required=False,
    )
    amount = EuroField(label=_("Welk bedrag krijgt de aanvrager in totaal?"), required=False)
    carry_out_by = DutchDateField(label=_("Wanneer moet het plan klaar zijn?"), required=False)
    obligations = LongTextField(label=_("Welke afspraken horen erbij?"), max_characters=2000, required=False)
    ground = forms.ChoiceField(label=_("Op welke andere grond wijst u af?"), required=False)
    costs = forms.ChoiceField(
        label=_("Vroeg de indiener om een vergoeding van kosten?"),
        choices=CostsOutcome.choices,
        widget=forms.RadioSelect,
        initial=CostsOutcome.NOT_ASKED,
    )
    costs_cents = EuroField(label=_("Welk bedrag vergoedt u?"), required=False)
    costs_reason = LongTextField(label=_("Waarom wel of niet?"), max_characters=1000, required=False)

    def __init__(self, *args: Any, objection: Objection, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._only_what_fits(objection)
        if "ground" not in self.fields:
            return
        rules = objection.application.version.criteria.exclude(refusal_ground="").order_by("pk")
        self.fields["ground"].choices = [  # type: ignore[attr-defined] # a ChoiceField has choices
            ("", _("Kies een grond")),
            *((ground.code, f"{ground.label} ({ground.article})") for ground in GENERAL_GROUNDS),
            *((rule.kind, rule.refusal_ground) for rule in rules),
        ]

    def _only_what_fits(self, objection: Objection) -> None:
        """Leave out what belongs to another kind of decision."""
        possible = possible_outcomes(objection)
        self.fields["new_outcome"].choices = [  # type: ignore[attr-defined] # a ChoiceField has choices
            ("", _("Er komt geen nieuw besluit")),
            *((one.value, one.label) for one in possible),
        ]
        labels = {
            ObjectionProposal.New.SETTLE: _("Op welk bedrag stelt u dan vast?"),
            ObjectionProposal.New.RAISE: _("Hoe hoog is de dwangsom dan in totaal?"),
            ObjectionProposal.New.ASK_LESS: _("Welk bedrag vordert u dan nog terug? Niets meer? Vul 0 in."),
        }
        label = labels.get(possible[0])
        if label is not None:
            self.fields["amount"].label = label
            for name in ("carry_out_by", "obligations", "ground"):
                del self.fields[name]


class ReturnForm(PlainLanguage, forms.Form):
    reason = LongTextField(label=_("Wat moet er anders?"), max_characters=TEXT)


class DecideForm(PlainLanguage, forms.Form):
    no_interest = forms.BooleanField(label=_("Ik heb geen eigen belang bij deze zaak (Awb 2:4)"), required=False)
