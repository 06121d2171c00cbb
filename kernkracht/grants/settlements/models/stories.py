"""What became of a plan, told to everybody with the agreement of who made it."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kernkracht.community.people.models import User
from kernkracht.editorial.pages.models import Audience
from kernkracht.foundation.audit.models import Actor
from kernkracht.grants.applications.models import GrantApplication

from .reports import ReportPhoto


class StoryState(models.TextChoices):
    ASKED = "asked", _("Wacht op akkoord")
    PUBLISHED = "published", _("Staat op de website")
    DECLINED = "declined", _("Geen akkoord")
    WITHDRAWN = "withdrawn", _("Van de website gehaald")


class StoryQuerySet(models.QuerySet["Story"]):
    def public(self) -> Self:
        """What anybody may read."""
        return self.told().filter(audience=Audience.PUBLIC)

    def told(self) -> Self:
        """What colleagues may read: agreed for them or for everybody."""
        return self.filter(state=StoryState.PUBLISHED)


class Story(models.Model):
    """Verhaal. The applicant agrees with exactly this text, these photos and these readers; then it is told, until
    withdrawn. `coordinator` and `officer` are both named beside it (R338); an account that goes is no longer named."""

    application = models.OneToOneField(GrantApplication, on_delete=models.PROTECT, related_name="story")
    slug = models.SlugField(max_length=80, unique=True)
    state = models.CharField(max_length=10, choices=StoryState.choices, default=StoryState.ASKED)
    title = models.CharField(max_length=150)
    text = models.TextField()
    audience = models.CharField(max_length=8, choices=Audience.choices, default=Audience.PUBLIC)
    coordinator = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    officer = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    proposed_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    agreed_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    objects = StoryQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "-pk"]
        verbose_name_plural = "stories"
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="published") | Q(agreed_by__isnull=False, published_at__isnull=False),
                name="published_story_has_agreement",
            )
        ]

    def __str__(self) -> str:
        return self.slug


class StoryPhoto(models.Model):
    """A photo of the report that the story shows."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="photos")
    photo = models.ForeignKey(ReportPhoto, on_delete=models.CASCADE, related_name="story_photos")

    class Meta:
        ordering = ["story", "pk"]
        constraints = [models.UniqueConstraint(fields=["story", "photo"], name="story_photo_once")]

    def __str__(self) -> str:
        return f"photo of {self.story_id}"
