"""The register: kinds of groups, groups, and the people who speak for them."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kernkracht.community.people.models import User
from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.periods import OpenPeriodQuerySet, valid_period_constraint


class Nature(models.TextChoices):
    """What the software does for groups of a kind; how many kinds there are, and their names, is data."""

    VILLAGE_ASSOCIATION = "village_association", _("Kan een convenant hebben en een jaarlijkse bijdrage krijgen")
    SIGNALLING_GROUP = "signalling_group", _("Let op in het dorp en kan kosten declareren")
    WHATSAPP_GROUP = "whatsapp_group", _("Groep om samen op te letten via berichten")
    WHATSAPP_COORDINATION = "whatsapp_coordination", _("Beheert alle berichtengroepen en kan een vergoeding krijgen")
    OTHER = "other", _("Andere groep")


class GroupKind(models.Model):
    """A kind of group (R178). The code never changes; what it is called is dated data (C12)."""

    code = models.SlugField(max_length=60, unique=True)
    nature = models.CharField(max_length=30, choices=Nature.choices, default=Nature.OTHER)
    sort_order = models.PositiveSmallIntegerField(default=0)
    valid_until = models.DateField(null=True, blank=True, help_text="Last day on which new groups may be of this kind.")

    class Meta:
        ordering = ["sort_order", "code"]

    def __str__(self) -> str:
        return self.code

    def accepts_groups_on(self, day: date) -> bool:
        return self.valid_until is None or day <= self.valid_until


class GroupKindLabel(models.Model):
    """What a kind of group was called since a date."""

    kind = models.ForeignKey(GroupKind, on_delete=models.CASCADE, related_name="labels")
    label = models.CharField(max_length=80)
    plural = models.CharField(max_length=80)
    since = models.DateField()

    class Meta:
        ordering = ["kind", "since"]
        constraints = [models.UniqueConstraint(fields=["kind", "since"], name="group_kind_label_one_per_day")]

    def __str__(self) -> str:
        return f"{self.label} since {self.since}"


class GroupState(models.TextChoices):
    PROPOSED = "proposed", _("Voorgesteld")
    ACTIVE = "active", _("Actief")
    ENDED = "ended", _("Gestopt")


class GroupQuerySet(models.QuerySet["Group"]):
    def active(self) -> GroupQuerySet:
        return self.filter(state=GroupState.ACTIVE)

    def published(self) -> GroupQuerySet:
        """What anybody may see: groups that are, and groups that were; never one that was turned down."""
        return self.filter(Q(state=GroupState.ACTIVE) | Q(state=GroupState.ENDED, approved_at__isnull=False))

    def of_nature(self, nature: str) -> GroupQuerySet:
        return self.filter(kind__nature=nature)


class Group(models.Model):
    """A group of one or more villages (R177, R178, R210, R218, R222). Unknown facts stay empty (C11)."""

    class Precision(models.TextChoices):
        DAY = "day", _("op de dag")
        MONTH = "month", _("op de maand")
        YEAR = "year", _("op het jaar")

    slug = models.SlugField(max_length=120, unique=True)
    name = models.CharField(max_length=120, unique=True)
    kind = models.ForeignKey(GroupKind, on_delete=models.PROTECT, related_name="groups")
    villages = models.ManyToManyField(Village, blank=True, related_name="groups")
    state = models.CharField(max_length=10, choices=GroupState.choices, default=GroupState.PROPOSED)
    purpose = models.TextField(blank=True)
    joining = models.TextField(blank=True, help_text="How people join; for a messaging group the only thing shown.")
    rules = models.TextField(blank=True, help_text="What members agree to (R224).")
    works_with = models.CharField(max_length=300, blank=True, help_text="Such as police and welfare work (R218).")
    website = models.URLField(blank=True)
    text_version = models.PositiveIntegerField(default=1, help_text="Raised with each change of the page's texts.")
    iban = models.CharField(max_length=34, blank=True)
    account_holder = models.CharField(max_length=140, blank=True)
    account_confirmed_on = models.DateField(null=True, blank=True)
    coordinated_by = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="coordinated_groups",
        help_text="A group whose people also speak for this one (R225).",
    )
    founded_on = models.DateField(null=True, blank=True)
    founded_precision = models.CharField(max_length=5, choices=Precision.choices, default=Precision.DAY)
    ended_on = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=300, blank=True, help_text="Where the facts come from.")
    proposed_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField()

    objects = GroupQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="group_has_a_name"),
            models.CheckConstraint(
                condition=Q(iban="", account_holder="", account_confirmed_on__isnull=True)
                | (~Q(iban="") & ~Q(account_holder="") & Q(account_confirmed_on__isnull=False)),
                name="group_account_is_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state="active") | Q(approved_at__isnull=False, ended_on__isnull=True),
                name="active_group_was_approved",
            ),
            models.CheckConstraint(
                condition=Q(state="ended", ended_on__isnull=False) | (~Q(state="ended") & Q(ended_on__isnull=True)),
                name="ended_group_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(coordinated_by__isnull=True) | ~Q(coordinated_by=F("id")),
                name="group_does_not_coordinate_itself",
            ),
        ]

    def __str__(self) -> str:
        return self.name


PAGE_TEXTS = ("purpose", "joining", "rules", "works_with", "website")
"""The fields that a group's own people may change, after approval."""


class GroupContact(models.Model):
    """Somebody of a group, with or without an account. Each detail is public only when the person wants that."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="contacts")
    user = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="group_contacts")
    name = models.CharField(max_length=150, blank=True)
    function = models.CharField(max_length=80, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=30, blank=True)
    is_name_public = models.BooleanField(default=False)
    is_email_public = models.BooleanField(default=False)
    is_phone_public = models.BooleanField(default=False)
    speaks_for_group = models.BooleanField(
        default=False, help_text="An officer said so: with an account this person edits the page and asks for money."
    )
    approved_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    objects = OpenPeriodQuerySet.as_manager()

    class Meta:
        ordering = ["group", "valid_from", "pk"]
        constraints = [
            valid_period_constraint("group_contact_period_in_order"),
            models.CheckConstraint(
                condition=Q(speaks_for_group=False) | Q(approved_by__isnull=False, approved_at__isnull=False),
                name="speaker_of_group_was_approved",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name or 'nameless'} of {self.group}"
