"""Forms about villages, areas and the municipality."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kernkracht.community.villages.actions import VillageFacts
from kernkracht.community.villages.models import Area, Municipality, RolloutStep, Village
from kernkracht.foundation.design_system.fields import DutchDateField, LongTextField, PlainLanguage


class DegreesField(forms.DecimalField):
    """Degrees with a comma or a point."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)


class VillageForm(PlainLanguage, forms.Form):
    name = forms.CharField(label=_("Naam van het dorp"), max_length=100)
    area = forms.ModelChoiceField(label=_("Gebied"), queryset=Area.objects.none(), empty_label=_("Kies een gebied"))
    centre_latitude = DegreesField(
        label=_("Breedtegraad van het midden"),
        help_text=_("Bijvoorbeeld 51,946."),
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    centre_longitude = DegreesField(
        label=_("Lengtegraad van het midden"),
        help_text=_("Bijvoorbeeld 5,541."),
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    inhabitants = forms.IntegerField(label=_("Aantal inwoners"), required=False, min_value=0, max_value=2_000_000)
    inhabitants_on = DutchDateField(label=_("Op welke dag?"), required=False)
    inhabitants_source = forms.CharField(label=_("Waar komt het aantal vandaan?"), required=False, max_length=200)
    introduction = LongTextField(
        label=_("Een of twee zinnen over het dorp"), required=False, max_characters=400, rows=3
    )
    sort_order = forms.IntegerField(label=_("Plaats in lijsten"), min_value=0, max_value=999, initial=0)

    def __init__(self, *args: Any, village: Village | None = None, **kwargs: Any) -> None:
        if village:
            kwargs["initial"] = {name: getattr(village, name) for name in self.base_fields} | {"area": village.area_id}
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = Area.objects.all()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("inhabitants") is not None and not (data.get("inhabitants_on") and data.get("inhabitants_source")):
            self.add_error("inhabitants", _("Vul ook in op welke dag dit was en waar het aantal vandaan komt."))
        return data

    def facts(self) -> VillageFacts:
        values = {name: self.cleaned_data[name] for name in VillageFacts.__dataclass_fields__}
        for degrees in ("centre_latitude", "centre_longitude"):
            values[degrees] = float(values[degrees])
        return VillageFacts(**values)


class PhaseForm(PlainLanguage, forms.Form):
    phase = forms.TypedChoiceField(
        label=_("Fase"), choices=RolloutStep.Phase.choices, coerce=int, widget=forms.RadioSelect
    )
    since = DutchDateField(label=_("Vanaf"))
    is_pilot = forms.BooleanField(label=_("Dit dorp doet mee aan de proef"), required=False)
    reason = forms.CharField(
        label=_("Waarom?"),
        required=False,
        max_length=300,
        help_text=_("Altijd nodig als er geen startbijeenkomst was."),
    )


class AreaForm(PlainLanguage, forms.Form):
    name = forms.CharField(label=_("Naam van het gebied"), max_length=100, help_text=_("Bijvoorbeeld: Lienden e.o."))
    sort_order = forms.IntegerField(label=_("Plaats in lijsten"), min_value=0, max_value=999, initial=0)


class SureForm(forms.Form):
    """Nothing to fill in: only to be sure."""


class MunicipalityForm(PlainLanguage, forms.ModelForm[Municipality]):
    objection_url = forms.URLField(label=_("Webadres om bezwaar te maken"), required=False, assume_scheme="https")

    class Meta:
        model = Municipality
        fields = [
            "name",
            "short_name",
            "site_name",
            "executive_label",
            "phone",
            "email",
            "opening_hours",
            "visiting_address",
            "postal_address",
            "objection_address",
            "objection_url",
            "signature_name",
            "signature_title",
            "notice",
        ]
        labels = {
            "name": _("Naam van de gemeente, zoals “gemeente Buren”"),
            "short_name": _("Alleen de plaats, zoals “Buren”"),
            "site_name": _("Naam van deze website"),
            "executive_label": _("Wie besluit, zoals “burgemeester en wethouders van Buren”"),
            "phone": _("Telefoonnummer"),
            "email": _("E-mailadres"),
            "opening_hours": _("Wanneer bent u te bereiken?"),
            "visiting_address": _("Bezoekadres"),
            "postal_address": _("Postadres"),
            "objection_address": _("Waar mensen bezwaar maken"),
            "signature_name": _("Wie tekent de brieven?"),
            "signature_title": _("Functie onder de brieven"),
            "notice": _("Regel onder aan elke pagina"),
        }
        help_texts = {"notice": _("Bijvoorbeeld: dit is een demo.")} | dict.fromkeys(
            ("name", "short_name", "site_name", "executive_label", "objection_address"), ""
        )
        widgets = {
            name: forms.Textarea(attrs={"rows": 3})
            for name in ("visiting_address", "postal_address", "objection_address")
        }
