"""Filters that write amounts and moments the way Dutch readers expect."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.forms import CheckboxInput
from django.template import Library
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kernkracht.foundation.money import format_euro

register = Library()


@register.filter
def euro(cents: int | None) -> str:
    """`{{ cents|euro }}`: “€ 2.500” with a hard space; nothing for nothing."""
    return "" if cents is None else format_euro(cents)


@register.filter
def moment(value: date | datetime) -> str:
    """`{{ when|moment }}`: “15 maart 2027”, and for a datetime “15 maart 2027, 14.32 uur” in local time."""
    if isinstance(value, datetime):
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        clock = _("%(time)s uur") % {"time": date_format(local, "H.i")}
        return f"{date_format(local, 'j F Y')}, {clock}"
    return date_format(value, "j F Y")


@register.filter
def has_fault(attrs: Mapping[str, Any]) -> bool:
    """Whether a widget's attributes say that its answer is wrong."""
    return attrs.get("aria-invalid") == "true"


@register.filter
def is_checkbox(bound: Any) -> bool:
    """Whether a form field is one tick, whose label stands beside it instead of above."""
    return isinstance(bound.field.widget, CheckboxInput)
