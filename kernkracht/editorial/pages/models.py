"""A page is a text with a life: versions that never change, and publications that say which one counts from when."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.documents.models import StoredDocument


class PageKind(models.TextChoices):
    """What a text is for. News, stories and lessons add their own facts in their own rooms."""

    EXPLANATION = "explanation", _("Uitleg")
    SITE = "site", _("Vaste pagina")
    NEWS = "news", _("Nieuws")
    STORY = "story", _("Verhaal")
    LESSON = "lesson", _("Les")
    CHECKLIST = "checklist", _("Checklist")
    ONBOARDING = "onboarding", _("Inwerken")
    DIGITAL_MEANS = "digital_means", _("Digitale werkvorm")


class Audience(models.TextChoices):
    PUBLIC = "public", _("Iedereen")
    INTERNAL = "internal", _("Alleen collega’s")


class PageQuerySet(models.QuerySet["Page"]):
    def waiting(self) -> Self:
        """Handed over: somebody may publish it."""
        return self.filter(handed_over_number__isnull=False)

    def shown(self, at: datetime) -> Self:
        """With a version that counts at this moment, for its audience."""
        return self.filter(Exists(Publication.objects.live(at).filter(page=OuterRef("pk"))))

    def planned(self, at: datetime) -> Self:
        """With a version that will count later."""
        later = Publication.objects.filter(page=OuterRef("pk"), is_called_off=False, live_from__gt=at)
        return self.filter(Exists(later))


class Page(models.Model):
    """A text with an address. `language` is that of the text; the same address may exist in both."""

    slug = models.SlugField(max_length=80)
    language = models.CharField(max_length=2, choices=[("nl", "Nederlands"), ("en", "English")], default="nl")
    kind = models.CharField(max_length=13, choices=PageKind.choices)
    audience = models.CharField(max_length=8, choices=Audience.choices, default=Audience.PUBLIC)
    created_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    handed_over_number = models.PositiveIntegerField(null=True, blank=True, help_text="The version put forward.")
    handed_over_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    handed_over_at = models.DateTimeField(null=True, blank=True)
    turned_down_reason = models.TextField(blank=True)

    objects = PageQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["kind", "audience"], name="page_kind")]
        constraints = [
            models.UniqueConstraint(fields=["slug", "language"], name="page_address_once"),
            models.CheckConstraint(
                condition=Q(handed_over_number__isnull=True, handed_over_at__isnull=True, handed_over_by__isnull=True)
                | Q(handed_over_number__isnull=False, handed_over_at__isnull=False, handed_over_by__isnull=False),
                name="handed_over_page_has_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.slug}"


class Picture(models.Model):
    """A picture that texts show. What is seen on it is written down once, for who cannot see it (R265)."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    document = models.OneToOneField(StoredDocument, on_delete=models.PROTECT, related_name="picture")
    alt_text = models.CharField(max_length=250)
    made_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(alt_text=""), name="picture_is_described")]

    def __str__(self) -> str:
        return str(self.key)


class Film(models.Model):
    """A film of our own that texts show, never without captions (WCAG 1.2.2)."""

    class Language(models.TextChoices):
        """In which language the captions are, by its own name."""

        DUTCH = "nl", "Nederlands"
        FRISIAN = "fy", "Frysk"
        ENGLISH = "en", "English"
        GERMAN = "de", "Deutsch"
        POLISH = "pl", "Polski"
        UKRAINIAN = "uk", "Українська"
        TURKISH = "tr", "Türkçe"
        ARABIC = "ar", "العربية"

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    document = models.OneToOneField(StoredDocument, on_delete=models.PROTECT, related_name="film")
    title = models.CharField(max_length=150)
    language = models.CharField(max_length=2, choices=Language.choices, default=Language.DUTCH)
    captions = models.TextField(help_text="WebVTT, as foundation.captions wrote it.")
    transcript = models.TextField(blank=True, help_text="What is said and seen, for who does not watch.")
    made_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="film_has_title"),
            models.CheckConstraint(condition=~Q(captions=""), name="film_has_captions"),
        ]

    def __str__(self) -> str:
        return self.title


class PageVersion(models.Model):
    """The text as somebody saved it. The database refuses to change or remove it.

    `shows` is every picture in it, `plays` every film.
    """

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=150)
    summary = models.CharField(max_length=300, blank=True)
    body = models.TextField(help_text="In the notation of foundation.rich_text.")
    picture = models.ForeignKey(Picture, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    shows = models.ManyToManyField(Picture, related_name="shown_in", blank=True)
    plays = models.ManyToManyField(Film, related_name="played_in", blank=True)
    author = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    restored_from = models.PositiveIntegerField(null=True, blank=True, help_text="Number of the version put back.")

    class Meta:
        ordering = ["page", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["page", "number"], name="page_version_once"),
            models.CheckConstraint(condition=~Q(title="") & ~Q(body=""), name="page_version_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.page_id} {self.number}"


class PublicationQuerySet(models.QuerySet["Publication"]):
    def live(self, at: datetime) -> Self:
        """What counts at a moment: of each page the publication that began last, unless it is over."""
        begun = Publication.objects.filter(page=OuterRef("page"), is_called_off=False, live_from__lte=at)
        newer = Q(live_from__gt=OuterRef("live_from")) | Q(live_from=OuterRef("live_from"), pk__gt=OuterRef("pk"))
        rows = self.filter(is_called_off=False, live_from__lte=at).exclude(live_until__lte=at)
        return rows.filter(~Exists(begun.filter(newer)))


class Publication(models.Model):
    """From when a version is what readers see, and sometimes until when (R269). Rows are added, ended or called off."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="publications")
    version = models.ForeignKey(PageVersion, on_delete=models.CASCADE, related_name="publications")
    live_from = models.DateTimeField()
    live_until = models.DateTimeField(null=True, blank=True)
    is_called_off = models.BooleanField(default=False, help_text="Taken back before it began.")
    made_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering = ["-live_from", "-pk"]
        indexes = [models.Index(fields=["page", "live_from"], name="publication_moment")]
        constraints = [
            models.CheckConstraint(
                condition=Q(live_until__isnull=True) | Q(live_until__gte=F("live_from")), name="publication_ends_after"
            )
        ]

    def __str__(self) -> str:
        return f"{self.page_id} {self.live_from:%Y-%m-%d %H:%M}"
