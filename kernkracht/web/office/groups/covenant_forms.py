"""Forms about covenants, their duties and the evidence."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from kernkracht.community.gatherings.models import Gathering
from kernkracht.community.groups.actions import (
    INTERVALS,
    CovenantFacts,
    DutyFacts,
    EvidenceFacts,
    Upload,
    VersionFacts,
)
from kernkracht.community.groups.models import Covenant, CovenantDuty, DutyEvidence, Group
from kernkracht.community.groups.queries import gatherings_for
from kernkracht.foundation.design_system.fields import DutchDateField, LongTextField, PlainLanguage
from kernkracht.foundation.design_system.widgets import UploadInput

RHYTHMS = {
    1: _("Elke maand"),
    2: _("Om de maand"),
    3: _("Vier keer per jaar"),
    4: _("Drie keer per jaar"),
    6: _("Twee keer per jaar"),
    12: _("Een keer per jaar"),
    24: _("Een keer in de twee jaar"),
}
RHYTHM_CHOICES = [("", _("Steeds, zonder vaste datum")), *[(str(months), RHYTHMS[months]) for months in INTERVALS]]


def rhythm_label(months: int | None) -> str:
    """How often, in words."""
    if months is None:
        return str(RHYTHM_CHOICES[0][1])
    return str(RHYTHMS.get(months) or _("Elke %(n)d maanden") % {"n": months})


def upload_of(data: dict[str, Any]) -> Upload | None:
    file = data.get("document")
    return (file, file.name or "") if file else None


def document_field() -> forms.FileField:
    return forms.FileField(
        label=_("Document"),
        required=False,
        widget=UploadInput(),
        help_text=_("Een pdf, foto (jpg of png) of tekst (odt of docx). Ten hoogste 10 MB."),
    )


class CovenantForm(PlainLanguage, forms.Form):
    title = forms.CharField(label=_("Hoe heet het convenant?"), max_length=150)
    kind = forms.ChoiceField(label=_("Wat voor afspraak is het?"), choices=Covenant.Kind.choices)
    groups = forms.ModelMultipleChoiceField(
        label=_("Met welke groepen?"),
        queryset=Group.objects.none(),
        required=False,
        to_field_name="slug",
        widget=forms.CheckboxSelectMultiple,
        help_text=_("De gemeente doet altijd mee. Weet u een groep niet zeker? Laat die dan weg."),
    )
    other_parties = forms.CharField(label=_("Wie nog meer?"), required=False, max_length=300)
    source = forms.CharField(label=_("Waar komen deze gegevens vandaan?"), required=False, max_length=300)

    def __init__(self, *args: Any, covenant: Covenant | None = None, **kwargs: Any) -> None:
        if covenant is not None:
            initial = {name: getattr(covenant, name) for name in ("title", "kind", "other_parties", "source")}
            kwargs["initial"] = initial | {"groups": [group.slug for group in covenant.groups.all()]}
        super().__init__(*args, **kwargs)
        known = Group.objects.active()
        if covenant is not None:
            known = known | Group.objects.filter(covenants=covenant)
        self.fields["groups"].queryset = known.distinct().order_by("name")  # type: ignore[attr-defined]

    def facts(self) -> CovenantFacts:
        values = {name: self.cleaned_data[name] for name in CovenantFacts.__dataclass_fields__}
        return CovenantFacts(**(values | {"groups": list(values["groups"])}))


class VersionForm(PlainLanguage, forms.Form):
    signed_on = DutchDateField(label=_("Wanneer is het ondertekend?"), required=False, latest=localdate)
    valid_from = DutchDateField(
        label=_("Vanaf welke dag loopt het?"),
        required=False,
        help_text=_("Weet u het niet? Laat het leeg. Het convenant telt dan niet mee voor de bijdrage."),
    )
    valid_until = DutchDateField(
        label=_("Tot en met welke dag?"), required=False, help_text=_("Laat leeg als het geen einde heeft.")
    )
    text = LongTextField(label=_("Wat staat erin?"), required=False, max_characters=20_000, rows=8)
    document = document_field()
    is_public = forms.BooleanField(label=_("Iedereen mag tekst en document lezen"), required=False)

    def facts(self) -> VersionFacts:
        names = ("signed_on", "valid_from", "valid_until", "text", "is_public")
        values = {name: self.cleaned_data[name] for name in names}
        return VersionFacts(**values, upload=upload_of(self.cleaned_data))


class EndCovenantForm(PlainLanguage, forms.Form):
    last_day = DutchDateField(label=_("Wat is de laatste dag?"), initial=localdate)
    reason = forms.CharField(label=_("Waarom stopt het?"), max_length=300)


class DutyForm(PlainLanguage, forms.Form):
    kind = forms.ChoiceField(label=_("Waarover gaat de afspraak?"), choices=CovenantDuty.Kind.choices)
    text = LongTextField(
        label=_("Wat is de afspraak?"),
        max_characters=2000,
        help_text=_("Bijvoorbeeld: de wethouder praat met het bestuur. De gemeente maakt een verslag."),
    )
    owed_by = forms.ModelChoiceField(
        label=_("Wie doet dit?"),
        queryset=Group.objects.none(),
        required=False,
        to_field_name="slug",
        empty_label=_("De gemeente"),
    )
    interval_months = forms.TypedChoiceField(
        label=_("Hoe vaak?"), choices=RHYTHM_CHOICES, required=False, coerce=int, empty_value=None
    )
    counts_from = DutchDateField(
        label=_("Vanaf welke dag telt dat?"),
        required=False,
        help_text=_("De eerste datum valt één periode na deze dag."),
    )

    def __init__(self, *args: Any, covenant: Covenant, duty: CovenantDuty | None = None, **kwargs: Any) -> None:
        if duty is not None:
            names = ("kind", "text", "interval_months", "counts_from")
            kwargs["initial"] = {name: getattr(duty, name) for name in names}
            kwargs["initial"]["owed_by"] = duty.owed_by.slug if duty.owed_by else ""
        super().__init__(*args, **kwargs)
        self.fields["owed_by"].queryset = covenant.groups.order_by("name")  # type: ignore[attr-defined]

    def facts(self) -> DutyFacts:
        return DutyFacts(**{name: self.cleaned_data[name] for name in DutyFacts.__dataclass_fields__})


class EvidenceForm(PlainLanguage, forms.Form):
    outcome = forms.ChoiceField(
        label=_("Is het gebeurd?"),
        choices=[
            (DutyEvidence.Outcome.DONE, _("Ja")),
            (DutyEvidence.Outcome.MISSED, _("Nee, en het komt ook niet meer")),
        ],
        widget=forms.RadioSelect,
        initial=DutyEvidence.Outcome.DONE,
    )
    done_on = DutchDateField(
        label=_("Op welke dag?"), required=False, latest=localdate, help_text=_("Alleen als het is gebeurd.")
    )
    gathering = forms.ModelChoiceField(
        label=_("Bij welke bijeenkomst?"), queryset=Gathering.objects.none(), required=False, empty_label=_("Geen")
    )
    note = LongTextField(
        label=_("Wat is er besproken, of waarom is het niet gebeurd?"), required=False, max_characters=5000, rows=5
    )
    document = document_field()

    def __init__(self, *args: Any, duty: CovenantDuty, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = gatherings_for(duty)
        if held.exists():
            self.fields["gathering"].queryset = held  # type: ignore[attr-defined]
        else:
            del self.fields["gathering"]

    def facts(self, due_on: Any) -> EvidenceFacts:
        return EvidenceFacts(
            due_on=due_on,
            outcome=self.cleaned_data["outcome"],
            done_on=self.cleaned_data["done_on"],
            note=self.cleaned_data["note"],
            upload=upload_of(self.cleaned_data),
            gathering=self.cleaned_data.get("gathering"),
        )
