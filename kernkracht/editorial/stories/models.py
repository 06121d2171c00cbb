"""What makes a text a story (R264, R266, R338)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from kernkracht.community.people.models import User
from kernkracht.community.villages.models import Village
from kernkracht.editorial.pages.models import Page
from kernkracht.foundation.audit.models import Actor


class VillageStory(models.Model):
    """A story of one or more villages. `coordinator` and `officer` are both named beside it; an account that goes is
    no longer named. `shows_people` asks for consent, kept as who recorded it and when, never as names."""

    page = models.OneToOneField(Page, on_delete=models.CASCADE, related_name="village_story")
    villages = models.ManyToManyField(Village, related_name="village_stories", blank=True)
    coordinator = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    officer = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    shows_people = models.BooleanField(default=True)
    consent_version = models.PositiveIntegerField(
        null=True, blank=True, help_text="The version that people agreed with."
    )
    consent_recorded_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    consent_recorded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name_plural = "village stories"
        constraints = [
            models.CheckConstraint(
                condition=Q(consent_version=None, consent_recorded_by=None, consent_recorded_at=None)
                | Q(
                    consent_version__isnull=False,
                    consent_recorded_by__isnull=False,
                    consent_recorded_at__isnull=False,
                ),
                name="story_consent_has_moment",
            )
        ]

    def __str__(self) -> str:
        return f"story {self.page_id}"
