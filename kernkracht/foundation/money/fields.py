from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    EuroCentsField = models.BigIntegerField
    """Seen by the type checker as what it is in the database: a whole number, optional when null is allowed."""
else:

    class EuroCentsField(models.BigIntegerField):
        """A whole number of euro cents."""

        description = "Amount in euro cents"
