"""Choosing what to follow and how often."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kernkracht.community.following.actions import SignUpToFollow
from kernkracht.community.following.models import Rhythm
from kernkracht.community.following.queries import themes_to_follow, villages_to_follow
from kernkracht.community.following.sources import Thing, names_of
from kernkracht.foundation.design_system.fields import PlainLanguage

from ..access import now

MOST_OTHERS, LONGEST_OTHER = 5, 100
EVERYTHING = "everything:"


def thing_of(value: str) -> Thing:
    kind, _colon, key = value.partition(":")
    return kind, key


class FollowForm(PlainLanguage, forms.Form):
    """`other` are things that another page offered, such as one gathering; the trap `website` people do not see."""

    other = forms.MultipleChoiceField(label=_("Dit wilt u volgen"), required=False, widget=forms.CheckboxSelectMultiple)
    villages = forms.MultipleChoiceField(label=_("Welke dorpen?"), required=False, widget=forms.CheckboxSelectMultiple)
    themes = forms.MultipleChoiceField(
        label=_("Welke onderwerpen?"),
        required=False,
        help_text=_("Over alle dorpen samen."),
        widget=forms.CheckboxSelectMultiple,
    )
    rhythm = forms.ChoiceField(
        label=_("Hoe vaak wilt u mail?"),
        choices=[
            (Rhythm.AT_ONCE, _("Meteen als er iets is")),
            (Rhythm.DAILY, _("Hoogstens één keer per dag")),
            (Rhythm.WEEKLY, _("Hoogstens één keer per week")),
        ],
        initial=Rhythm.WEEKLY,
        widget=forms.RadioSelect,
    )
    email = forms.EmailField(
        label=_("Uw e-mailadres"),
        max_length=254,
        help_text=_("U krijgt een mail om te bevestigen. U heeft geen account nodig."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    website = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, offered: list[str], has_account: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        at = now()
        villages = [(f"village:{row.pk}", row.name) for row in villages_to_follow()]
        self._choose("villages", [(EVERYTHING, _("Alle dorpen")), *villages])
        self._choose("themes", [(f"theme:{row.code}", row.label) for row in themes_to_follow(at)])
        others = names_of(thing_of(value[:LONGEST_OTHER]) for value in offered[:MOST_OTHERS])
        self._choose("other", [(f"{kind}:{key}", named.name) for (kind, key), named in others.items()])
        if has_account:
            del self.fields["email"]

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        """Offer these, or leave the question out when there is nothing to choose."""
        if choices:
            self.fields[name].choices = choices  # type: ignore[attr-defined] # a field of choices
        else:
            del self.fields[name]

    @property
    def has_themes(self) -> bool:
        """Whether a theme was chosen, here or by another page, so that its part stands open."""
        value = self["themes"].value() if "themes" in self.fields else None
        return bool(set(value or ()) & {str(code) for code, _label in self.fields["themes"].choices})  # type: ignore[attr-defined] # a field of choices

    def wanted(self) -> SignUpToFollow:
        chosen = [value for name in ("other", "villages", "themes") for value in self.cleaned_data.get(name, ())]
        return SignUpToFollow(tuple(thing_of(value) for value in chosen), self.cleaned_data["rhythm"])
