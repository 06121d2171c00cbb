"""What officers fill in about money. The domain refuses; these only read what was typed and keep it."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kernkracht.community.villages.models import Village
from kernkracht.foundation.design_system.fields import DutchDateField, EuroField, PlainLanguage
from kernkracht.foundation.design_system.widgets import OptionCards
from kernkracht.foundation.money.amounts import MAX_CENTS
from kernkracht.grants.budgets.models import MAX_SOURCE, CouncilBudget, GrantCeiling
from kernkracht.grants.budgets.refusals import name_of
from kernkracht.grants.schemes.models import Scheme

FIRST_YEAR, LAST_YEAR = 2000, 2100
STOP, WARN = "stop", "warn"


class ActForm(PlainLanguage, forms.Form):
    """A form of which sending it twice counts once: each showing has a key of its own."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class YearField(forms.IntegerField):
    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
        bounds = _("Vul een jaar in van 2000 tot en met 2100.")
        super().__init__(
            min_value=FIRST_YEAR,
            max_value=LAST_YEAR,
            widget=widget,
            error_messages={"min_value": bounds, "max_value": bounds, "invalid": bounds},
            **kwargs,
        )


def amount_field(**kwargs: Any) -> EuroField:
    return EuroField(max_cents=MAX_CENTS // 100, **kwargs)


def source_field(label: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(label=label, help_text=help_text, max_length=MAX_SOURCE)


def publication_day() -> DutchDateField:
    return DutchDateField(
        label=_("Wanneer is dit bedrag bekendgemaakt?"),
        help_text=_("Het bedrag telt voor aanvragen die vanaf deze dag binnenkomen."),
        latest=timezone.localdate,
    )


class CeilingChoice(forms.ModelChoiceField[GrantCeiling]):
    def label_from_instance(self, obj: GrantCeiling) -> str:
        return name_of(obj)


class PublishForm(ActForm):
    """A new amount of a ceiling."""

    amount = amount_field(label=_("Hoe hoog wordt het plafond?"))
    published_on = publication_day()
    source = source_field(_("Op welk besluit rust dit bedrag?"), _("Bijvoorbeeld: besluit van B en W, 3 maart 2027."))


class OpenForm(PublishForm):
    """A ceiling that was not there yet."""

    field_order = ("scheme", "year", "village", "amount", "published_on", "source", "council_budget", "stop")

    scheme = forms.ModelChoiceField(
        Scheme.objects.all(), label=_("Voor welke regeling?"), empty_label=_("Kies een regeling")
    )
    year = YearField(label=_("Voor welk jaar?"))
    village = forms.ModelChoiceField(
        Village.objects.active(),
        label=_("Voor welk dorp?"),
        help_text=_("Een dorp krijgt een deel van het plafond van de regeling, als dat er is."),
        empty_label=_("Voor alle dorpen samen"),
        required=False,
    )
    council_budget = forms.ModelChoiceField(
        CouncilBudget.objects.order_by("-year", "name"),
        label=_("Uit welk budget van de gemeenteraad komt het geld?"),
        empty_label=_("Uit geen apart budget"),
        required=False,
    )
    stop = forms.ChoiceField(
        label=_("Wat gebeurt er als het geld op is?"),
        choices=[(STOP, _("Stoppen")), (WARN, _("Waarschuwen"))],
        initial=STOP,
        widget=OptionCards(
            hints={
                STOP: _("Boven het plafond kan niemand geld toekennen."),
                WARN: _("Wie beslist krijgt een waarschuwing, maar kan geld toekennen."),
            }
        ),
    )


class SettingsForm(PlainLanguage, forms.Form):
    """Where the money of a ceiling comes from, and whether it stops."""

    council_budget = forms.ModelChoiceField(
        CouncilBudget.objects.none(),
        label=_("Uit welk budget van de gemeenteraad komt het geld?"),
        empty_label=_("Uit geen apart budget"),
        required=False,
    )
    stop = forms.ChoiceField(
        label=_("Wat gebeurt er als het geld op is?"),
        choices=[(STOP, _("Stoppen")), (WARN, _("Waarschuwen"))],
        widget=OptionCards(
            hints={
                STOP: _("Boven het plafond kan niemand geld toekennen."),
                WARN: _("Wie beslist krijgt een waarschuwing, maar kan geld toekennen."),
            }
        ),
    )

    def __init__(self, *args: Any, ceiling: GrantCeiling, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        budgets = CouncilBudget.objects.filter(year=ceiling.year).order_by("name")
        self.fields["council_budget"].queryset = budgets  # type: ignore[attr-defined] # a ModelChoiceField has one


class CouncilBudgetForm(PlainLanguage, forms.Form):
    """What the council made available."""

    year = YearField(label=_("Voor welk jaar?"))
    name = forms.CharField(
        label=_("Hoe heet dit budget?"), help_text=_("Bijvoorbeeld: Leefbaarheid in de kernen."), max_length=150
    )
    amount = amount_field(label=_("Hoeveel geld stelt de gemeenteraad beschikbaar?"))
    decision = source_field(_("In welk besluit staat dat?"), _("Bijvoorbeeld: raadsbesluit van 8 november 2026."))
    decided_on = DutchDateField(label=_("Wanneer nam de raad dit besluit?"), required=False)


class CouncilBudgetChangeForm(CouncilBudgetForm):
    """Another amount by another decision; year and name stay."""

    year = None  # type: ignore[assignment] # Django's way to leave out a field of the parent
    name = None  # type: ignore[assignment] # the same


class TransferForm(ActForm):
    """Money from one ceiling to another."""

    field_order = ("giver", "receiver", "amount", "reason", "across_years")

    giver = CeilingChoice(
        GrantCeiling.objects.none(), label=_("Waar gaat het geld af?"), empty_label=_("Kies een plafond")
    )
    receiver = CeilingChoice(
        GrantCeiling.objects.none(), label=_("Waar komt het geld bij?"), empty_label=_("Kies een plafond")
    )
    amount = amount_field(label=_("Hoeveel geld verschuift u?"), min_cents=1)
    reason = source_field(_("Waarom?"), _("Noem het besluit. Dit staat bij beide plafonds."))
    across_years = forms.BooleanField(label=_("Het geld mag naar een ander jaar"), required=False)

    def __init__(self, *args: Any, ceilings: QuerySet[GrantCeiling], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("giver", "receiver"):
            self.fields[name].queryset = ceilings  # type: ignore[attr-defined] # a ModelChoiceField has one


class PreviewForm(PlainLanguage, forms.Form):
    """From which day left-over money is divided, and when a village's money counts as spent."""

    day = DutchDateField(label=_("Op welke dag verdeelt u wat over is?"), help_text=_("Deze dag staat in de regeling."))
    spent_up_to = amount_field(
        label=_("Bij welk bedrag is het geld van een dorp op?"),
        help_text=_("Een dorp met dit bedrag of minder krijgt geld erbij. Vul 0 in als er niets meer over mag zijn."),
    )


class RedistributeForm(ActForm):
    """The confirmation of exactly the plan on the page."""

    reason = source_field(_("Op welke regel rust dit?"), _("Bijvoorbeeld: artikel 5, derde lid."))
    expected = forms.CharField(widget=forms.HiddenInput, max_length=64)
    day = forms.DateField(widget=forms.HiddenInput)
    spent_up_to = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=MAX_CENTS)
