"""From a question of the rules to a form field, and from the case to what stands in it already."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext_lazy as _
from stdnum import iban
from stdnum.exceptions import ValidationError as InvalidNumber

from kernkracht.community.villages.models import Village
from kernkracht.foundation.design_system.fields import DutchDateField, EuroField, LongTextField
from kernkracht.foundation.design_system.widgets import OptionCards
from kernkracht.grants.applications.models import GrantApplication
from kernkracht.grants.applications.queries import consents_of
from kernkracht.grants.schemes.questions import Question

CASE_FIELDS = {
    "title": "title",
    "description": "description",
    "public_summary": "public_summary",
    "village": "village",
    "reach": "reach",
    "street": "street",
    "category": "category",
    "activity_kind": "activity_kind",
    "theme": "theme",
    "starts_on": "starts_on",
    "ends_on": "ends_on",
    "applicant_kind": "applicant_kind",
    "organisation": "organisation",
    "requested": "requested_cents",
    "name": "contact_name",
    "address": "contact_address",
    "email": "contact_email",
    "phone": "contact_phone",
    "iban": "iban",
    "account_holder": "account_holder",
}
"""Form fields that are kept in a field of the case; every other answer is kept by its question code."""
YES_NO = [("yes", _("Ja")), ("no", _("Nee"))]
LONG = {"description": 5000, "public_summary": 1000, "address": 300}
SHORT = {
    "title": 150,
    "street": 150,
    "organisation": 150,
    "name": 150,
    "phone": 30,
    "category": 60,
    "activity_kind": 60,
}
KINDS = GrantApplication.ApplicantKind


class ShortTextField(forms.CharField):
    """One line. Too long is said, not cut off."""

    def __init__(self, *, longest: int = 200, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        message = _("Uw antwoord is te lang: %(show_value)d tekens. U mag %(limit_value)d tekens gebruiken.")
        self.validators = [*self.validators, MaxLengthValidator(longest, message)]


class IbanField(ShortTextField):
    """A bank account; spaces and small letters are fine."""

    def clean(self, value: Any) -> str:
        text = "".join(str(super().clean(value)).split()).upper()
        if not text:
            return ""
        try:
            return str(iban.validate(text))
        except InvalidNumber as fault:
            raise ValidationError(
                _("Dit is geen rekeningnummer (IBAN). Kijk de cijfers na, bijvoorbeeld NL91 ABNA 0417 1643 00.")
            ) from fault


class PhoneField(ShortTextField):
    """Any notation that holds a number one can call."""

    widget = forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"})

    def clean(self, value: Any) -> str:
        text = str(super().clean(value))
        if text and not 8 <= sum(c.isdigit() for c in text) <= 15:
            raise ValidationError(_("Dit is geen telefoonnummer. Vul het in zoals 0344 - 12 34 56."))
        return text


def fields_for(question: Question) -> dict[str, forms.Field]:
    """The field (or fields: dates are two) of one question, by name."""
    common: dict[str, Any] = {"label": question.label, "help_text": question.hint, "required": question.required}
    if question.widget == "dates":
        return _dates(question)
    name = question.code.replace(":", "--")
    return {name: _field(question, common)}


def _dates(question: Question) -> dict[str, forms.Field]:
    hint = question.hint or _("Bijvoorbeeld: 15 3 2027.")
    return {
        "starts_on": DutchDateField(label=_("Op welke dag begint het?"), help_text=hint, required=question.required),
        "ends_on": DutchDateField(
            label=_("Op welke dag is het klaar?"),
            help_text=_("Is het op één dag klaar? Laat dit dan leeg."),
            required=False,
        ),
    }


def _field(question: Question, common: dict[str, Any]) -> forms.Field:
    code = question.code
    if question.widget == "village":
        return forms.ModelChoiceField(queryset=Village.objects.active(), empty_label=_("Kies een dorp"), **common)
    if question.widget == "textarea":
        rows = 3 if code == "address" else 8 if code == "description" else 4
        return LongTextField(max_characters=LONG.get(code, 2000), rows=rows, **common)
    if question.widget == "choice":
        return forms.ChoiceField(choices=_options(question), widget=OptionCards(), **common)
    if question.widget == "yes_no":
        return forms.ChoiceField(choices=YES_NO, widget=OptionCards(), **common)
    if question.widget == "declaration":
        return forms.BooleanField(**common)
    if question.widget == "euro":
        return EuroField(**common)
    if question.widget == "number":
        highest = 100 if code == "advance_pct" else 1_000_000
        attributes = forms.TextInput(attrs={"inputmode": "numeric"})
        return forms.IntegerField(min_value=0, max_value=highest, widget=attributes, **common)
    return _text(question, common)


def _text(question: Question, common: dict[str, Any]) -> forms.Field:
    if question.widget == "email":
        return forms.EmailField(max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"}), **common)
    if question.widget == "phone":
        return PhoneField(longest=30, **common)
    if question.widget == "iban":
        return IbanField(longest=60, **common)
    widget = forms.TextInput(attrs={"autocomplete": "name"}) if question.code == "name" else forms.TextInput()
    return ShortTextField(longest=SHORT.get(question.code, 200), widget=widget, **common)


def _options(question: Question) -> list[tuple[str, str]]:
    return [(code, label[:1].upper() + label[1:]) for code, label in question.options]


def kept_answer(case: GrantApplication, name: str) -> Any:
    """What the case holds for a form field, as the field shows it."""
    if name in CASE_FIELDS:
        return getattr(case, CASE_FIELDS[name])
    if name == "may_publish":
        return "yes" if case.may_publish else "no" if "contact" in case.steps_done else None
    if name == "reply_by":
        return "post" if case.wants_paper else "email"
    if name == "email_kinds":
        asked = "contact" in case.steps_done
        prefetch_related_objects([case], "consents")  # a form asks for each of its fields more than once
        return [kind for kind, is_given in consents_of(case).items() if is_given] if asked else []
    return case.answers.get(name.replace("--", ":"))
