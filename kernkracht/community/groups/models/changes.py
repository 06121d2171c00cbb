"""What groups want to change and an officer looks at first; and what they tell every month."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.audit.models import Actor

from .register import Group


class ChangeState(models.TextChoices):
    WAITING = "waiting", _("Wacht op de gemeente")
    APPROVED = "approved", _("Goedgekeurd")
    TURNED_DOWN = "turned_down", _("Niet goedgekeurd")
    WITHDRAWN = "withdrawn", _("Vervangen of ingetrokken")


DECIDED = (ChangeState.APPROVED, ChangeState.TURNED_DOWN)


class Change(models.Model):
    """A wish with who made it, when, and what an officer said."""

    state = models.CharField(max_length=12, choices=ChangeState.choices, default=ChangeState.WAITING)
    proposed_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True, help_text="Why it was turned down; the group reads it.")

    class Meta:
        abstract = True
        ordering = ["proposed_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "turned_down"])
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="%(class)s_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state="turned_down") | ~Q(reason=""), name="%(class)s_turned_down_with_reason"
            ),
        ]


class PageChange(Change):
    """New texts for a group's page: only the fields that differ, by name."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="page_changes")
    texts = models.JSONField(default=dict)
    base_version = models.PositiveIntegerField(help_text="`Group.text_version` when it was written.")

    class Meta(Change.Meta):
        constraints = [
            *Change.Meta.constraints,
            models.UniqueConstraint(
                fields=["group"], condition=Q(state="waiting"), name="one_waiting_page_change_per_group"
            ),
        ]

    def __str__(self) -> str:
        return f"page of {self.group}: {self.state}"


class AccountChange(Change):
    """Another account for the group's money: two people look at it before a euro goes there."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="account_changes")
    iban = models.CharField(max_length=34)
    account_holder = models.CharField(max_length=140)

    class Meta(Change.Meta):
        constraints = [
            *Change.Meta.constraints,
            models.UniqueConstraint(
                fields=["group"], condition=Q(state="waiting"), name="one_waiting_account_change_per_group"
            ),
            models.CheckConstraint(condition=~Q(iban="") & ~Q(account_holder=""), name="account_change_is_whole"),
            models.CheckConstraint(
                condition=~Q(state="approved") | ~Q(decided_by=models.F("proposed_by")),
                name="account_change_needs_a_second_person",
            ),
        ]

    def __str__(self) -> str:
        return f"account of {self.group}: {self.state}"


class MonthlyFeedback(Change):
    """What happened with reports in a month, in general terms (R223): no messages, no names, no addresses."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="feedback")
    month = models.DateField(help_text="The first day of the month it is about.")
    text = models.TextField()

    class Meta(Change.Meta):
        verbose_name_plural = "monthly feedback"
        ordering = ["-month", "-proposed_at", "pk"]
        constraints = [
            *Change.Meta.constraints,
            models.UniqueConstraint(
                fields=["group", "month"],
                condition=Q(state__in=["waiting", "approved"]),
                name="one_feedback_per_group_and_month",
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="feedback_month_is_a_first_day"),
        ]

    def __str__(self) -> str:
        return f"{self.group} {self.month:%Y-%m}"
