"""What officers fill in about a case. The domain refuses; these only read what was typed and keep it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kernkracht.community.people.models import Team, User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.design_system.fields import DutchDateField, EuroField, LongTextField, PlainLanguage
from kernkracht.foundation.design_system.widgets import OptionCards
from kernkracht.grants.applications.models import Judgement, Outcome
from kernkracht.grants.applications.queries import Dossier, colleagues, grounds_for

REASON = 4000


class AssignForm(PlainLanguage, forms.Form):
    """A colleague who can assess in this village, or a team."""

    to = forms.ChoiceField(label=_("Wie gaat deze aanvraag behandelen?"))

    def __init__(self, *args: Any, dossier: Dossier, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = colleagues(dossier.application, Permission.ASSESS_APPLICATION, dossier.on)
        self.fields["to"].choices = [  # type: ignore[attr-defined] # a ChoiceField has choices
            ("", _("Kies een collega of team")),
            (_("Collega’s"), [(f"user:{person.pk}", str(person)) for person in people]),
            (_("Teams"), [(f"team:{team.pk}", team.name) for team in Team.objects.all()]),
        ]

    def chosen(self) -> User | Team:
        kind, _sep, pk = self.cleaned_data["to"].partition(":")
        return User.objects.get(pk=pk) if kind == "user" else Team.objects.get(pk=pk)


class JudgementForm(PlainLanguage, forms.Form):
    verdict = forms.ChoiceField(
        label=_("Voldoet het plan hieraan?"), choices=Judgement.Verdict.choices, widget=forms.RadioSelect
    )
    reason = LongTextField(
        label=_("Waarom vindt u dat?"),
        help_text=_("Dit komt in de brief aan de aanvrager. Schrijf het zo dat iedereen het begrijpt."),
        max_characters=REASON,
    )


class CompletionForm(PlainLanguage, forms.Form):
    question = LongTextField(
        label=_("Wat moet de aanvrager aanvullen?"),
        help_text=_("De aanvrager krijgt deze tekst in een e-mail of brief."),
        max_characters=REASON,
        rows=6,
    )
    days = forms.IntegerField(
        label=_("Hoeveel dagen krijgt de aanvrager?"),
        help_text=_("Van 1 tot en met 90 dagen. Zolang staat de termijn voor het besluit stil."),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )


class CompletionNoteForm(PlainLanguage, forms.Form):
    answer = LongTextField(
        label=_("Wat heeft de aanvrager aangevuld?"),
        help_text=_("Voor een aanvulling per telefoon, per post of aan de balie."),
        max_characters=REASON,
        rows=6,
    )


class AdviceForm(PlainLanguage, forms.Form):
    of = forms.ModelChoiceField(
        User.objects.none(), label=_("Aan wie vraagt u advies?"), empty_label=_("Kies een collega")
    )
    question = LongTextField(label=_("Waarover wilt u advies?"), max_characters=REASON)

    def __init__(self, *args: Any, dossier: Dossier, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = colleagues(dossier.application, Permission.ADVISE_APPLICATION, dossier.on)
        self.fields["of"].queryset = people.exclude(pk=dossier.viewer.pk)  # type: ignore[attr-defined] # a model choice


class AdviceAnswerForm(PlainLanguage, forms.Form):
    answer = LongTextField(label=_("Wat is uw advies?"), max_characters=REASON, rows=6)


class TalkForm(PlainLanguage, forms.Form):
    held_on = DutchDateField(label=_("Wanneer was het gesprek?"))
    how = forms.CharField(
        label=_("Hoe was het gesprek?"),
        help_text=_("Bijvoorbeeld: telefonisch, bij de aanvrager thuis, op het gemeentehuis."),
        required=False,
        max_length=60,
    )
    summary = LongTextField(label=_("Wat heeft u besproken en afgesproken?"), max_characters=REASON, rows=6)


OF_ONE_OUTCOME = ("amount", "up_to_room", "carry_out_by", "ground", "refer_to", "refer_url")
"""Questions that are needed with one outcome and unasked with the others; their label names it."""


class ProposalForm(PlainLanguage, forms.Form):
    """The proposal. Fields that do not belong to the chosen outcome are ignored by the domain."""

    outcome = forms.ChoiceField(
        label=_("Wat stelt u voor?"),
        choices=Outcome.choices,
        widget=OptionCards(
            hints={
                Outcome.GRANT: _("De aanvrager krijgt het geld, of een deel ervan."),
                Outcome.REFUSE: _("Het plan voldoet niet, of het geld is op."),
                Outcome.CARRY_OVER: _("De aanvrager is het ermee eens dat het plan volgend jaar meetelt."),
                Outcome.REFER: _("Een andere regeling of een ander fonds past beter."),
                Outcome.NOT_TREAT: _("De aanvrager vulde niet op tijd aan. Bij de termijn staat tot wanneer dit kan."),
            }
        ),
    )
    amount = EuroField(label=_("Toekennen: welk bedrag?"), required=False)
    up_to_room = forms.BooleanField(label=_("Toekennen: het hoogste bedrag dat nu kan"), required=False)
    carry_out_by = DutchDateField(
        label=_("Toekennen: wanneer moet het plan klaar zijn?"),
        help_text=_("Deze dag staat in de brief. Zonder die dag kunt u het geld later niet terugvragen."),
        required=False,
    )
    obligations = LongTextField(
        label=_("Toekennen: welke afspraken horen erbij?"),
        help_text=_("Elke regel wordt een punt in de brief."),
        max_characters=REASON,
        required=False,
    )
    ground = forms.ChoiceField(label=_("Afwijzen: op welke grond?"), required=False)
    refer_to = forms.CharField(label=_("Doorverwijzen: naar wie?"), required=False, max_length=200)
    refer_url = forms.URLField(label=_("Doorverwijzen: welk webadres?"), required=False, assume_scheme="https")
    reason = LongTextField(
        label=_("Waarom stelt u dit voor?"),
        help_text=_("Dit komt in de brief aan de aanvrager. Schrijf het zo dat iedereen het begrijpt."),
        max_characters=REASON,
        rows=6,
    )

    def __init__(self, *args: Any, dossier: Dossier, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ground"].choices = [("", _("Kies een grond")), *grounds_for(dossier.sheet)]  # type: ignore[attr-defined] # a ChoiceField has choices
        for name in OF_ONE_OUTCOME:
            self.fields[name].widget.quiet_optional = True


class ReturnForm(PlainLanguage, forms.Form):
    reason = LongTextField(label=_("Wat moet er anders?"), max_characters=REASON)


class DecisionForm(PlainLanguage, forms.Form):
    """The decision on a proposal. Only an award has an amount to lower; only a refusal has a ground to change."""

    choice = forms.ChoiceField(label=_("Wat besluit u?"), widget=forms.RadioSelect)
    amount = EuroField(label=_("Lager bedrag: hoeveel kent u toe?"), required=False)
    ground = forms.ChoiceField(label=_("Afwijzen: op welke grond?"), required=False)
    reason = LongTextField(
        label=_("Anders dan voorgesteld: waarom?"),
        help_text=_("Vul dit alleen in als u anders besluit dan voorgesteld. Het komt in de brief."),
        max_characters=REASON,
        required=False,
    )
    no_interest = forms.BooleanField(
        label=_("Ik heb geen eigen belang bij deze aanvraag en ken de aanvrager niet persoonlijk."), required=False
    )

    AS_PROPOSED, LESS, ROOM, REFUSE = "proposed", "less", "room", "refuse"

    def __init__(self, *args: Any, dossier: Dossier, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        proposal = dossier.open_proposal
        choices = [(self.AS_PROPOSED, _("Zoals voorgesteld"))]
        if proposal is not None and proposal.outcome == Outcome.GRANT:
            choices += [
                (self.LESS, _("Een lager bedrag toekennen")),
                (self.ROOM, _("Toekennen wat er nu nog over is onder het plafond")),
                (self.REFUSE, _("Toch afwijzen")),
            ]
        self.fields["choice"].choices = choices  # type: ignore[attr-defined] # a ChoiceField has choices
        self.fields["ground"].choices = [("", _("Kies een grond")), *grounds_for(dossier.sheet)]  # type: ignore[attr-defined] # a ChoiceField has choices
        for name in ("amount", "ground", "reason"):
            self.fields[name].widget.quiet_optional = True
        if len(choices) == 1:
            for name in ("amount", "ground"):
                del self.fields[name]
