"""The register (R243 to R246): kinds of channel, target groups, and the channels of villages."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kernkracht.community.groups.models import Group
from kernkracht.community.villages.models import Area, Village
from kernkracht.foundation.periods import OpenPeriodQuerySet, valid_period_constraint

BEST, WORST = 5, 1
"""The ends of the scale on which the effect of a use is scored."""


class ChannelKind(models.Model):
    """What sort of channel it is: data with dates. The code is for ever, the label is what the office says."""

    code = models.SlugField(max_length=60, unique=True)
    label = models.CharField(max_length=80, unique=True)
    usual_lead_days = models.PositiveSmallIntegerField(default=0, help_text="How a new channel of this kind begins.")
    sort_order = models.PositiveSmallIntegerField(default=0)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True, help_text="The last day on which it can be chosen.")

    objects = OpenPeriodQuerySet.as_manager()

    class Meta:
        ordering = ["sort_order", "label"]
        constraints = [
            models.CheckConstraint(condition=~Q(label="") & ~Q(code=""), name="channel_kind_has_code_and_label"),
            valid_period_constraint("channel_kind_period_in_order"),
        ]

    def __str__(self) -> str:
        return self.label


class TargetGroup(models.Model):
    """People who need the same sort of information (R243): what matters to them, and what they usually want to know.

    The two texts are where the answers to Factor C begin (R240, R241); each message gives its own.
    """

    code = models.SlugField(max_length=60, unique=True)
    label = models.CharField(max_length=80, unique=True)
    interests = models.CharField(max_length=300, blank=True)
    information_need = models.CharField(max_length=300, blank=True)
    is_everybody = models.BooleanField(default=False, help_text="Stands for all residents, whatever group they are of.")
    sort_order = models.PositiveSmallIntegerField(default=0)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True, help_text="The last day on which it can be chosen.")

    objects = OpenPeriodQuerySet.as_manager()

    class Meta:
        ordering = ["sort_order", "label"]
        constraints = [
            models.CheckConstraint(condition=~Q(label="") & ~Q(code=""), name="target_group_has_code_and_label"),
            valid_period_constraint("target_group_period_in_order"),
        ]

    def __str__(self) -> str:
        return self.label


class Coverage(models.TextChoices):
    """Where a channel reaches people."""

    VILLAGES = "villages", _("In een of meer dorpen")
    AREA = "area", _("In een heel gebied")
    MUNICIPALITY = "municipality", _("In de hele gemeente")


class OwnerKind(models.TextChoices):
    """Whose channel it is."""

    MUNICIPALITY = "municipality", _("De gemeente zelf")
    GROUP = "group", _("Een groep uit het register")
    ORGANISATION = "organisation", _("Een organisatie of bedrijf")
    PERSON = "person", _("Een inwoner")


class Channel(models.Model):
    """One way to reach people (R244). Facts that nobody knows stay empty; who answers for it stands in `contact`."""

    name = models.CharField(max_length=120)
    kind = models.ForeignKey(ChannelKind, on_delete=models.PROTECT, related_name="channels")
    coverage = models.CharField(max_length=12, choices=Coverage.choices, default=Coverage.VILLAGES)
    villages = models.ManyToManyField(Village, blank=True, related_name="channels")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True, related_name="channels")
    owner_kind = models.CharField(max_length=12, choices=OwnerKind.choices, default=OwnerKind.MUNICIPALITY)
    owner_group = models.ForeignKey(Group, on_delete=models.PROTECT, null=True, blank=True, related_name="channels")
    owner_name = models.CharField(max_length=120, blank=True, help_text="The name of an organisation, never a person.")
    reach = models.PositiveIntegerField(null=True, blank=True, help_text="How many people it reaches.")
    lead_days = models.PositiveSmallIntegerField(default=0, help_text="Days between handing over and being seen.")
    cost_cents = models.PositiveIntegerField(null=True, blank=True, help_text="Of one use; 0 is free, empty unknown.")
    target_groups = models.ManyToManyField(TargetGroup, blank=True, related_name="channels")
    instructions = models.TextField(blank=True, help_text="How something is handed over, for colleagues.")
    website = models.URLField(blank=True)
    is_public = models.BooleanField(default=False, help_text="Whether the page of a village names it.")
    source = models.CharField(max_length=200, blank=True, help_text="Where the facts come from.")
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True, help_text="The last day on which it can be used.")
    end_reason = models.CharField(max_length=300, blank=True)

    objects = OpenPeriodQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        indexes = [models.Index(fields=["valid_from", "valid_until"], name="channel_on_a_day")]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="channel_has_name"),
            valid_period_constraint("channel_period_in_order"),
            models.CheckConstraint(
                condition=Q(coverage="area", area__isnull=False) | (~Q(coverage="area") & Q(area__isnull=True)),
                name="channel_has_area_when_it_covers_one",
            ),
            models.CheckConstraint(
                condition=Q(owner_kind="group", owner_group__isnull=False)
                | (~Q(owner_kind="group") & Q(owner_group__isnull=True)),
                name="channel_has_group_when_one_owns_it",
            ),
            models.CheckConstraint(
                condition=~Q(owner_kind="organisation") | ~Q(owner_name=""), name="channel_names_its_organisation"
            ),
            models.CheckConstraint(condition=Q(lead_days__lte=366), name="channel_lead_is_within_a_year"),
        ]

    def __str__(self) -> str:
        return self.name


class ChannelContact(models.Model):
    """Who answers for a channel. Another person replaces this one; some time after the channel the row goes."""

    channel = models.OneToOneField(Channel, on_delete=models.CASCADE, related_name="contact")
    name = models.CharField(max_length=150)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=30, blank=True)
    ended_on = models.DateField(null=True, blank=True, help_text="When the channel ended.")

    class Meta:
        ordering = ["channel"]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="channel_contact_has_name")]

    def __str__(self) -> str:
        return f"contact of channel {self.channel_id}"
