"""Frozen briefings, and the cases in which the alderman joins."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kernkracht.community.gatherings.models import Gathering
from kernkracht.community.people.models import User
from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.models import Actor
from kernkracht.grants.applications.models import GrantApplication
from kernkracht.participation.questions.models import Question

LONGEST_REASON = 300


class Briefing(models.Model):
    """One page about one village, as it stood at a moment (R23). It never changes; a trigger refuses it.

    `changes` are the sentences about what is different from `previous`. Pages that were made in one act for one
    alderman share a `series`, and print as one document.
    """

    village = models.ForeignKey(Village, on_delete=models.PROTECT, related_name="briefings")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    previous = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="next")
    content = models.JSONField()
    changes = models.JSONField(default=list)
    sha256 = models.CharField(max_length=64, help_text="Of the content, so that anyone sees that it is the same.")
    series = models.UUIDField(null=True, blank=True, db_index=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["village", "-made_at"], name="briefings_of_village")]
        constraints = [
            models.CheckConstraint(condition=~Q(sha256=""), name="briefing_has_fingerprint"),
            models.CheckConstraint(
                condition=Q(previous__isnull=True) | ~Q(previous=models.F("id")), name="briefing_not_its_own"
            ),
        ]

    def __str__(self) -> str:
        return f"briefing {self.pk} of {self.village}"


class AldermanAttendance(models.Model):
    """The coordinator asked the alderman to join a question, a plan or a gathering, and why (R21, R22).

    The coordinator stays the first contact; the alderman joins only after this, and until it ends.
    """

    class Subject(models.TextChoices):
        QUESTION = "question", _("Vraag")
        APPLICATION = "application", _("Aanvraag")
        GATHERING = "gathering", _("Bijeenkomst")

    alderman = models.ForeignKey(User, on_delete=models.PROTECT, related_name="attendances")
    village = models.ForeignKey(Village, on_delete=models.PROTECT, related_name="alderman_attendances")
    question = models.ForeignKey(
        Question, on_delete=models.CASCADE, null=True, blank=True, related_name="alderman_attendances"
    )
    application = models.ForeignKey(
        GrantApplication, on_delete=models.CASCADE, null=True, blank=True, related_name="alderman_attendances"
    )
    gathering = models.ForeignKey(
        Gathering, on_delete=models.CASCADE, null=True, blank=True, related_name="alderman_attendances"
    )
    reason = models.CharField(max_length=LONGEST_REASON)
    handed_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    handed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    end_reason = models.CharField(max_length=LONGEST_REASON, blank=True)

    class Meta:
        ordering = ["-handed_at", "-pk"]
        indexes = [models.Index(fields=["alderman", "ended_at"], name="attendances_of_alderman")]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="attendance_has_reason"),
            models.CheckConstraint(
                condition=Q(question__isnull=False, application__isnull=True, gathering__isnull=True)
                | Q(question__isnull=True, application__isnull=False, gathering__isnull=True)
                | Q(question__isnull=True, application__isnull=True, gathering__isnull=False),
                name="attendance_is_about_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | (Q(ended_at__isnull=False, ended_by__isnull=False) & ~Q(end_reason="")),
                name="ended_attendance_says_why",
            ),
            *(
                models.UniqueConstraint(
                    fields=["alderman", name], condition=Q(ended_at__isnull=True), name=f"alderman_joins_{name}_once"
                )
                for name in ("question", "application", "gathering")
            ),
        ]

    def __str__(self) -> str:
        return f"attendance {self.pk}"

    @property
    def subject_kind(self) -> str:
        """A value of `Subject`."""
        if self.question_id:
            return self.Subject.QUESTION
        return self.Subject.APPLICATION if self.application_id else self.Subject.GATHERING

    @property
    def subject(self) -> Question | GrantApplication | Gathering:
        """What it is about."""
        found: Question | GrantApplication | Gathering | None = self.question or self.application or self.gathering
        assert found is not None  # noqa: S101  (a constraint says so)
        return found

    @property
    def label(self) -> str:
        """What it is about, without a word of anybody outside the house."""
        if self.question:
            return f"{self.question.number}, {self.question.theme}" if self.question.theme else self.question.number
        if self.application:
            return f"{self.application.number}, {self.application.scheme.name}"
        return str(self.gathering)
