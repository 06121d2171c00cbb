"""Forms for who takes part in a gathering; no account needed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kernkracht.community.gatherings.actions import SignUpFacts
from kernkracht.community.gatherings.models import Gathering, SignUp, Slot, Way
from kernkracht.foundation.design_system.fields import LongTextField, PlainLanguage


def slot_label(slot: Slot, *, is_own: bool = False) -> str:
    """“10.00 tot 10.20 uur, nog 1 plek”; the time that somebody has already says that."""
    start, end = timezone.localtime(slot.starts_at), timezone.localtime(slot.ends_at)
    facts = {"start": f"{start:%H.%M}", "end": f"{end:%H.%M}"}
    label = _now("%(start)s tot %(end)s uur") % facts
    if is_own:
        return _now("%(label)s, uw tijd nu") % {"label": label}
    if slot.room is None:
        return label
    if slot.is_full:
        return _now("%(label)s, vol (wachtlijst)") % {"label": label}
    room = ngettext("nog %(n)d plek", "nog %(n)d plekken", slot.room) % {"n": slot.room}
    return f"{label}, {room}"


class SignUpForm(PlainLanguage, forms.Form):
    """Time, name and how to take part; only what this gathering needs is asked."""

    slot = forms.TypedChoiceField(label=_("Welke tijd past u?"), coerce=int, widget=forms.RadioSelect)
    waits = forms.BooleanField(
        label=_("Is deze tijd vol? Zet mij dan op de wachtlijst"),
        required=False,
        help_text=_("Komt er een plek vrij, dan krijgt u die en een mail."),
    )
    name = forms.CharField(label=_("Uw naam"), max_length=100, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(
        label=_("Uw e-mailadres"),
        help_text=_("Hier sturen wij de bevestiging heen."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    way = forms.ChoiceField(label=_("Hoe doet u mee?"), widget=forms.RadioSelect)
    phone = forms.CharField(
        label=_("Uw telefoonnummer"),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    topic = LongTextField(
        label=_("Waarover wilt u praten?"),
        max_characters=300,
        rows=3,
        help_text=_("Een paar woorden is genoeg. Schrijf niets over andere mensen."),
    )

    def __init__(
        self,
        *args: Any,
        gathering: Gathering,
        at: datetime,
        sign_up: SignUp | None = None,
        by_officer: bool = False,
        chosen: str = "",
        **kwargs: Any,
    ) -> None:
        slots = gathering.slots.filter(starts_at__gt=at).order_by("starts_at", "pk")
        self.slots = {slot.pk: slot for slot in slots}
        if sign_up is not None:
            own = {name: getattr(sign_up, name) for name in ("name", "phone", "topic", "way")}
            kwargs["initial"] = own | {"slot": sign_up.slot_id}
        elif chosen.isdecimal() and len(chosen) < 10:
            kwargs["initial"] = {"slot": int(chosen)}
        super().__init__(*args, **kwargs)
        self._fit(gathering, sign_up.slot_id if sign_up else None)
        if sign_up is not None:
            del self.fields["email"]
        if by_officer:
            self.fields["email"].required = False
            for name in ("slot", "name", "email", "phone", "topic", "way"):
                if name in self.fields:
                    self.fields[name].label = OFFICER_LABELS[name]

    def _fit(self, gathering: Gathering, own: int | None) -> None:
        """Ask only what can be answered here."""
        ways = [way for way in Way if any(way in slot.ways for slot in self.slots.values())]
        limited = [slot for slot in self.slots.values() if slot.room is not None]
        if len(self.slots) > 1:
            self.fields["slot"].choices = [  # type: ignore[attr-defined] # a choice
                (pk, slot_label(slot, is_own=pk == own)) for pk, slot in self.slots.items()
            ]
        else:
            del self.fields["slot"]
        if not limited:
            del self.fields["waits"]
        if len(ways) > 1:
            self.fields["way"].choices = [(str(way), way.label) for way in ways]  # type: ignore[attr-defined] # a choice
        else:
            del self.fields["way"]
        if Way.PHONE in ways and len(ways) > 1:
            self.fields["phone"].help_text = _("Nodig als u kiest voor telefoon.")
        elif Way.PHONE in ways:
            self.fields["phone"].required = True
        if not gathering.kind.asks_topic:
            del self.fields["topic"]

    def facts(self) -> SignUpFacts:
        data = self.cleaned_data
        slot = self.slots[data["slot"]] if "slot" in data else next(iter(self.slots.values()))
        names = ("name", "email", "phone", "topic", "way", "waits")
        return SignUpFacts(slot=slot, **{name: data[name] for name in names if name in data})


OFFICER_LABELS = {
    "slot": _("Welke tijd past?"),
    "name": _("Naam"),
    "email": _("E-mailadres"),
    "phone": _("Telefoonnummer"),
    "topic": _("Waarover?"),
    "way": _("Hoe doet deze persoon mee?"),
}


class CodeForm(PlainLanguage, forms.Form):
    code = forms.CharField(
        label=_("Code op het scherm bij de ingang"),
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": _("Vul de zes cijfers in die op het scherm staan.")},
    )

    def clean_code(self) -> str:
        return "".join(character for character in str(self.cleaned_data["code"]) if character.isdigit())


class DoorForm(PlainLanguage, forms.Form):
    people = forms.IntegerField(
        label=_("Met hoeveel mensen bent u?"), min_value=1, max_value=20, initial=1, help_text=_("Tel uzelf mee.")
    )


SCORES = [
    ("5", _("5: heel goed")),
    ("4", _("4: goed")),
    ("3", _("3: gaat wel")),
    ("2", _("2: niet zo goed")),
    ("1", _("1: slecht")),
]


class FeedbackForm(PlainLanguage, forms.Form):
    score = forms.TypedChoiceField(
        label=_("Hoe vond u de bijeenkomst?"), choices=SCORES, coerce=int, widget=forms.RadioSelect
    )
    good = LongTextField(label=_("Wat was goed?"), required=False, max_characters=600)
    better = LongTextField(label=_("Wat kan beter?"), required=False, max_characters=600)
