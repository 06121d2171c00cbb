"""Validity with dates: rows that count from a day until a day."""

from .periods import OpenPeriodQuerySet, valid_period_constraint

__all__ = ["OpenPeriodQuerySet", "valid_period_constraint"]
