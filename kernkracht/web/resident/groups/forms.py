"""What the people of a group can fill in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from kernkracht.community.groups.actions import GroupFacts
from kernkracht.community.groups.models import PAGE_TEXTS, Group, GroupKind
from kernkracht.foundation.design_system.fields import LongTextField, PlainLanguage
from kernkracht.web.office.groups.forms import LONG, kind_choices, villages_field


class ProposalForm(PlainLanguage, forms.Form):
    name = forms.CharField(label=_("Hoe heet uw groep?"), max_length=120)
    kind = forms.ChoiceField(label=_("Wat voor groep is het?"))
    villages = villages_field(label=_("In welke dorpen is de groep actief?"))
    purpose = LongTextField(
        label=_("Wat doet de groep?"),
        max_characters=LONG,
        help_text=_("Schrijf een paar zinnen voor mensen die de groep niet kennen."),
    )
    joining = LongTextField(
        label=_("Hoe kunnen mensen meedoen?"),
        required=False,
        max_characters=LONG,
        help_text=_("Bijvoorbeeld: kom op dinsdagavond langs in het dorpshuis."),
    )
    website = forms.CharField(label=_("Website"), required=False, max_length=200, help_text=_("Zoals www.voorbeeld.nl"))
    function = forms.CharField(
        label=_("Wat is uw functie in de groep?"),
        required=False,
        max_length=80,
        help_text=_("Bijvoorbeeld: voorzitter. Uw naam komt niet op de site."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kind_choices(localdate())  # type: ignore[attr-defined]

    def facts(self) -> GroupFacts:
        data = self.cleaned_data
        return GroupFacts(
            name=data["name"],
            kind=GroupKind.objects.get(code=data["kind"]),
            villages=list(data["villages"]),
            purpose=data["purpose"],
            joining=data["joining"],
            website=data["website"],
        )


class PageForm(PlainLanguage, forms.Form):
    purpose = LongTextField(label=_("Wat doet de groep?"), required=False, max_characters=LONG, rows=6)
    joining = LongTextField(label=_("Hoe kunnen mensen meedoen?"), required=False, max_characters=LONG)
    rules = LongTextField(label=_("Welke regels gelden er?"), required=False, max_characters=LONG, rows=6)
    works_with = forms.CharField(label=_("Met wie werkt de groep samen?"), required=False, max_length=300)
    website = forms.CharField(label=_("Website"), required=False, max_length=200, help_text=_("Zoals www.voorbeeld.nl"))

    def __init__(self, *args: Any, group: Group, **kwargs: Any) -> None:
        waiting = group.page_changes.filter(state="waiting").first()
        texts = waiting.texts if waiting else {}
        kwargs["initial"] = {name: texts.get(name, getattr(group, name)) for name in PAGE_TEXTS}
        super().__init__(*args, **kwargs)
