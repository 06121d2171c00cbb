"""Euro cents, never floats. Amounts are `int` cents in code, `BigIntegerField` in the database."""

from .amounts import AmbiguousAmount, UnreadableAmount, format_euro, parse_euro, to_euro_number
from .fields import EuroCentsField

__all__ = ["AmbiguousAmount", "EuroCentsField", "UnreadableAmount", "format_euro", "parse_euro", "to_euro_number"]
