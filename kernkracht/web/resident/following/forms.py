"""What an applicant can still type after sending."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.design_system.widgets import OptionTicks
from kernkracht.grants.applications.models import ElectronicConsent

from ..uploads import ManyFilesField

LONG_TEXT = 5000


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=_("Waarom trekt u de aanvraag in?"),
        help_text=_("Bijvoorbeeld: wij hebben het geld ergens anders gevonden."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=1000,
        error_messages={"required": _("Vertel kort waarom u de aanvraag intrekt.")},
    )


class CompletionForm(forms.Form):
    text = forms.CharField(
        label=_("Wat wilt u aanvullen?"),
        help_text=_("Geef antwoord op onze vraag. Kort is goed."),
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=LONG_TEXT,
        required=False,
    )
    attachments = ManyFilesField(
        label=_("Bestanden"),
        help_text=_("Een pdf, foto (jpg of png) of tekst (odt of docx). Ten hoogste 10 MB per bestand."),
        required=False,
    )

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("text") and not cleaned.get("attachments"):
            raise ValidationError(_("Vul een antwoord in of voeg een bestand toe."))
        return cleaned


class ConsentForm(forms.Form):
    kinds = forms.MultipleChoiceField(
        label=_("Wat mogen wij u per e-mail sturen?"),
        help_text=_("Wat u niet aanvinkt, sturen wij met de post."),
        choices=ElectronicConsent.Kind.choices,
        widget=OptionTicks(),
        required=False,
    )


class DefaultForm(forms.Form):
    text = forms.CharField(
        label=_("Wilt u er iets bij schrijven?"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=LONG_TEXT,
        required=False,
    )
    sure = forms.BooleanField(
        label=_("Ik vraag u om alsnog te beslissen, omdat de termijn voorbij is."),
        error_messages={"required": _("Zet een vinkje als u dit aan ons wilt vragen.")},
    )
