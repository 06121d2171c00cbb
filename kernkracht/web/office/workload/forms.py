"""Forms about hours."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.design_system.fields import DutchDateField, PlainLanguage


class FteField(forms.DecimalField):
    """Full weeks, with a comma or a point."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_digits=4, decimal_places=2, **kwargs)
        self.widget.attrs["inputmode"] = "decimal"

    def to_python(self, value: Any) -> Any:
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)


class HoursForm(PlainLanguage, forms.Form):
    fte = FteField(label=_("Hoeveel fte?"), help_text=_("1 is een volle werkweek. Bijvoorbeeld: 0,8."))
    since = DutchDateField(label=_("Vanaf welke dag?"))
