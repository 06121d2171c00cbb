"""Organisations that work for the villages with the municipality: what they do, when they meet, what they agreed.

Everything here is about organisations, places and topics. No field holds a person's case, and the verbs refuse texts
that point at a person (R203, R204).
"""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kernkracht.community.groups.models import Group
from kernkracht.community.people.models import User
from kernkracht.community.villages.models import Area, Village
from kernkracht.foundation.periods import OpenPeriodQuerySet, valid_period_constraint


class PartnerKind(models.Model):
    """A kind of partner, or a sub-kind of one (R192, R207). Names are data; `part` is what the software must know."""

    class Part(models.TextChoices):
        GENERAL = "general", _("Partner zoals andere")
        HEALTH_BROKER = "health_broker", _("Vraagt en geeft steun per gebied, zoals een gezondheidsmakelaar")
        VILLAGE_TEAM = "village_team", _("Team dat per gebied overlegt, zoals een sociaal kernteam")

    label = models.CharField(max_length=80, unique=True)
    belongs_to = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="sub_kinds")
    part = models.CharField(max_length=15, choices=Part.choices, default=Part.GENERAL)
    sort_order = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["sort_order", "label"]
        constraints = [
            models.CheckConstraint(condition=~Q(label=""), name="partner_kind_has_label"),
            models.CheckConstraint(condition=~Q(belongs_to=F("id")), name="partner_kind_not_its_own_part"),
        ]

    def __str__(self) -> str:
        return f"{self.belongs_to.label}: {self.label}" if self.belongs_to else self.label


class PartnerQuerySet(models.QuerySet["Partner"]):
    def active(self, on: date) -> PartnerQuerySet:
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=on))


class Partner(models.Model):
    """An organisation, a team or a function such as health broker. Without areas and villages: the municipality."""

    name = models.CharField(max_length=150, unique=True)
    slug = models.SlugField(max_length=160, unique=True)
    kind = models.ForeignKey(PartnerKind, on_delete=models.PROTECT, related_name="partners")
    task = models.TextField(blank=True, help_text="What it does for residents.")
    contact_label = models.CharField(max_length=100, blank=True, help_text="A desk, never a private person.")
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    website = models.URLField(blank=True)
    areas = models.ManyToManyField(Area, blank=True, related_name="partners")
    villages = models.ManyToManyField(Village, blank=True, related_name="partners")
    since = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    objects = PartnerQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(since__isnull=True) | Q(ended_on__gte=F("since")),
                name="partner_period_in_order",
            )
        ]

    def __str__(self) -> str:
        return self.name


class ContractManagement(models.Model):
    """Which colleague manages the contract with a partner, from when to when (R192)."""

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="contract_managements")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="contract_managements")
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    objects = OpenPeriodQuerySet.as_manager()

    class Meta:
        ordering = ["partner", "valid_from"]
        constraints = [
            valid_period_constraint("contract_management_period_in_order"),
            models.UniqueConstraint(
                fields=["partner"], condition=Q(valid_until__isnull=True), name="one_open_contract_management"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partner} since {self.valid_from}"


class PartnerMeeting(models.Model):
    """A day in the calendar of consultations: with partners, of a village team, or of an organisation (R190, R194)."""

    class Kind(models.TextChoices):
        CONSULTATION = "consultation", _("Overleg met partners")
        VILLAGE_TEAM = "village_team", _("Overleg van een sociaal kernteam")
        ORGANISATION = "organisation", _("Overleg van een vrijwilligersorganisatie")

    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.CONSULTATION)
    title = models.CharField(max_length=150)
    held_on = models.DateField()
    starts_at = models.TimeField(null=True, blank=True)
    place = models.CharField(max_length=150, blank=True)
    partners = models.ManyToManyField(Partner, blank=True, related_name="meetings")
    group = models.ForeignKey(Group, on_delete=models.SET_NULL, null=True, blank=True, related_name="open_meetings")
    organisation = models.CharField(max_length=150, blank=True, help_text="Whose meeting it is; of a group its name.")
    villages = models.ManyToManyField(Village, blank=True, related_name="partner_meetings")
    coordinator_joins = models.BooleanField(default=False)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["held_on", "starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="organisation") | ~Q(organisation=""), name="organisation_meeting_names_it"
            )
        ]

    def __str__(self) -> str:
        return self.title


class AgendaPoint(models.Model):
    """A topic of one village at a meeting, never about a person (R194, R202, R206)."""

    class Domain(models.TextChoices):
        PHYSICAL = "physical", _("Fysiek: straat, groen, veiligheid, openbare orde")
        SOCIAL = "social", _("Sociaal: samenleven, ontmoeten, voorzieningen")

    meeting = models.ForeignKey(PartnerMeeting, on_delete=models.CASCADE, related_name="points")
    village = models.ForeignKey(Village, on_delete=models.PROTECT, related_name="agenda_points")
    domain = models.CharField(max_length=10, choices=Domain.choices)
    subject = models.CharField(max_length=150)
    explanation = models.TextField(blank=True)
    outcome = models.TextField(blank=True, help_text="What was agreed; empty until the meeting was held.")
    carried_from = models.OneToOneField(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="carried_to"
    )

    class Meta:
        ordering = ["meeting", "village__sort_order", "pk"]

    def __str__(self) -> str:
        return self.subject


class OutlookItem(models.Model):
    """What a partner expects in the coming time, and where (R195). Without villages: everywhere."""

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="outlook_items")
    villages = models.ManyToManyField(Village, blank=True, related_name="outlook_items")
    title = models.CharField(max_length=150)
    text = models.TextField(blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    is_public = models.BooleanField(default=False, help_text="Also stands on the public pages of its villages.")
    shared_at = models.DateTimeField(null=True, blank=True, help_text="When coordinators were last told by mail.")

    class Meta:
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="outlook_period_in_order"
            )
        ]

    def __str__(self) -> str:
        return self.title


class PartnerAgreement(models.Model):
    """What was agreed with a partner about working village by village, for a period (R208)."""

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="agreements")
    title = models.CharField(max_length=150)
    goal = models.TextField()
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    objects = OpenPeriodQuerySet.as_manager()

    class Meta:
        ordering = ["partner", "-valid_from", "pk"]
        constraints = [valid_period_constraint("partner_agreement_period_in_order")]

    def __str__(self) -> str:
        return self.title


class ProgressNote(models.Model):
    """How an agreement stands on a day. Notes are added and never changed, so that the course can be read back."""

    class Standing(models.TextChoices):
        ON_TRACK = "on_track", _("Op koers")
        ATTENTION = "attention", _("Vraagt aandacht")
        REACHED = "reached", _("Bereikt")

    agreement = models.ForeignKey(PartnerAgreement, on_delete=models.CASCADE, related_name="notes")
    noted_on = models.DateField()
    standing = models.CharField(max_length=10, choices=Standing.choices)
    text = models.TextField()

    class Meta:
        ordering = ["-noted_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.agreement}: {self.standing} on {self.noted_on}"


class SupportRequest(models.Model):
    """A coordinator and a health broker ask each other for support in an area (R201)."""

    class Direction(models.TextChoices):
        FROM_COORDINATOR = "from_coordinator", _("Wij vragen steun aan de partner")
        FROM_PARTNER = "from_partner", _("De partner vraagt steun aan ons")

    class State(models.TextChoices):
        ASKED = "asked", _("Gevraagd")
        AGREED = "agreed", _("Toegezegd")
        DECLINED = "declined", _("Niet mogelijk")
        DONE = "done", _("Klaar")

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="support_requests")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="support_requests")
    direction = models.CharField(max_length=16, choices=Direction.choices)
    subject = models.CharField(max_length=150)
    explanation = models.TextField(blank=True)
    wanted_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    answer = models.TextField(blank=True)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="asked") | Q(answered_at__isnull=False), name="answered_support_has_time"
            ),
            models.CheckConstraint(condition=~Q(state="declined") | ~Q(answer=""), name="declined_support_has_reason"),
            models.CheckConstraint(
                condition=~Q(state="done") | Q(closed_at__isnull=False), name="done_support_has_time"
            ),
        ]

    def __str__(self) -> str:
        return self.subject


class Provision(models.Model):
    """A facility in a village that is open to all without a request for help (R209)."""

    village = models.ForeignKey(Village, on_delete=models.PROTECT, related_name="provisions")
    partner = models.ForeignKey(Partner, on_delete=models.SET_NULL, null=True, blank=True, related_name="provisions")
    name = models.CharField(max_length=120)
    text = models.TextField(blank=True)
    opening = models.CharField(max_length=150, blank=True)
    place = models.CharField(max_length=150, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    website = models.URLField(blank=True)
    is_public = models.BooleanField(default=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["village__sort_order", "name", "pk"]
        constraints = [models.UniqueConstraint(fields=["village", "name"], name="provision_once_per_village")]

    def __str__(self) -> str:
        return self.name
