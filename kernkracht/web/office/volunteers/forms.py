"""Forms about volunteering in the office."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kernkracht.community.groups.models import Group, GroupState
from kernkracht.community.themes.models import Theme
from kernkracht.community.villages.models import Village
from kernkracht.foundation.design_system.fields import DutchDateField, LongTextField, PlainLanguage
from kernkracht.foundation.design_system.widgets import RichTextarea
from kernkracht.grants.applications.queries import public_plan
from kernkracht.web.office.facts import FactsForm


class HelpForm(FactsForm):
    unchecked = frozenset({"plan_number", "organisation"})
    title = forms.CharField(
        label=_("Wat voor hulp is er nodig?"),
        max_length=120,
        help_text=_("Bijvoorbeeld: koffie schenken in het dorpshuis."),
    )
    village = forms.ModelChoiceField(label=_("Dorp"), queryset=Village.objects.none(), empty_label=_("Kies een dorp"))
    text = LongTextField(
        label=_("Uitleg"),
        required=False,
        max_characters=1000,
        help_text=_("Noem geen namen of telefoonnummers. Wie wil helpen, vult het formulier in."),
    )
    people_wanted = forms.IntegerField(
        label=_("Hoeveel mensen?"),
        required=False,
        min_value=1,
        max_value=999,
        help_text=_("Laat leeg als iedereen welkom is."),
    )
    moment = forms.CharField(
        label=_("Wanneer?"), required=False, max_length=150, help_text=_("Bijvoorbeeld: elke dinsdag.")
    )
    group = forms.ModelChoiceField(
        label=_("Welke groep vraagt dit?"), queryset=Group.objects.none(), required=False, empty_label=_("Geen groep")
    )
    organisation = forms.CharField(label=_("Of welke andere organisatie?"), required=False, max_length=150)
    plan_number = forms.CharField(
        label=_("Of bij welk plan?"),
        required=False,
        max_length=30,
        help_text=_("Het nummer van een plan dat geld kreeg."),
    )
    closes_on = DutchDateField(label=_("Tot en met welke dag staat dit open?"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = Group.objects.exclude(state=GroupState.ENDED)  # type: ignore[attr-defined]

    def clean_plan_number(self) -> str:
        number = str(self.cleaned_data["plan_number"]).strip()
        plan = public_plan(number) if number else None
        if number and plan is None:
            raise ValidationError(_("Er is geen openbaar plan met dit nummer. Kijk het nummer na bij Plannen."))
        self.plan_title = plan.title if plan else ""
        return plan.number if plan else ""


class SupportPointForm(FactsForm):
    unchecked = frozenset({"phone"})
    name = forms.CharField(label=_("Hoe heet het steunpunt?"), max_length=150)
    email = forms.EmailField(
        label=_("E-mailadres van het steunpunt"),
        required=False,
        help_text=_("Hier gaat het aanbod van vrijwilligers heen."),
    )
    phone = forms.CharField(label=_("Telefoonnummer"), required=False, max_length=30)
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")
    opening = forms.CharField(label=_("Wanneer is het open?"), required=False, max_length=150)


class PageForm(FactsForm):
    names_people = True
    title = forms.CharField(label=_("Titel"), max_length=120)
    body = LongTextField(
        label=_("Tekst"),
        max_characters=8000,
        widget=RichTextarea(8000, rows=16),
    )
    phone = forms.CharField(label=_("Telefoonnummer"), required=False, max_length=30)
    link = forms.URLField(label=_("Link"), required=False, assume_scheme="https")
    link_label = forms.CharField(label=_("Tekst van de link"), required=False, max_length=100)


class KnowledgeFilter(forms.Form):
    """A theme and a village, by their names in the address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["thema"] = forms.ModelChoiceField(
            label=_("Thema"), queryset=Theme.objects.all(), required=False, empty_label=_("Alle thema’s")
        )
        self.fields["dorp"] = forms.ModelChoiceField(
            label=_("Dorp"),
            queryset=Village.objects.active(),
            to_field_name="slug",
            required=False,
            empty_label=_("Alle dorpen"),
        )


class RoundForm(FactsForm):
    title = forms.CharField(
        label=_("Hoe heet de prijs?"), max_length=120, help_text=_("Bijvoorbeeld: Vrijwilligersprijs.")
    )
    year = forms.IntegerField(label=_("Van welk jaar?"), min_value=1950, max_value=2999)
    opens_on = DutchDateField(label=_("Voordragen kan vanaf"))
    closes_on = DutchDateField(label=_("Voordragen kan tot en met"))
    text = LongTextField(label=_("Uitleg voor inwoners"), required=False, max_characters=1500)


class JuryMemberForm(PlainLanguage, forms.Form):
    name = forms.CharField(label=_("Naam"), max_length=100)
    email = forms.EmailField(label=_("E-mailadres"))


class WinnerForm(FactsForm):
    names_people = True
    award = forms.CharField(
        label=_("Welke prijs?"), required=False, max_length=120, help_text=_("Laat leeg als er geen prijs is.")
    )
    citation = LongTextField(label=_("Waarom won deze vrijwilliger?"), required=False, max_characters=1000)
