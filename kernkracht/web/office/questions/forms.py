"""Forms of the office about questions."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kernkracht.community.partners.models import Partner
from kernkracht.community.people.models import Team, User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import holders_of
from kernkracht.community.themes.models import Theme
from kernkracht.community.themes.queries import themes_on
from kernkracht.community.villages.models import Village
from kernkracht.foundation.design_system.fields import DutchDateField, LongTextField, PlainLanguage
from kernkracht.participation.questions.actions import AnswerFacts, PollFacts, QuestionFacts, ThemeOwnerFacts
from kernkracht.participation.questions.models import Question, ThemeOwner

Rows = QuerySet[Any]


class RowsForm(PlainLanguage, forms.Form):
    """A form whose choices are rows of the day: `rows` gives them by field."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in self.rows().items():
            if name in self.fields:
                self.fields[name].queryset = rows  # type: ignore[attr-defined] # a field of rows

    def rows(self) -> dict[str, Rows]:
        today = timezone.localdate()
        return {
            "theme": themes_on(today),
            "village": Village.objects.active(),
            "officer": holders_of(Permission.HANDLE_QUESTION, today),
            "colleague": User.objects.filter(is_staff=True, is_active=True).order_by("name", "email"),
            "partner": Partner.objects.active(today).exclude(email="").order_by("name"),
            "department": Team.objects.all(),
        }


def _choice(rows: Any, label: Any, empty: Any, **more: Any) -> forms.ModelChoiceField[Any]:
    return forms.ModelChoiceField(label=label, queryset=rows.objects.none(), empty_label=empty, **more)


class EnterForm(RowsForm):
    """What somebody asked by telephone, in the village or at the counter."""

    channel = forms.ChoiceField(
        label=_("Hoe kwam de vraag binnen?"),
        choices=[
            (value, Question.Channel(value).label)
            for value in (Question.Channel.PHONE, Question.Channel.HALL, Question.Channel.COUNTER)
        ],
        widget=forms.RadioSelect,
    )
    asked_on = DutchDateField(label=_("Wanneer?"), initial=timezone.localdate)
    village = _choice(Village, _("Over welk dorp?"), _("Kies een dorp"))
    text = LongTextField(label=_("Wat is de vraag?"), max_characters=4000, rows=5)
    name = forms.CharField(label=_("Wie vraagt het?"), max_length=100)
    email = forms.EmailField(label=_("E-mailadres"), required=False)
    phone = forms.CharField(
        label=_("Telefoonnummer"), required=False, max_length=30, help_text=_("Een van de twee is genoeg.")
    )
    street = forms.CharField(label=_("Straat of plek"), required=False, max_length=150)
    theme = _choice(Theme, _("Thema"), _("Kies ik later"), required=False)
    may_publish = forms.BooleanField(label=_("Vraag en antwoord mogen op de website, zonder naam"), required=False)
    key = forms.UUIDField(required=False, initial=uuid4, widget=forms.HiddenInput)

    def facts(self) -> QuestionFacts:
        names = ("text", "name", "village", "email", "phone", "theme", "street", "may_publish")
        return QuestionFacts(**{name: self.cleaned_data[name] for name in names})


class VillageForm(RowsForm):
    village = _choice(Village, _("Over welk dorp gaat dit?"), _("Kies een dorp"))


class RouteForm(RowsForm):
    theme = _choice(Theme, _("Waar gaat de vraag over?"), _("Kies een thema"))
    officer = _choice(
        User,
        _("Wie beantwoordt de vraag?"),
        _("Wie dit thema in dit dorp doet"),
        required=False,
        help_text=_("De kernregisseur blijft het gezicht voor de inwoner."),
    )


class AnswerForm(PlainLanguage, forms.Form):
    """The three lists of R102 below the answer itself."""

    text = LongTextField(label=_("Antwoord"), max_characters=6000, rows=7)
    possible = LongTextField(label=_("Dit kan wel"), max_characters=2000, required=False)
    not_possible = LongTextField(label=_("Dit kan niet"), max_characters=2000, required=False)
    referred_to = forms.CharField(
        label=_("Wie helpt verder?"),
        max_length=150,
        required=False,
        help_text=_("Alleen als een ander verder helpt. Bijvoorbeeld: vrijwilligerssteunpunt, 0344 00 00 00."),
    )
    told_by_voice = forms.BooleanField(
        label=_("Ik vertelde dit antwoord zelf, per telefoon of in het dorp"), required=False
    )

    def facts(self) -> AnswerFacts:
        return AnswerFacts(**{name: value for name, value in self.cleaned_data.items() if name != "next_on"})


class ProgressForm(AnswerForm):
    to_find_out = LongTextField(label=_("Dit zoeken wij nog uit"), max_characters=2000, required=False)
    next_on = DutchDateField(label=_("Wanneer hoort de inwoner meer?"))
    field_order = ("text", "possible", "not_possible", "to_find_out", "next_on", "told_by_voice")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["referred_to"]


class DrawInForm(RowsForm):
    colleague = _choice(User, _("Welke collega?"), _("Geen collega"), required=False)
    partner = _choice(
        Partner,
        _("Of welke partner?"),
        _("Geen partner"),
        required=False,
        help_text=_("De partner krijgt alleen uw woorden. Noem geen namen."),
    )
    asked = LongTextField(label=_("Wat wilt u weten?"), max_characters=2000)


class TextForm(PlainLanguage, forms.Form):
    """One text; `label` says which."""

    text = LongTextField(label=_("Notitie voor collega’s"), max_characters=4000)

    def __init__(self, *args: Any, label: Any = None, required: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = label or self.fields["text"].label
        self.fields["text"].required = required


class MergeForm(PlainLanguage, forms.Form):
    into = forms.ModelChoiceField(
        label=_("Bij welke vraag hoort deze?"), queryset=Question.objects.none(), empty_label=_("Kies een vraag")
    )

    def __init__(self, *args: Any, questions: Rows, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["into"]
        field.queryset = questions
        field.label_from_instance = lambda row: f"{row.number}: {row.text[:70]}"


class PublishForm(PlainLanguage, forms.Form):
    question_text = LongTextField(label=_("De vraag op de website"), max_characters=2000)
    answer_text = LongTextField(label=_("Het antwoord op de website"), max_characters=6000, rows=7)


class ThemeOwnerForm(RowsForm):
    theme = _choice(Theme, _("Welk thema?"), _("Kies een thema"))
    village = _choice(Village, _("Voor welk dorp?"), _("Alle dorpen"), required=False)
    officer = _choice(User, _("Wie beantwoordt dit?"), _("Kies een collega"))
    department = _choice(Team, _("Van welke afdeling?"), _("Kies een afdeling"))
    valid_from = DutchDateField(label=_("Vanaf"), initial=timezone.localdate)
    valid_until = DutchDateField(label=_("Tot en met"), required=False, help_text=_("Laat leeg zolang het geldt."))

    def __init__(self, *args: Any, row: ThemeOwner | None = None, **kwargs: Any) -> None:
        if row is not None:
            kwargs["initial"] = {name: getattr(row, name) for name in self.base_fields}
        super().__init__(*args, **kwargs)

    def facts(self) -> ThemeOwnerFacts:
        return ThemeOwnerFacts(**self.cleaned_data)


class PollForm(RowsForm):
    village = _choice(Village, _("In welk dorp?"), _("Kies een dorp"))
    text = forms.CharField(
        label=_("Wat wilt u vragen?"), max_length=200, help_text=_("Bijvoorbeeld: Wilt u een extra afvalbak?")
    )
    options = forms.CharField(
        label=_("Waar kunnen mensen uit kiezen?"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=700,
        help_text=_("Elk antwoord op een eigen regel: 2 tot en met 6."),
    )
    closes_on = DutchDateField(label=_("Meedoen kan tot en met"))

    def facts(self) -> PollFacts:
        data = self.cleaned_data
        return PollFacts(data["village"], data["text"], tuple(data["options"].splitlines()), data["closes_on"])


class ListFilter(forms.Form):
    """Narrowing the list; an unknown choice is ignored."""

    def __init__(self, *args: Any, villages: Rows, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["staat"] = forms.ChoiceField(
            label=_("Staat"),
            choices=[("", _("Alle open vragen")), ("laat", _("Te laat")), ("klaar", _("Beantwoord"))],
            required=False,
        )
        self.fields["dorp"] = forms.ModelChoiceField(
            label=_("Dorp"), queryset=villages, to_field_name="slug", required=False, empty_label=_("Al mijn dorpen")
        )
        self.fields["thema"] = forms.ModelChoiceField(
            label=_("Thema"),
            queryset=Theme.objects.all(),
            to_field_name="code",
            required=False,
            empty_label=_("Alle thema’s"),
        )
        self.fields["van"] = forms.ChoiceField(
            label=_("Wie antwoordt?"),
            choices=[("", _("Iedereen")), ("mij", _("Ik")), ("niemand", _("Nog niemand"))],
            required=False,
        )
