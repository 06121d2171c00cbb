"""Forms about mandates."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kernkracht.community.people.models import Assignment
from kernkracht.community.people.queries import role_labels
from kernkracht.foundation.design_system.fields import DutchDateField, EuroField, PlainLanguage
from kernkracht.grants.applications.queries import MANDATED_FOR, posts_that_decide
from kernkracht.grants.schemes.kinds.vocabulary import ROLES
from kernkracht.grants.schemes.models import Scheme
from kernkracht.web.templatetags.people import served

UP_TO, NO_LIMIT = "bedrag", "geen"


class MandateForm(PlainLanguage, forms.Form):
    """To whom, for what, up to how much, by which decision, from when to when."""

    post = forms.ModelChoiceField(
        label=_("Voor wie?"),
        queryset=Assignment.objects.none(),
        empty_label=_("Kies een rol"),
        help_text=_("Alleen rollen die mogen besluiten. Een vervanger mag dit mandaat gebruiken zolang die vervangt."),
    )
    schemes = forms.MultipleChoiceField(
        label=_("Voor welke regelingen?"), widget=forms.CheckboxSelectMultiple, choices=[]
    )
    limit = forms.ChoiceField(
        label=_("Tot welk bedrag?"),
        choices=[(UP_TO, _("Tot en met een bedrag per besluit")), (NO_LIMIT, _("Geen grens"))],
        widget=forms.RadioSelect,
    )
    amount = EuroField(
        label=_("Hoogste bedrag per besluit"), required=False, help_text=_("Alleen als er een grens is.")
    )
    decides_for = forms.MultipleChoiceField(
        label=_("In wiens plaats?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Noemt een regeling zelf wie beslist? Kruis aan in wiens plaats dit mandaat dan geldt."),
    )
    reference = forms.CharField(
        label=_("Welk mandaatbesluit?"), max_length=150, help_text=_("Zo staat het onder de brief.")
    )
    since = DutchDateField(label=_("Eerste dag"))
    until = DutchDateField(label=_("Laatste dag"), required=False, help_text=_("Laat leeg als er geen einde is."))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        kwargs["initial"] = {"since": today, "limit": UP_TO} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        labels = role_labels(today)
        post = self.fields["post"]
        post.queryset = posts_that_decide(today)  # type: ignore[attr-defined]
        post.label_from_instance = lambda row: post_label(row, labels)  # type: ignore[attr-defined]
        self.fields["schemes"].choices = _scheme_choices(Scheme.objects.all())  # type: ignore[attr-defined]
        self.fields["decides_for"].choices = [  # type: ignore[attr-defined]
            (code, name) for code, name in ROLES.items() if code in MANDATED_FOR
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("limit") == NO_LIMIT:
            data["amount"] = None
        elif data.get("limit") == UP_TO and data.get("amount") is None and "amount" not in self.errors:
            self.add_error("amount", _("Vul het hoogste bedrag in, of kies “Geen grens”."))
        return data


def _scheme_choices(schemes: Iterable[Scheme]) -> list[tuple[str, str]]:
    return [(scheme.slug, scheme.name) for scheme in schemes]


def post_label(post: Assignment, labels: dict[str, str]) -> str:
    """“Sam Voorbeeld, afdelingshoofd (Alle dorpen)”, as somebody chooses it from a list."""
    role = labels.get(post.role.code, post.role.code)
    holder = post.user or _("vacature")
    return f"{holder}, {role} ({served(post)})"


class MandateEndForm(PlainLanguage, forms.Form):
    until = DutchDateField(label=_("Laatste dag"), required=False, help_text=_("Laat leeg als er geen einde is."))


class EndMandateForm(PlainLanguage, forms.Form):
    last_day = DutchDateField(label=_("Laatste dag"), help_text=_("Vandaag of later. Die dag telt nog mee."))
