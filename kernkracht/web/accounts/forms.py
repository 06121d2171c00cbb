# mypy: disable-error-code="misc"
# The library ships no types, so each of its forms counts as Any; subclassing them is the point of this file.
"""The sign-in forms in our words: a label above each field, no placeholders, no second typing of an address."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.socialaccount import forms as social
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from kernkracht.community.people.models import User

LABELS = {
    "login": _("E-mailadres"),
    "email": _("E-mailadres"),
    "password": _("Wachtwoord"),
    "oldpassword": _("Uw wachtwoord van nu"),
    "password1": _("Nieuw wachtwoord"),
    "password2": _("Nog een keer het nieuwe wachtwoord"),
    "code": _("Code"),
    "name": _("Uw naam"),
}
AUTOCOMPLETE = {
    "login": "username",
    "email": "email",
    "password": "current-password",
    "oldpassword": "current-password",
    "password1": "new-password",
    "password2": "new-password",
    "code": "one-time-code",
    "name": "name",
}
REQUIRED = {
    "login": _("Vul uw e-mailadres in, bijvoorbeeld naam@voorbeeld.nl."),
    "email": _("Vul uw e-mailadres in, bijvoorbeeld naam@voorbeeld.nl."),
    "password": _("Vul uw wachtwoord in."),
    "oldpassword": _("Vul uw wachtwoord van nu in."),
    "password1": _("Kies een nieuw wachtwoord."),
    "password2": _("Vul het nieuwe wachtwoord nog een keer in."),
    "code": _("Vul de code in."),
}


class _InOurWords(forms.Form):
    """Gives the library's fields our labels and drops its placeholders."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = LABELS.get(name, field.label)
            if name in AUTOCOMPLETE:
                field.widget.attrs["autocomplete"] = AUTOCOMPLETE[name]
            if name in REQUIRED:
                field.error_messages["required"] = REQUIRED[name]
            if name in ("login", "email"):
                field.error_messages["invalid"] = REQUIRED["email"]
            if name != "password1":
                field.help_text = ""


class LoginForm(_InOurWords, account.LoginForm):
    def _setup_password_field(self) -> None:
        """Keep the password, though making an account asks for none: it can be chosen later."""


class SignupForm(_InOurWords, account.SignupForm):
    pass


class SocialSignupForm(_InOurWords, social.SignupForm):
    pass


class RequestLoginCodeForm(_InOurWords, account.RequestLoginCodeForm):
    pass


class ConfirmLoginCodeForm(_InOurWords, account.ConfirmLoginCodeForm):
    pass


class ConfirmEmailCodeForm(_InOurWords, account.ConfirmEmailVerificationCodeForm):
    pass


class ResetPasswordForm(_InOurWords, account.ResetPasswordForm):
    pass


class ResetPasswordKeyForm(_InOurWords, account.ResetPasswordKeyForm):
    pass


class ChangePasswordForm(_InOurWords, account.ChangePasswordForm):
    pass


class SetPasswordForm(_InOurWords, account.SetPasswordForm):
    pass


class AddEmailForm(_InOurWords, account.AddEmailForm):
    pass


class ChangeEmailForm(_InOurWords, account.ChangeEmailForm):
    pass


class ReauthenticateForm(_InOurWords, account.ReauthenticateForm):
    pass


class SecondStepForm(_InOurWords, mfa.AuthenticateForm):
    pass


class SecondStepAgainForm(_InOurWords, mfa.ReauthenticateForm):
    pass


class ActivateSecondStepForm(_InOurWords, totp.ActivateTOTPForm):
    pass


class ProfileForm(forms.ModelForm[User]):
    """The own name, phone number and language."""

    class Meta:
        model = User
        fields = ["name", "phone", "language"]
        labels = {"name": _("Uw naam"), "phone": _("Telefoonnummer"), "language": _("Taal van deze website")}
        widgets = {"language": forms.RadioSelect(choices=settings.LANGUAGES)}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        self.fields["phone"].widget.attrs["autocomplete"] = "tel"

    def clean_phone(self) -> str:
        phone = str(self.cleaned_data["phone"]).strip()
        if phone and (sum(c.isdigit() for c in phone) < 8 or any(c not in "0123456789+-() " for c in phone)):
            raise forms.ValidationError(_("Vul een telefoonnummer in, bijvoorbeeld 06 12 34 56 78."))
        return phone

    def clean_language(self) -> str:
        language = str(self.cleaned_data["language"])
        if language not in dict(settings.LANGUAGES):
            raise forms.ValidationError(_("Kies een van de talen."))
        return language
