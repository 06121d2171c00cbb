"""What happens when a decision on an objection is late (Awb 4:17, which holds for it too)."""

from __future__ import annotations

from django.db import models

from kernkracht.grants.applications.models import EXCEPTION_HAS_REASON, JUDGED_BY_ITS_DAY, DefaultNotice

from .objection import Objection


class ObjectionDefault(DefaultNotice):
    """A notice of default about an objection."""

    objection = models.ForeignKey(Objection, on_delete=models.CASCADE, related_name="default_notices")

    class Meta:
        ordering = ["objection", "received_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=JUDGED_BY_ITS_DAY, name="objection_default_judged_by_its_day"),
            models.CheckConstraint(condition=EXCEPTION_HAS_REASON, name="objection_exception_has_reason"),
        ]
