"""Help that is wanted, who offers it, and who shares knowledge."""

from __future__ import annotations

import secrets
from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kernkracht.community.groups.models import Group
from kernkracht.community.themes.models import Theme
from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.models import Actor


def new_token() -> str:
    """The secret part of a mailed link."""
    return secrets.token_urlsafe(32)


class SupportPoint(models.Model):
    """Who brings volunteers and organisations together (R181): one row, to whom offers are handed over."""

    singleton = models.BooleanField(default=True, editable=False, unique=True)
    name = models.CharField(max_length=150)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=30, blank=True)
    website = models.URLField(blank=True)
    opening = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=Q(singleton=True), name="one_support_point")]

    def __str__(self) -> str:
        return self.name


class HelpWantedQuerySet(models.QuerySet["HelpWanted"]):
    def open(self, on: date) -> HelpWantedQuerySet:
        """What anybody may answer on a day."""
        still = Q(closes_on__isnull=True) | Q(closes_on__gte=on)
        return self.filter(still, state=HelpWanted.State.OPEN)


class HelpWanted(models.Model):
    """What an organisation or a plan looks for (R182). A plan is named by its public number and title."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Concept")
        OPEN = "open", _("Staat open")
        CLOSED = "closed", _("Gesloten")

    title = models.CharField(max_length=120)
    text = models.TextField(blank=True)
    village = models.ForeignKey(Village, on_delete=models.PROTECT, related_name="help_wanted")
    people_wanted = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Empty: as many as like to.")
    moment = models.CharField(max_length=150, blank=True, help_text="When, in words.")
    group = models.ForeignKey(Group, on_delete=models.SET_NULL, null=True, blank=True, related_name="help_wanted")
    organisation = models.CharField(max_length=150, blank=True, help_text="Who asks; of a group its name.")
    plan_number = models.CharField(max_length=30, blank=True)
    plan_title = models.CharField(max_length=200, blank=True)
    closes_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=6, choices=State.choices, default=State.DRAFT)
    opened_at = models.DateTimeField(null=True, blank=True)

    objects = HelpWantedQuerySet.as_manager()

    class Meta:
        ordering = ["village__sort_order", "title", "pk"]
        verbose_name_plural = "help wanted"
        constraints = [
            models.CheckConstraint(condition=~Q(organisation="") | ~Q(plan_number=""), name="help_wanted_by_somebody"),
            models.CheckConstraint(condition=Q(state="draft") | Q(opened_at__isnull=False), name="open_help_has_time"),
            models.CheckConstraint(
                condition=Q(people_wanted__isnull=True) | Q(people_wanted__gte=1), name="help_wanted_of_one_or_more"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class VolunteerOffer(models.Model):
    """Somebody wants to help: a name and how to reach them, kept briefly, confirmed by a mailed link (R182).

    The person agreed that the support point gets this; the telephone number only when `passes_phone`.
    """

    class State(models.TextChoices):
        UNCONFIRMED = "unconfirmed", _("Nog niet bevestigd")
        NEW = "new", _("Nieuw")
        HANDED_OVER = "handed_over", _("Overgedragen")
        CLOSED = "closed", _("Afgerond")

    help_wanted = models.ForeignKey(HelpWanted, on_delete=models.SET_NULL, null=True, blank=True, related_name="offers")
    village = models.ForeignKey(Village, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=100)
    email = models.EmailField()
    phone = models.CharField(max_length=30, blank=True)
    passes_phone = models.BooleanField(default=False)
    message = models.TextField(blank=True)
    token = models.CharField(max_length=64, unique=True, default=new_token)
    visitor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=State.choices, default=State.UNCONFIRMED)
    consented_at = models.DateTimeField(help_text="When the person agreed to the hand-over.")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    handed_over_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-consented_at", "-pk"]
        indexes = [models.Index(fields=["state", "consented_at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="unconfirmed") | Q(confirmed_at__isnull=False), name="offer_confirmed_has_time"
            ),
            models.CheckConstraint(
                condition=~Q(state="handed_over") | Q(handed_over_at__isnull=False), name="offer_handed_over_has_time"
            ),
            models.CheckConstraint(
                condition=~Q(state="closed") | Q(closed_at__isnull=False), name="offer_closed_has_time"
            ),
            models.CheckConstraint(
                condition=Q(passes_phone=False) | ~Q(phone=""), name="offer_passes_a_phone_that_is_there"
            ),
        ]

    def __str__(self) -> str:
        return f"offer {self.pk} {self.state}"


class KnowledgeEntry(models.Model):
    """A resident offers knowledge or skills, seen by coordinators alone, withdrawn any time by a link (R93)."""

    name = models.CharField(max_length=100)
    email = models.EmailField()
    phone = models.CharField(max_length=30, blank=True)
    village = models.ForeignKey(Village, on_delete=models.PROTECT, related_name="knowledge_entries")
    themes = models.ManyToManyField(Theme, related_name="knowledge_entries")
    text = models.TextField()
    token = models.CharField(max_length=64, unique=True, default=new_token)
    visitor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    consented_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True, help_text="Empty: not on the list.")
    renewed_at = models.DateTimeField(null=True, blank=True, help_text="When the person last said that it holds.")
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["village__sort_order", "name", "pk"]
        verbose_name_plural = "knowledge entries"
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | Q(renewed_at__isnull=False), name="listed_knowledge_is_renewed"
            )
        ]

    def __str__(self) -> str:
        return f"knowledge {self.pk}"
