"""The prizes with which the municipality thanks volunteers (R189)."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.models import Actor

from .help import new_token

LOWEST, HIGHEST = 1, 10


class PrizeRound(models.Model):
    """One round of prizes: nominate from a day to a day, then the jury, then the winners."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Concept")
        OPEN = "open", _("U kunt voordragen")
        JUDGING = "judging", _("De jury kiest")
        ANNOUNCED = "announced", _("Winnaars bekend")

    title = models.CharField(max_length=120)
    year = models.PositiveSmallIntegerField()
    text = models.TextField(blank=True)
    opens_on = models.DateField()
    closes_on = models.DateField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    announced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-year", "-opens_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="prize_round_period_in_order"),
            models.UniqueConstraint(fields=["year", "title"], name="prize_round_once_per_year"),
            models.CheckConstraint(
                condition=~Q(state="announced") | Q(announced_at__isnull=False), name="announced_prizes_have_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.year}"


class JuryMember(models.Model):
    """Somebody who judges, with a link of their own and no account."""

    round = models.ForeignKey(PrizeRound, on_delete=models.CASCADE, related_name="jury")
    name = models.CharField(max_length=100)
    email = models.EmailField()
    token = models.CharField(max_length=64, unique=True, default=new_token)
    visitor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["round", "email"], name="jury_member_once_per_round")]

    def __str__(self) -> str:
        return f"jury member {self.pk}"


class Nomination(models.Model):
    """Somebody is nominated by somebody, and says yes or no before the jury sees it."""

    class State(models.TextChoices):
        UNCONFIRMED = "unconfirmed", _("Nog niet bevestigd")
        ASKED = "asked", _("Wacht op toestemming")
        AGREED = "agreed", _("Doet mee")

    round = models.ForeignKey(PrizeRound, on_delete=models.CASCADE, related_name="nominations")
    nominee_name = models.CharField(max_length=100)
    nominee_email = models.EmailField(blank=True)
    village = models.ForeignKey(Village, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.TextField(blank=True)
    nominator_name = models.CharField(max_length=100, blank=True)
    nominator_email = models.EmailField(blank=True)
    token = models.CharField(max_length=64, unique=True, default=new_token, help_text="Of who nominates.")
    nominee_token = models.CharField(max_length=64, unique=True, default=new_token)
    visitor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=State.choices, default=State.UNCONFIRMED)
    made_at = models.DateTimeField()
    agreed_at = models.DateTimeField(null=True, blank=True)
    award = models.CharField(max_length=120, blank=True, help_text="The prize that was won; empty for none.")
    citation = models.TextField(blank=True, help_text="Why the jury chose this, for everybody to read.")

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="agreed") | Q(agreed_at__isnull=False), name="agreed_nomination_has_time"
            ),
            models.CheckConstraint(condition=Q(award="") | Q(state="agreed"), name="winner_agreed_to_take_part"),
        ]

    def __str__(self) -> str:
        return f"nomination {self.pk}"


class JuryScore(models.Model):
    """What one member thinks of one nomination, from 1 to 10."""

    member = models.ForeignKey(JuryMember, on_delete=models.CASCADE, related_name="scores")
    nomination = models.ForeignKey(Nomination, on_delete=models.CASCADE, related_name="scores")
    points = models.PositiveSmallIntegerField(validators=[MinValueValidator(LOWEST), MaxValueValidator(HIGHEST)])

    class Meta:
        ordering = ["nomination", "member"]
        constraints = [
            models.UniqueConstraint(fields=["member", "nomination"], name="jury_score_once"),
            models.CheckConstraint(condition=Q(points__range=(LOWEST, HIGHEST)), name="jury_score_from_1_to_10"),
        ]

    def __str__(self) -> str:
        return f"{self.member} {self.nomination} {self.points}"
