"""What an objector types."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.design_system.fields import LongTextField, PlainLanguage

from ..uploads import ACCEPTED, ManyFilesField

FILES = _("Een pdf, foto (jpg of png) of tekst (odt of docx). Ten hoogste 10 MB per bestand.")
LONG = 10_000


class ObjectionForm(PlainLanguage, forms.Form):
    """Everything the law asks for in an objection (Awb 6:5); the rest is not obligatory."""

    grounds = LongTextField(
        label=_("Waarom bent u het niet eens met het besluit?"),
        help_text=_("Schrijf het in uw eigen woorden. Wat klopt er volgens u niet?"),
        max_characters=LONG,
        rows=8,
    )
    late_reason = LongTextField(
        label=_("Waarom komt uw bezwaar na de laatste dag?"),
        help_text=_("Bijvoorbeeld: de brief kwam te laat aan, of u lag in het ziekenhuis."),
        max_characters=2000,
    )
    name = forms.CharField(label=_("Uw naam"), max_length=150)
    address = forms.CharField(
        label=_("Uw adres"),
        help_text=_("Straat en huisnummer, en op de volgende regel postcode en plaats."),
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "street-address"}),
        max_length=400,
    )
    email = forms.EmailField(label=_("Uw e-mailadres"), help_text=_("Hier sturen wij de bevestiging naartoe."))
    phone = forms.CharField(label=_("Uw telefoonnummer"), max_length=30, required=False)
    on_behalf_of = forms.CharField(
        label=_("Maakt u bezwaar voor iemand anders? Voor wie?"),
        help_text=_("Bijvoorbeeld voor uw vereniging of uw buurvrouw. Stuur dan een machtiging mee."),
        max_length=150,
        required=False,
    )
    authorisation = forms.FileField(
        label=_("Machtiging"),
        help_text=FILES,
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
        required=False,
    )
    attachments = ManyFilesField(label=_("Bijlagen"), help_text=FILES, required=False)
    wants_paper = forms.BooleanField(label=_("Ik wil brieven per post krijgen"), required=False)

    def __init__(self, *args: object, is_late: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if not is_late:
            del self.fields["late_reason"]


class CodeForm(PlainLanguage, forms.Form):
    code = forms.CharField(
        label=_("Code uit de e-mail"),
        help_text=_("Zes cijfers."),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )


class RepairForm(PlainLanguage, forms.Form):
    answer = LongTextField(label=_("Wat wilt u aanvullen?"), max_characters=LONG, rows=8)
    attachments = ManyFilesField(label=_("Bestanden"), help_text=FILES, required=False)


class LateForm(PlainLanguage, forms.Form):
    reason = LongTextField(
        label=_("Waarom kwam uw bezwaar na de laatste dag?"),
        help_text=_("Wij kijken of u er iets aan kon doen."),
        max_characters=2000,
    )


class WithdrawForm(PlainLanguage, forms.Form):
    reason = LongTextField(label=_("Waarom trekt u uw bezwaar in?"), max_characters=1000, required=False)
