"""The forms of the steps: built from the questions that the rules need, filled from the case."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.design_system.fields import PlainLanguage, speak_plainly
from kernkracht.foundation.design_system.widgets import OptionCards, OptionTicks
from kernkracht.grants.applications.models import ElectronicConsent, GrantApplication, Theme
from kernkracht.grants.applications.rules import applicants_of
from kernkracht.grants.schemes.questions import Question

from .fields import CASE_FIELDS, KINDS, SHORT, ShortTextField, fields_for, kept_answer

PERSONS = (KINDS.RESIDENT, KINDS.RESIDENTS_GROUP)


class StepForm(forms.Form):
    """One page. `values` go to fields of the case, `answers` to its further answers.

    `lenient` lets questions open: for “save and stop”, and for a look at the outcome on the way.
    """

    def __init__(
        self, *args: Any, case: GrantApplication, asked: Sequence[Question], lenient: bool = False, **kwargs: Any
    ) -> None:
        self.case, self.asked, self.lenient = case, asked, lenient
        super().__init__(*args, **kwargs)
        for question in asked:
            self.fields |= fields_for(question)
        self.add_fields()
        for name, field in self.fields.items():
            speak_plainly(field, str(field.label))
            if lenient:
                field.required = False
            if name not in self.initial:
                self.initial[name] = kept_answer(case, name)

    def add_fields(self) -> None:
        """Fields of the page that no rule asks for."""

    def place(self, name: str, field: forms.Field, after: str) -> None:
        """Put a field right behind another one, or at the end when that one is not asked."""
        self.fields[name] = field
        order = [known for known in self.fields if known != name]
        if after in order:
            order.insert(order.index(after) + 1, name)
            self.order_fields(order)

    def values(self) -> dict[str, object]:
        clean = self.cleaned_data
        found: dict[str, object] = {}
        for name, attribute in CASE_FIELDS.items():
            if name in clean:
                found[attribute] = clean[name]
        return found

    def answers(self) -> dict[str, object]:
        own = {
            n: v for n, v in self.cleaned_data.items() if n not in CASE_FIELDS and n not in ("may_publish", "reply_by")
        }
        return {name.replace("--", ":"): value for name, value in own.items()}


class PlanForm(StepForm):
    def add_fields(self) -> None:
        choices = [("", _("Kies een onderwerp")), *Theme.choices]
        theme = forms.ChoiceField(label=_("Welk onderwerp past het beste?"), choices=choices, required=False)
        self.place("theme", theme, after="village")

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or {}
        starts, ends = clean.get("starts_on"), clean.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("De laatste dag ligt voor de eerste. Kies dezelfde dag of een latere dag."))
        return clean


class FitForm(StepForm):
    pass


class WhoForm(StepForm):
    """Offers the kinds of applicant that the scheme's rules leave; with one kind left there is nothing to ask."""

    def __init__(self, *args: Any, case: GrantApplication, on: date, **kwargs: Any) -> None:
        """`on` is the day on which the rules are read."""
        self.who = applicants_of(case, on)
        super().__init__(*args, case=case, **kwargs)

    @property
    def only_kind(self) -> str:
        """The one kind that may apply, as its code; empty when there is a choice."""
        return self.who.kinds[0] if len(self.who.kinds) == 1 else ""

    @property
    def may_be_person(self) -> bool:
        """Whether residents may apply, alone or together."""
        return not set(self.who.kinds).isdisjoint(PERSONS)

    @property
    def only_kind_label(self) -> str:
        return str(KINDS(self.only_kind).label).lower() if self.only_kind else ""

    @property
    def kept_elsewhere(self) -> str:
        """The kind that the draft holds and these rules do not allow, in words; else empty."""
        kept = self.case.applicant_kind
        return str(self.case.get_applicant_kind_display()) if kept and kept not in self.who.kinds else ""

    def add_fields(self) -> None:
        for code in ("co_applicants", "supporters"):
            self.fields.pop(code, None)
        self._add_kind()
        if set(self.who.kinds) <= set(PERSONS):
            return
        organisation = ShortTextField(
            label=_("Hoe heet uw vereniging, stichting of bedrijf?"),
            help_text=_("Vraagt u aan als inwoner? Dan mag u dit leeg laten.") if self.may_be_person else "",
            required=False,
            longest=SHORT["organisation"],
            widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        )
        self.place("organisation", organisation, after="applicant_kind")

    def _add_kind(self) -> None:
        asked = next((q for q in self.asked if q.code == "applicant_kind"), None)
        hints = {kind: _("Ook voor %(who)s.") % {"who": words} for kind, words in self.who.hints.items()}
        field = forms.ChoiceField(
            label=asked.label if asked else _("Wie vraagt het geld aan?"),
            help_text=asked.hint if asked else "",
            choices=[(kind, self._label(kind)) for kind in self.who.kinds],
            widget=forms.HiddenInput() if self.only_kind else OptionCards(hints=hints),
            required=not self.only_kind,
            error_messages={"invalid_choice": self._refusal()},
        )
        self.fields.pop("applicant_kind", None)
        self.fields = {"applicant_kind": field, **self.fields}
        if self.only_kind:
            self.initial["applicant_kind"] = self.only_kind

    def _label(self, kind: str) -> str:
        own = self.who.own_labels.get(kind)
        return own[:1].upper() + own[1:] if own else str(KINDS(kind).label)

    def _refusal(self) -> str:
        if not self.who.sentence:
            return str(_("Kies een van de mogelijkheden."))
        elsewhere = _("Zoek bij ‘Geld voor plannen’ wat wel bij u past, of bel ons.")
        return f"{self.who.sentence} {elsewhere}"

    def clean_applicant_kind(self) -> str:
        """“Save and stop” without a choice leaves the kind that the draft holds."""
        kept = self.case.applicant_kind if self.kept_elsewhere else ""
        return str(self.cleaned_data["applicant_kind"] or self.only_kind or kept)

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or {}
        kind = clean.get("applicant_kind")
        needs_name = bool(kind) and kind not in PERSONS and not self.lenient and "organisation" in self.fields
        if needs_name and not clean.get("organisation") and "organisation" not in self.errors:
            self.add_error("organisation", _("Vul de naam van uw vereniging, stichting of bedrijf in."))
        return clean


class ContactForm(StepForm):
    def add_fields(self) -> None:
        self.fields["address"].help_text = _("Straat en huisnummer, en op de volgende regel postcode en plaats.")
        self.fields["email"].help_text = _(
            "Bijvoorbeeld naam@voorbeeld.nl. Hier sturen wij het bewijs van ontvangst naartoe."
        )
        reply_by = forms.ChoiceField(
            label=_("Hoe wilt u bericht van ons krijgen?"),
            choices=[("email", _("Per e-mail")), ("post", _("Met een brief per post"))],
            widget=OptionCards(),
        )
        self.place("reply_by", reply_by, after="address")
        kinds = forms.MultipleChoiceField(
            label=_("Wat mogen wij u per e-mail sturen?"),
            help_text=_("Wat u niet aanvinkt, sturen wij met de post. U kunt uw keuze later veranderen."),
            choices=ElectronicConsent.Kind.choices,
            widget=OptionTicks(),
            required=False,
        )
        self.place("email_kinds", kinds, after="reply_by")
        if "iban" in self.fields:
            holder = ShortTextField(label=_("Op welke naam staat de rekening?"), required=False, longest=150)
            self.place("account_holder", holder, after="iban")

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or {}
        needs_mail = clean.get("reply_by") == "email" and self.fields["name"].required
        if needs_mail and not clean.get("email") and "email" not in self.errors:
            self.add_error("email", _("Vul uw e-mailadres in, of kies voor een brief per post."))
        if needs_mail and not clean.get("email_kinds") and "email_kinds" not in self.errors:
            self.add_error("email_kinds", _("Zet een vinkje bij wat per e-mail mag, of kies voor een brief per post."))
        return clean

    def consents(self) -> list[str]:
        """The kinds of message that may come by e-mail (Awb 2:8)."""
        by_mail = self.cleaned_data.get("reply_by") == "email"
        return list(self.cleaned_data.get("email_kinds") or []) if by_mail else []

    def values(self) -> dict[str, object]:
        found = super().values()
        found["wants_paper"] = self.cleaned_data.get("reply_by") == "post"
        if "may_publish" in self.fields:
            found["may_publish"] = self.cleaned_data.get("may_publish") == "yes"
        return found


class CompanionForm(PlainLanguage, forms.Form):
    """Somebody to invite, by name and e-mail."""

    companion_name = ShortTextField(label=_("Naam"), longest=150, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    companion_email = forms.EmailField(
        label=_("E-mailadres"),
        max_length=254,
        help_text=_("Wij sturen een link om te bevestigen."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    companion_address = ShortTextField(
        label=_("Postcode en huisnummer"), help_text=_("Bijvoorbeeld: 4021 AA 12."), required=False, longest=200
    )

    def __init__(self, *args: Any, household: bool = False, **kwargs: Any) -> None:
        """`household` asks the address, which matters only for people who apply together."""
        super().__init__(*args, **kwargs)
        if not household:
            del self.fields["companion_address"]


class StopForm(PlainLanguage, forms.Form):
    email = forms.EmailField(
        label=_("Naar welk e-mailadres sturen wij de link?"),
        help_text=_("Bijvoorbeeld naam@voorbeeld.nl."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class SendForm(PlainLanguage, forms.Form):
    """The declaration, with a key that tells a retried request from a new one and the version that was looked at."""

    truthful = forms.BooleanField(label=_("Ik heb alles naar waarheid ingevuld."))
    submission_key = forms.UUIDField(widget=forms.HiddenInput)
    version_seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31)


FORMS: dict[str, type[StepForm]] = {"plan": PlanForm, "fit": FitForm, "contact": ContactForm}
"""The pages that are one form and nothing more."""
