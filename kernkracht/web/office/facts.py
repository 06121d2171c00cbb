"""Forms of the office whose answers are one dataclass of facts for a verb."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kernkracht.community.villages.models import Area, Village
from kernkracht.foundation.design_system.fields import LongTextField, PlainLanguage
from kernkracht.foundation.personal_traces import explained


class VillagesField(forms.ModelMultipleChoiceField[Village]):
    """Villages to tick."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Dorpen"))
        super().__init__(queryset=Village.objects.none(), required=kwargs.pop("required", False), **kwargs)


class FactsForm(PlainLanguage, forms.Form):
    """A form whose answers are one dataclass of facts; text that points at a person is refused beside its question."""

    unchecked: ClassVar[frozenset[str]] = frozenset()
    """Text fields that hold no free text, such as the telephone number of a desk."""
    names_people: ClassVar[bool] = False
    """Whether the form is about people, with their consent; then no text is searched for them."""

    def __init__(self, *args: Any, row: Any = None, **kwargs: Any) -> None:
        if row is not None:
            kwargs["initial"] = {name: _value(row, name) for name in self.base_fields} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        choices: dict[str, QuerySet[Any]] = {
            "villages": Village.objects.active(),
            "village": Village.objects.active(),
            "area": Area.objects.all(),
            "areas": Area.objects.all(),
        }
        for name, rows in choices.items():
            if name in self.fields:
                self.fields[name].queryset = rows  # type: ignore[attr-defined] # a field of rows

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name, value in [] if self.names_people else list(data.items()):
            if isinstance(value, str) and name not in self.unchecked and type(self.fields[name]) in CHECKED:
                for sentence in explained(value):
                    self.add_error(name, sentence)
        return {name: value for name, value in data.items() if name not in self.errors}

    def facts(self, kind: type[Any], **more: Any) -> Any:
        """The answers as `kind`; rows that were ticked become a tuple."""
        data = self.cleaned_data | more
        return kind(**{field.name: _plain(data[field.name]) for field in fields(kind) if field.name in data})


CHECKED = (forms.CharField, LongTextField)


def _value(row: Any, name: str) -> Any:
    value: Any = getattr(row, name, None)
    return list(value.all()) if hasattr(value, "all") else value


def _plain(value: Any) -> Any:
    return tuple(value) if isinstance(value, QuerySet) else value
