"""Hours in templates."""

from __future__ import annotations

from decimal import Decimal

from django.template import Library

register = Library()


@register.filter
def fte(number: Decimal) -> str:
    """`{{ row.fte|fte }}`: “1” or “0,8”, without zeros that say nothing."""
    return format(number.normalize(), "f").replace(".", ",")
