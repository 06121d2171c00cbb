"""One Django form for a whole record, with its faults at the answers they are about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils.translation import gettext as _

from kernkracht.foundation.design_system.fields import PlainLanguage, speak_plainly
from kernkracht.grants.schemes.faults import Fault, Faults
from kernkracht.grants.schemes.parameters import Record, read_record

from .building import Builder
from .lists import RowsPart, TicksPart
from .parts import BLANK, AnswerPart, GroupPart, Part, Surroundings
from .posted import Posted


class GeneratedForm(PlainLanguage, forms.Form):
    """Asks for every parameter of `cls`. After `is_valid()`: `record` (typed) and `spelling` (as in a file).

    `spelling` in the constructor is what stands now. `more` are fields of the page itself. A button that adds or
    removes a row makes `only_reshapes` true: the form is shown again without judging anything.
    """

    def __init__(
        self,
        cls: type[Record],
        spelling: Mapping[str, Any] | None = None,
        *,
        data: QueryDict | None = None,
        around: Surroundings | None = None,
        more: Mapping[str, forms.Field] | None = None,
        prefix_name: str = "p",
    ) -> None:
        self.cls = cls
        self.posted = Posted(data) if data is not None else None
        self.root = Builder(around or Surroundings(), self.posted).record(cls, prefix_name, spelling or {})
        self.record: Any = None
        self.spelling: dict[str, Any] = {}
        self.was_changed = False
        """Somebody else changed the draft meanwhile; the page says what to do."""
        super().__init__(data)
        self.fields |= {**(more or {}), **dict(self.root.fields())}
        for name, formfield in self.fields.items():
            speak_plainly(formfield, str(formfield.label or name))
        self.root.connect(self)

    @property
    def only_reshapes(self) -> bool:
        return self.posted is not None and self.posted.only_reshapes

    def full_clean(self) -> None:
        if self.only_reshapes:
            self._errors, self.cleaned_data = ErrorDict(), {}
            return
        super().full_clean()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        spelled = self.root.spelled(cleaned)
        self.spelling = {} if spelled is BLANK else spelled
        for part in every(self.root):
            self._demand(part, cleaned)
        for text, _anchor in list(self.root.all_faults()):
            self.add_error(None, forms.ValidationError(text, code="group"))
        faults = Faults()
        self.record = read_record(self.cls, self.spelling, (), faults)
        for fault in faults:
            self.place(fault)
        return cleaned

    def _demand(self, part: Part, cleaned: Mapping[str, Any]) -> None:
        """Lists that must hold something, and answers that a row needs once it holds anything."""
        if isinstance(part, RowsPart | TicksPart) and part.required and part.spelled(cleaned) is BLANK:
            self._blame_once(part, _("Vul minstens één antwoord in bij “{label}”.").format(label=part.label))
        if isinstance(part, GroupPart) and part.is_row and part.spelled(cleaned) is not BLANK:
            for answer in part.inner():
                needed = isinstance(answer, AnswerPart) and answer.needed
                if needed and answer.spelled(cleaned) is BLANK and not self._has_faults(answer):
                    self._blame(answer, _("Vul een antwoord in bij “%(question)s”.") % {"question": answer.label})

    def _blame_once(self, part: Part, text: str) -> None:
        if not self._has_faults(part):
            self._blame(part, text)

    def place(self, fault: Fault) -> None:
        """Put a fault (with a path within the record) at its answer. Say nothing twice about one answer."""
        part = self.root.find(fault.path)
        self._blame_once(part, " ".join(filter(None, [self._in_words(fault.reason), self._in_words(fault.remedy)])))

    def _blame(self, part: Part, text: str) -> None:
        if isinstance(part, TicksPart):
            part = part.ticks
        if isinstance(part, AnswerPart) and not part.is_hidden:
            self.add_error(part.html_name, text)
            return
        part.faults.append(text)
        self.add_error(None, forms.ValidationError(text, code="group"))

    def _has_faults(self, part: Part) -> bool:
        errors: Mapping[str, Any] = self._errors or {}
        return any(part.all_faults()) or any(name in errors for name, _field in part.fields())

    def _in_words(self, text: str) -> str:
        """The names of parameters as people see them in this form."""
        for name, label in self._names().items():
            text = re.sub(rf"(?<![\w“]){re.escape(name)}(?!\w)", f"“{label}”", text)
        return text

    def _names(self) -> dict[str, str]:
        names: dict[str, str] = {}
        for part in every(self.root):
            for name, inner in getattr(part, "parts", {}).items():
                if "_" in name or name in ("values", "years", "base"):
                    names[name] = inner.label
        return names

    def non_field_errors(self) -> Any:
        """Faults of the whole; those of a group stand at that group and in the summary with a link."""
        errors: Any = self.errors.get("__all__", self.error_class(error_class="nonfield"))
        kept = [error for error in errors.as_data() if getattr(error, "code", "") != "group"]
        return self.error_class(kept, error_class="nonfield", renderer=self.renderer)

    @property
    def group_faults(self) -> list[dict[str, str]]:
        """For the summary: faults of groups with a link to each."""
        if not self.is_bound or self.only_reshapes:
            return []
        return [{"text": text, "href": f"#{anchor}"} for text, anchor in self.root.all_faults()]


def every(part: Part) -> Iterable[Part]:
    yield part
    for inner in part.inner():
        yield from every(inner)
