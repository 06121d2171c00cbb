"""Who answers which theme, where and when."""

from __future__ import annotations

from django.db import models

from kernkracht.community.people.models import Team, User
from kernkracht.community.themes.models import Theme
from kernkracht.community.villages.models import Village
from kernkracht.foundation.periods import OpenPeriodQuerySet, valid_period_constraint


class ThemeOwner(models.Model):
    """The officer and the department that answer a theme from a day until a day (R238); without village: everywhere."""

    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="owners")
    village = models.ForeignKey(Village, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    officer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    department = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    objects = OpenPeriodQuerySet.as_manager()

    class Meta:
        ordering = ["theme", "village", "valid_from", "pk"]
        constraints = [valid_period_constraint("theme_owner_period_in_order")]

    def __str__(self) -> str:
        return f"{self.theme}: {self.officer}"
