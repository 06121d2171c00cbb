"""What officers of finance fill in. The domain refuses; these only read what was typed and keep it."""

from __future__ import annotations

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.design_system.fields import DutchDateField, PlainLanguage


class WithdrawBatchForm(PlainLanguage, forms.Form):
    reason = forms.CharField(
        label=_("Waarom trekt u deze partij in?"),
        help_text=_("Bijvoorbeeld: er zit een betaling te veel in."),
        max_length=200,
    )


class ReturnForm(PlainLanguage, forms.Form):
    """A payment that came back, as it stands on the bank statement."""

    returned_on = DutchDateField(label=_("Wanneer kwam het geld terug?"), latest=timezone.localdate)
    reason = forms.CharField(
        label=_("Waarom kwam het terug?"), help_text=_("Neem de reden over van het afschrift."), max_length=200
    )
    account_is_wrong = forms.BooleanField(
        label=_("Op deze rekening kunnen wij niet meer betalen. Vraag de aanvrager om een andere."), required=False
    )


class StatementForm(PlainLanguage, forms.Form):
    file = forms.FileField(
        label=_("Bankafschrift (CAMT.053)"),
        help_text=_("Haal dit XML-bestand op bij de bank. Twee keer inlezen kan geen kwaad."),
        error_messages={"required": _("Kies een bestand."), "empty": _("Het bestand is leeg. Kies een ander bestand.")},
    )


class AccountForm(PlainLanguage, forms.Form):
    """An account, as somebody gave it on paper or on the phone."""

    iban = forms.CharField(
        label=_("Rekeningnummer (IBAN)"), help_text=_("Bijvoorbeeld NL91 ABNA 0417 1643 00."), max_length=60
    )
    account_holder = forms.CharField(
        label=_("Op welke naam staat de rekening?"),
        help_text=_("Neem de naam over van de bankpas of het afschrift. De bank vergelijkt naam en nummer."),
        max_length=150,
    )


class ConfirmAccountForm(PlainLanguage, forms.Form):
    """What was seen is what is confirmed."""

    iban = forms.CharField(widget=forms.HiddenInput, max_length=34)
    checked = forms.BooleanField(
        label=_("Ik heb bij de aanvrager nagevraagd of deze rekening klopt, op een manier die ik al kende.")
    )


class RefuseAccountForm(PlainLanguage, forms.Form):
    reason = forms.CharField(
        label=_("Waarom neemt u deze rekening niet over?"),
        help_text=_("De aanvrager krijgt deze zin in een e-mail."),
        max_length=200,
    )


class DebtorForm(PlainLanguage, forms.Form):
    """The municipality's own account."""

    name = forms.CharField(label=_("Op welke naam staat de rekening van de gemeente?"), max_length=70)
    iban = forms.CharField(label=_("Rekeningnummer (IBAN)"), max_length=60)
    bic = forms.CharField(
        label=_("BIC van de bank"), help_text=_("Alleen nodig als de bank erom vraagt."), max_length=15, required=False
    )
    valid_from = DutchDateField(label=_("Vanaf welke dag betaalt de gemeente hiervan?"))


class JournalForm(PlainLanguage, forms.Form):
    """The days of a journal; both count."""

    first = DutchDateField(label=_("Vanaf welke dag?"))
    last = DutchDateField(label=_("Tot en met welke dag?"))
