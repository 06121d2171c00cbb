"""Which fields of a model can hold something about a person."""

from __future__ import annotations

from django.db import models

WORDS = (models.CharField, models.TextField, models.JSONField, models.GenericIPAddressField)
"""Types that hold what somebody typed. E-mail, slug and address fields are kinds of these."""
FILES = (models.FileField, models.BinaryField)


def is_choice(field: models.Field[object, object]) -> bool:
    """Whether the field holds one of a fixed list of codes."""
    return bool(field.choices)


def word_fields(model: type[models.Model]) -> tuple[models.Field[object, object], ...]:
    """Fields in which somebody's words could stand, codes of a fixed list left out."""
    return tuple(f for f in model._meta.concrete_fields if isinstance(f, WORDS) and not is_choice(f))


def file_fields(model: type[models.Model]) -> tuple[models.Field[object, object], ...]:
    """Fields that hold a file, on disk or in the row."""
    return tuple(f for f in model._meta.concrete_fields if isinstance(f, FILES))
