"""Inputs of the design system. Their markup is in `templates/kk/widgets/` and `templates/django/forms/widgets/`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class EuroInput(forms.TextInput):
    """A textbox behind a € sign; a phone shows digits."""

    template_name = "kk/widgets/euro.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "decimal", "autocomplete": "off", **(attrs or {})})


class _DatePart(forms.TextInput):
    def __init__(self, label: Any, cls: str, autocomplete: str) -> None:
        self.part_label = label
        super().__init__({"class": cls, "autocomplete": autocomplete})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["part_label"] = self.part_label
        return context


class DateParts(forms.MultiWidget):
    """Day, month and year. What was typed comes back as typed, right or wrong."""

    template_name = "kk/widgets/date.html"

    def __init__(self, *, birthday: bool = False) -> None:
        """`birthday` lets the browser fill in the visitor's own date of birth."""
        auto = ("bday-day", "bday-month", "bday-year") if birthday else ("off", "off", "off")
        super().__init__(
            {
                "day": _DatePart(gettext_lazy("Dag"), "kk-date__day", auto[0]),
                "month": _DatePart(gettext_lazy("Maand"), "kk-date__month", auto[1]),
                "year": _DatePart(gettext_lazy("Jaar"), "kk-date__year", auto[2]),
            }
        )

    def decompress(self, value: Any) -> list[Any]:
        return [value.day, value.month, value.year] if isinstance(value, date) else ["", "", ""]


class CounterTextarea(forms.Textarea):
    """A long answer that says how much room there is; with JavaScript it counts along."""

    def __init__(self, max_characters: int, *, rows: int = 4) -> None:
        self.max_characters = max_characters
        super().__init__({"rows": rows})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        widget = context["widget"]
        widget["max_characters"] = self.max_characters
        widget["count_text"] = _("U mag %(n)d tekens gebruiken.") % {"n": self.max_characters}
        own = widget["attrs"]
        own["data-max"] = self.max_characters
        own["data-left"] = _("Nog {n} van {max} tekens over.")
        own["data-over"] = _("Te veel tekens: {n}.")
        if own.get("id"):
            own["aria-describedby"] = f"{own.get('aria-describedby') or ''} {own['id']}_teller".strip()
        return context


class _Hinted:
    """Cards whose options carry a hint: `hints` by the option's value."""

    def __init__(self, hints: Mapping[Any, Any] | None = None, **kwargs: Any) -> None:
        self.hints = {str(value): hint for value, hint in (hints or {}).items()}
        super().__init__(**kwargs)

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)  # type: ignore[misc]  # the mixin's other base has it
        option["hint"] = self.hints.get(str(value), "")
        return option


class OptionCards(_Hinted, forms.RadioSelect):
    """Choose one: `forms.ChoiceField(choices=…, widget=OptionCards(hints={"small": _("Tot € 750.")}))`."""


class OptionTicks(_Hinted, forms.CheckboxSelectMultiple):
    """Choose more than one, with hints as in `OptionCards`."""


class UploadInput(forms.FileInput):
    """A file to send along. `accept` is a hint to the browser only; the file itself is checked on the server."""

    template_name = "django/forms/widgets/file.html"

    def __init__(self, accept: str = ".pdf,.jpg,.jpeg,.png,.odt,.docx") -> None:
        super().__init__({"accept": accept})


class RichTextarea(CounterTextarea):
    """A text in the notation of `foundation.rich_text`. Where the page loads `editor.js` it is written with buttons.

    `picture_url` takes pictures (`picture`, `alt_text`) and answers with what to put in the text; "" without pictures.
    `film_url` answers which films there are (`films`, each with `src` and `alt`), and at `new_film_url` one is added;
    "" without films.
    """

    template_name = "kk/widgets/rich_text.html"

    def __init__(
        self,
        max_characters: int,
        *,
        rows: int = 18,
        picture_url: Any = "",
        film_url: Any = "",
        new_film_url: Any = "",
    ) -> None:
        super().__init__(max_characters, rows=rows)
        self.urls = {"picture_url": picture_url, "film_url": film_url, "new_film_url": new_film_url}

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        widget = context["widget"]
        widget["attrs"]["data-editor"] = ""
        widget.update({name: str(url) for name, url in self.urls.items()})
        widget["acts"] = [
            ("h2", _("Kop"), ""),
            ("h3", _("Kleinere kop"), ""),
            ("strong", _("Vet"), _("V")),
            ("em", _("Schuin"), _("S")),
            ("bullets", _("Lijst"), ""),
            ("numbers", _("Genummerd"), ""),
            ("quote", _("Citaat"), ""),
            ("link", _("Link"), ""),
            *([("picture", _("Beeld"), "")] if widget["picture_url"] else []),
            *([("film", _("Film"), "")] if widget["film_url"] else []),
            ("undo", _("Ongedaan maken"), "↶"),
            ("redo", _("Opnieuw doen"), "↷"),
        ]
        return context
