"""One receipt, and the last question before a claim is sent."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.design_system.fields import DutchDateField, EuroField
from kernkracht.grants.group_payments.actions import LineFacts
from kernkracht.grants.schemes.cost_kinds import COST_KINDS


class ReceiptForm(forms.Form):
    """A day, what it was for, an amount, and a picture of the receipt."""

    description = forms.CharField(label=_("Wat kocht u?"), max_length=150, help_text=_("Bijvoorbeeld: tien hesjes"))
    spent_on = DutchDateField(label=_("Welke datum staat op de bon?"))
    cost_kind = forms.ChoiceField(label=_("Wat voor kosten zijn het?"))
    amount = EuroField(label=_("Welk bedrag staat op de bon?"), min_cents=1)
    receipt = forms.FileField(
        label=_("Foto of PDF van de bon"),
        help_text=_("Maak een foto waarop alles te lezen is. Hoogstens 10 MB."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
    )

    def __init__(self, *args: Any, needs_file: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cost_kind"].choices = [("", _("Kies"))] + [  # type: ignore[attr-defined]
            (code, label) for code, label in COST_KINDS.items()
        ]
        if not needs_file:
            self.fields["receipt"].required = False
            self.fields["receipt"].help_text = _("Niet nodig als u de bon op papier heeft.")

    def facts(self) -> LineFacts:
        data = self.cleaned_data
        upload = data["receipt"]
        return LineFacts(
            spent_on=data["spent_on"],
            description=data["description"],
            cost_kind=data["cost_kind"],
            amount_cents=data["amount"],
            upload=(upload, upload.name) if upload else None,
        )


class SendForm(forms.Form):
    explanation = forms.CharField(
        label=_("Wilt u iets uitleggen?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    truthful = forms.BooleanField(label=_("Wij maakten deze kosten echt, voor onze groep."))
