"""What can be found, what changed since, and which words there are."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class SearchEntry(models.Model):
    """One thing as the search knows it: the words of somebody's act, and who may find it from when until when.

    `tokens` is what is searched: per kind the stems of all words, those of the title apart, villages and people who may
    see it (`tokens.py`). It holds the rights too, so that no query can forget them.
    """

    source = models.CharField(max_length=40)
    object_id = models.BigIntegerField(help_text="Key of the row that the room watches.")
    part = models.CharField(max_length=40, blank=True, help_text="Tells apart what one row gives more of.")
    kind = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    address = models.CharField(max_length=200, help_text="What the address of its page is made with.")
    villages = models.JSONField(default=list, help_text="Keys; empty for the whole municipality.")
    tokens = models.TextField()
    moment = models.DateTimeField(help_text="What is newer comes first.")
    visible_from = models.DateTimeField()
    visible_until = models.DateTimeField(null=True, blank=True)
    is_recent = models.BooleanField(
        default=True, help_text="Among the newest of its kind, which are asked first (`recency.py`)."
    )
    language = models.CharField(max_length=2, default="nl")

    class Meta:
        ordering = ["-moment", "-pk"]
        verbose_name_plural = "search entries"
        constraints = [
            models.UniqueConstraint(fields=["source", "object_id", "part", "kind"], name="search_entry_once"),
            models.CheckConstraint(condition=~Q(title=""), name="search_entry_has_title"),
            models.CheckConstraint(
                condition=Q(visible_until__isnull=True) | Q(visible_until__gte=models.F("visible_from")),
                name="search_entry_period_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"


class SearchChange(models.Model):
    """A watched row changed, in the transaction of the change. Written by triggers alone.

    What stands here is not found until it was read again, so that nothing is found which is no longer so.
    """

    source = models.CharField(max_length=40)
    object_id = models.BigIntegerField()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["source", "object_id"], name="search_change_of")]

    def __str__(self) -> str:
        return f"{self.source} {self.object_id}"


class SearchWord(models.Model):
    """A word that occurs, and in how many entries: for words that are misspelt or not finished."""

    word = models.CharField(max_length=40, unique=True)
    stem = models.CharField(max_length=40, db_index=True)
    head = models.CharField(max_length=3, help_text="How it begins.")
    public = models.PositiveIntegerField(default=0, help_text="Entries for everybody that hold it.")
    office = models.PositiveIntegerField(default=0, help_text="Entries for colleagues that hold it.")

    class Meta:
        ordering = ["word"]
        indexes = [models.Index(fields=["head", "-public"], name="search_word_begins")]

    def __str__(self) -> str:
        return self.word


class SearchWordKey(models.Model):
    """A key under which a misspelt word is looked up (`words.keys_of`)."""

    key = models.CharField(max_length=40, db_index=True)
    word = models.ForeignKey(SearchWord, on_delete=models.CASCADE, related_name="keys")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.key


class SearchProgress(models.Model):
    """How far the last rebuild came. Who writes entries holds this one row, so that old never overwrites new."""

    singleton = models.BooleanField(default=True, editable=False, unique=True)
    source = models.CharField(max_length=40, blank=True, help_text="The source that is being read; empty when none is.")
    last_id = models.BigIntegerField(default=0)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "search progress"
        constraints = [models.CheckConstraint(condition=Q(singleton=True), name="one_search_progress")]

    def __str__(self) -> str:
        return self.source or "done"
