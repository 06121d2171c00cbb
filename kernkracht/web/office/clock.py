"""A clock time as people type it."""

from __future__ import annotations

from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class ClockField(forms.TimeField):
    """A time of the day: “19.30”, “19:30” or “19”. Cleans to a `time`."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("Bijvoorbeeld 19.30."))
        words = _("Vul een tijd in met uren en minuten, bijvoorbeeld 19.30.")
        super().__init__(
            input_formats=["%H.%M", "%H:%M", "%H"],
            widget=forms.TimeInput(format="%H.%M", attrs={"inputmode": "decimal"}),
            error_messages={"invalid": words, "required": words},
            **kwargs,
        )

    def to_python(self, value: Any) -> time | None:
        return super().to_python(value.strip() if isinstance(value, str) else value)
