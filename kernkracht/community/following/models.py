"""What can be followed, who follows it, what happened, and who was told."""

from __future__ import annotations

import secrets

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kernkracht.community.people.models import User
from kernkracht.foundation.audit.models import Actor


def new_token() -> str:
    """An unguessable link of 256 bits."""
    return secrets.token_urlsafe(32)


class Rhythm(models.TextChoices):
    """How often somebody wants to hear."""

    AT_ONCE = "at_once", _("Meteen")
    DAILY = "daily", _("Eén keer per dag")
    WEEKLY = "weekly", _("Eén keer per week")


class What(models.TextChoices):
    """What happened to the thing that a news item is about."""

    NEW = "new", _("Nieuw")
    MOVED = "moved", _("Verplaatst")
    SWITCHED = "switched", _("Meedoen gaat anders")
    CALLED_OFF = "called_off", _("Gaat niet door")
    OUTCOME = "outcome", _("Wat eruit kwam")


class FollowedSubject(models.Model):
    """Something that can be followed: of a kind that a room declared, under the key that room gives it."""

    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["kind", "key"]
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="followed_subject_once")]

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"


class Follower(models.Model):
    """Somebody who follows, known by an address. The token opens everything they follow, and nothing else."""

    email = models.EmailField(unique=True)
    user = models.OneToOneField(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="follower")
    token = models.CharField(max_length=64, unique=True, default=new_token)
    language = models.CharField(max_length=5, default="nl")
    visitor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()
    bounces = models.PositiveSmallIntegerField(default=0, help_text="Hard ones since the last sign of life.")
    bounced_at = models.DateTimeField(null=True, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True, help_text="No mail any more: the address takes none.")

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=~Q(email=""), name="follower_has_address")]

    def __str__(self) -> str:
        return f"follower {self.pk}"


class Following(models.Model):
    """One follower of one subject. Without `confirmed_at` nothing is mailed but the question to confirm."""

    follower = models.ForeignKey(Follower, on_delete=models.CASCADE, related_name="followings")
    subject = models.ForeignKey(FollowedSubject, on_delete=models.PROTECT, related_name="followings")
    rhythm = models.CharField(max_length=7, choices=Rhythm.choices, default=Rhythm.WEEKLY)
    asked_at = models.DateTimeField()
    confirm_key = models.CharField(max_length=64, blank=True, help_text="In the mailed link of one sign-up.")
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["follower", "pk"]
        indexes = [
            models.Index(fields=["rhythm", "follower", "subject"], name="following_to_tell"),
            models.Index(fields=["confirm_key"], name="following_by_sign_up"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["follower", "subject"], name="followed_once_per_address"),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | Q(confirm_key=""), name="confirmed_following_has_no_link"
            ),
        ]

    def __str__(self) -> str:
        return f"following {self.pk}"


class DigestRound(models.Model):
    """One round of digests, and up to which follower it came: who is killed halfway goes on from there."""

    rhythm = models.CharField(max_length=7, choices=Rhythm.choices)
    period = models.CharField(max_length=40, help_text="A day, a week, or the moment of a round at once.")
    until = models.DateTimeField(help_text="What happened later waits for the next round.")
    reached = models.BigIntegerField(default=0, help_text="Followers up to this one were served.")
    made = models.PositiveIntegerField(default=0, help_text="How many digests it made.")
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-until", "-pk"]
        constraints = [models.UniqueConstraint(fields=["rhythm", "period"], name="digest_round_once")]

    def __str__(self) -> str:
        return f"{self.rhythm} {self.period}"


class NewsItem(models.Model):
    """What happened, to which thing, and whom it may interest. It holds no words: those are read when it is told.

    So what is no longer public by then is not told, and a title is always the newest one.
    """

    class Audience(models.TextChoices):
        PUBLIC = "public", _("Iedereen")
        INTERNAL = "internal", _("Alleen collega’s")

    source = models.CharField(max_length=20)
    key = models.CharField(max_length=80)
    what = models.CharField(max_length=10, choices=What.choices, default=What.NEW)
    occasion = models.CharField(max_length=40, help_text="Tells two happenings of one thing apart.")
    audience = models.CharField(max_length=8, choices=Audience.choices, default=Audience.PUBLIC)
    subjects = models.ManyToManyField(FollowedSubject, related_name="items")
    at = models.DateTimeField(help_text="From when it may be told; later than `made_at` for what is planned.")
    made_at = models.DateTimeField()
    round = models.ForeignKey(
        DigestRound,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="items",
        help_text="The round that tells it to who wants to hear at once; empty until then.",
    )

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["audience", "at"], name="news_item_moment")]
        constraints = [models.UniqueConstraint(fields=["source", "key", "occasion"], name="told_once_per_occasion")]

    def __str__(self) -> str:
        return f"{self.source}:{self.key} {self.what}"


class DigestDelivery(models.Model):
    """One digest for one follower. The database refuses a second one of the same round."""

    follower = models.ForeignKey(Follower, on_delete=models.CASCADE, related_name="deliveries")
    round = models.ForeignKey(DigestRound, on_delete=models.CASCADE, related_name="deliveries")
    things = models.PositiveSmallIntegerField(help_text="How many things it told of; never none.")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name_plural = "digest deliveries"
        constraints = [
            models.UniqueConstraint(fields=["round", "follower"], name="one_digest_per_round"),
            models.CheckConstraint(condition=Q(things__gte=1), name="digest_is_not_empty"),
        ]

    def __str__(self) -> str:
        return f"digest {self.pk}"


class ToldItem(models.Model):
    """A follower was told of an item, in whatever digest: the database refuses a second time."""

    follower = models.ForeignKey(Follower, on_delete=models.CASCADE, related_name="told")
    item = models.ForeignKey(NewsItem, on_delete=models.CASCADE, related_name="told")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["follower", "item"], name="told_once")]

    def __str__(self) -> str:
        return f"told {self.pk}"


class OfficeDigest(models.Model):
    """What a colleague chose to hear of the own villages (R24). A coordinator without a row hears once a day."""

    class Choice(models.TextChoices):
        NEVER = "never", _("Nooit")
        DAILY = "daily", _("Eén keer per dag")
        WEEKLY = "weekly", _("Eén keer per week")

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="office_digest")
    choice = models.CharField(max_length=6, choices=Choice.choices, default=Choice.DAILY)
    told_until = models.DateTimeField(help_text="Everything made until then was told.")

    class Meta:
        ordering = ["user"]

    def __str__(self) -> str:
        return f"office digest {self.choice}"
