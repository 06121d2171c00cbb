"""The form of a note: one page, five answers, of which two are there already."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kernkracht.community.gatherings.models import Gathering
from kernkracht.community.people.models import User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import villages_where
from kernkracht.community.presence.models import Presence
from kernkracht.community.themes.models import Theme
from kernkracht.community.themes.queries import themes_on
from kernkracht.community.villages.models import Village
from kernkracht.foundation.design_system.fields import DutchDateField, LongTextField, PlainLanguage
from kernkracht.participation.observations.actions import VisitFacts
from kernkracht.participation.observations.models import VisitNote
from kernkracht.participation.observations.queries import gatherings_to_note, presences_to_note

LONGEST_TEXT = 2000
MOST_PEOPLE = 2000

Place = tuple[Village, Presence | None, Gathering | None]


class VisitForm(PlainLanguage, forms.Form):
    """A note of a visit; `where` is a moment of the last week, or a village."""

    where = forms.ChoiceField(
        label=gettext_lazy("Waar was u?"),
        error_messages={
            "required": gettext_lazy("Kies waar u was."),
            "invalid_choice": gettext_lazy("Dit dorp of moment is er niet (meer) bij. Kies waar u was."),
        },
    )
    people_spoken = forms.IntegerField(
        label=gettext_lazy("Met hoeveel mensen sprak u?"),
        min_value=0,
        max_value=MOST_PEOPLE,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "kk-visit__number", "autocomplete": "off"}),
        error_messages={
            "required": gettext_lazy("Vul een getal in. Sprak u niemand? Vul dan 0 in."),
            "invalid": gettext_lazy("Vul een getal in, bijvoorbeeld 7."),
        },
    )
    text = LongTextField(
        label=gettext_lazy("Wat hoorde of zag u?"),
        max_characters=LONGEST_TEXT,
        rows=5,
        help_text=gettext_lazy("Een paar zinnen. Geen namen en niets waaraan u iemand herkent."),
    )
    themes = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Waarover?"),
        queryset=Theme.objects.none(),
        required=False,
        to_field_name="code",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": gettext_lazy("Het thema “%(value)s” is er niet meer. Kies een ander thema.")},
    )
    visited_on = DutchDateField(label=gettext_lazy("Wanneer?"), latest=timezone.localdate)
    key = forms.UUIDField(
        required=False,
        initial=uuid4,
        widget=forms.HiddenInput,
        error_messages={"invalid": gettext_lazy("Deze notitie heeft geen goed nummer. Laad de pagina opnieuw.")},
    )

    def __init__(self, *args: Any, user: User, at: datetime, note: VisitNote | None = None, **kwargs: Any) -> None:
        self.at, self.today = at, timezone.localdate(at)
        self._places = places_of(user, at, note)
        first = _answers(note) if note else {"visited_on": self.today, "where": self._first_place(user)}
        super().__init__(*args, initial=first | kwargs.pop("initial", {}), **kwargs)
        self.fields["where"].choices = self._choices()  # type: ignore[attr-defined] # a field of choices
        self.fields["themes"].queryset = themes_on(self.today)  # type: ignore[attr-defined] # a field of rows

    def _first_place(self, user: User) -> str:
        """Today’s own moment; else the village of the last note; else the reader chooses."""
        for code, (_village, presence, _gathering) in self._places.items():
            if presence and presence.user_id == user.pk and timezone.localdate(presence.starts_at) == self.today:
                return code
        last = VisitNote.objects.filter(written_by=user.actor).select_related("village").first()
        code = f"v-{last.village.slug}" if last else ""
        return code if code in self._places else ""

    def _choices(self) -> list[Any]:
        moments, villages = [], []
        for code, (village, presence, gathering) in self._places.items():
            if presence or gathering:
                moments.append((code, _moment(village, presence, gathering)))
            else:
                villages.append((code, village.name))
        groups = [(_("Uit de agenda"), moments)] if moments else []
        return [("", _("Kies een dorp")), *groups, (_("Dorpen"), villages)]

    def facts(self, written_at: datetime | None = None) -> VisitFacts:
        """The answers as the verb takes them."""
        data = self.cleaned_data
        village, presence, gathering = self._places[data["where"]]
        return VisitFacts(
            village=village,
            presence=presence,
            gathering=gathering,
            visited_on=data["visited_on"],
            people_spoken=data["people_spoken"],
            text=data["text"],
            themes=tuple(data["themes"]),
            written_at=written_at,
        )


def places_of(user: User, at: datetime, note: VisitNote | None = None) -> dict[str, Place]:
    """Where somebody can have been, by the code of the choice: moments of the last week, then one’s villages."""
    villages = villages_where(user.actor, Permission.VISIT_VILLAGES, timezone.localdate(at))
    active = villages.filter(status=Village.Status.ACTIVE).order_by("sort_order", "name")
    own = {village.pk: village for village in active}
    found: dict[str, Place] = {}
    presences = [row for row in presences_to_note(user, at) if row.village_id in own]
    if note and note.presence and note.presence_id not in {row.pk for row in presences}:
        presences.append(note.presence)
    for presence in presences:
        found[f"p{presence.pk}"] = presence.village, presence, None
    for gathering in gatherings_to_note(villages, at):
        for village in gathering.villages.all():
            if village.pk in own:
                found[f"g{gathering.pk}-{village.slug}"] = village, None, gathering
    if note and note.gathering:
        found[f"g{note.gathering_id}-{note.village.slug}"] = note.village, None, note.gathering
    return found | {f"v-{village.slug}": (village, None, None) for village in own.values()}


def _answers(note: VisitNote) -> dict[str, Any]:
    where = f"v-{note.village.slug}"
    if note.presence_id:
        where = f"p{note.presence_id}"
    elif note.gathering_id:
        where = f"g{note.gathering_id}-{note.village.slug}"
    return {
        "where": where,
        "visited_on": note.visited_on,
        "people_spoken": note.people_spoken,
        "text": note.text,
        "themes": [theme.code for theme in note.themes.all()],
    }


def _moment(village: Village, presence: Presence | None, gathering: Gathering | None) -> str:
    title = presence.place if presence else str(gathering)
    starts_at = presence.starts_at if presence else gathering.starts_at  # type: ignore[union-attr] # one of the two
    day = date_format(timezone.localtime(starts_at), "j F, H.i")
    return f"{village.name}: {title} ({day})"


class TrendOfVisitForm(PlainLanguage, forms.Form):
    text = LongTextField(
        label=gettext_lazy("Wat ziet u?"),
        max_characters=1000,
        help_text=gettext_lazy("In het algemeen. Noem geen mensen."),
    )


class VisitListFilter(forms.Form):
    """What part of the notes to show; a value that does not exist counts as not chosen."""

    dorp = forms.ModelChoiceField(queryset=Village.objects.none(), required=False, to_field_name="slug")
    wie = forms.ChoiceField(choices=[("", ""), ("ik", "")], required=False)
    periode = forms.ChoiceField(choices=[("", ""), ("maand", ""), ("halfjaar", "")], required=False)
    open = forms.BooleanField(required=False)

    def __init__(self, *args: Any, villages: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dorp"].queryset = villages  # type: ignore[attr-defined] # a field of rows
        themes = forms.ModelChoiceField(queryset=Theme.objects.all(), required=False, to_field_name="code")
        self.fields["thema"] = themes
