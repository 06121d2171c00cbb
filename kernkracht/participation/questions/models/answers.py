"""What was promised, answered, asked of colleagues and noted about a question."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kernkracht.community.partners.models import Partner
from kernkracht.community.people.models import User
from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.models import Actor

from .question import Question


class Promise(models.Model):
    """One day that was named to the asker, and whether it was kept. The public figure counts these (R227).

    `village` stands here too, so that the figure stays when the question is no longer kept.
    """

    class Made(models.TextChoices):
        RECEIPT = "receipt", _("Bij ontvangst")
        PROCESS = "process", _("In een antwoord over de voortgang")
        REOPENED = "reopened", _("Bij opnieuw openen")

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="promises")
    village = models.ForeignKey(Village, on_delete=models.PROTECT, related_name="+")
    made = models.CharField(max_length=8, choices=Made.choices)
    made_at = models.DateTimeField()
    promised_on = models.DateField()
    settled_on = models.DateField(null=True, blank=True, help_text="The day of the answer that met it.")
    kept = models.BooleanField(null=True, blank=True, help_text="Empty while no answer was sent.")

    class Meta:
        ordering = ["question", "made_at", "pk"]
        indexes = [models.Index(fields=["village", "promised_on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(kept__isnull=True, settled_on__isnull=True)
                | Q(kept__isnull=False, settled_on__isnull=False),
                name="settled_promise_says_whether_kept",
            ),
            models.UniqueConstraint(fields=["question"], condition=Q(kept__isnull=True), name="one_running_promise"),
        ]

    def __str__(self) -> str:
        return f"{self.question} by {self.promised_on}"


class Answer(models.Model):
    """What the asker was told: the content, which closes, or how far it is and by when (R228, R102)."""

    class Kind(models.TextChoices):
        CONTENT = "content", _("Antwoord op de vraag")
        PROCESS = "process", _("Antwoord over de voortgang")

    class Told(models.TextChoices):
        MAIL = "mail", _("Per e-mail")
        PHONE = "phone", _("Verteld")

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="answers")
    kind = models.CharField(max_length=7, choices=Kind.choices)
    text = models.TextField()
    possible = models.TextField(blank=True)
    not_possible = models.TextField(blank=True)
    to_find_out = models.TextField(blank=True)
    next_on = models.DateField(null=True, blank=True, help_text="By when the asker hears more.")
    referred_to = models.CharField(max_length=150, blank=True, help_text="Who helps further, such as a support point.")
    told = models.CharField(max_length=5, choices=Told.choices)
    given_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ["question", "sent_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="answer_has_text"),
            models.CheckConstraint(
                condition=Q(kind="content", next_on__isnull=True) | Q(kind="process", next_on__isnull=False),
                name="process_answer_names_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question} {self.kind}"


class DrawnIn(models.Model):
    """A colleague or partner who is asked something, while the contact stays (R14, R238). Never the asker's name."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="drawn_in")
    colleague = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    asked = models.TextField()
    asked_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    reply = models.TextField(blank=True)
    replied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["question", "asked_at", "pk"]
        verbose_name_plural = "drawn in"
        constraints = [
            models.CheckConstraint(
                condition=Q(colleague__isnull=True, partner__isnull=False)
                | Q(colleague__isnull=False, partner__isnull=True),
                name="drawn_in_colleague_or_partner",
            ),
            models.CheckConstraint(condition=Q(reply="") | Q(replied_at__isnull=False), name="reply_has_time"),
        ]

    def __str__(self) -> str:
        return f"{self.question}: {self.partner or self.colleague}"


class QuestionNote(models.Model):
    """What a colleague notes for colleagues, or what the asker added; the asker sees only the latter on the page."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="notes")
    text = models.TextField()
    written_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    is_from_asker = models.BooleanField(default=False)

    class Meta:
        ordering = ["question", "written_at", "pk"]

    def __str__(self) -> str:
        return f"note {self.pk} of {self.question}"


class PromiseWarning(models.Model):
    """Somebody was told that a promise comes near or was missed; once per step and person."""

    class Step(models.TextChoices):
        NEAR = "near", _("Bijna te laat")
        LATE = "late", _("Te laat")
        MANAGER = "manager", _("Te laat, gemeld aan de teammanager")

    promise = models.ForeignKey(Promise, on_delete=models.CASCADE, related_name="warnings")
    step = models.CharField(max_length=7, choices=Step.choices)
    told = models.ForeignKey(User, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    told_at = models.DateTimeField()

    class Meta:
        ordering = ["promise", "told_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["promise", "step", "told"], name="promise_warning_once"),
            models.UniqueConstraint(
                fields=["promise", "step"], condition=Q(told__isnull=True), name="promise_warning_of_team_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.promise} {self.step}"


class PublishedAnswer(models.Model):
    """Question and answer as everybody may read them, without a name, with the asker's consent."""

    question = models.OneToOneField(Question, on_delete=models.CASCADE, related_name="published")
    question_text = models.TextField()
    answer_text = models.TextField()
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(question_text="") & ~Q(answer_text=""), name="published_answer_has_both_texts"
            )
        ]

    def __str__(self) -> str:
        return f"published {self.question}"
