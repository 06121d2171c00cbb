"""Accounts, roles with dates, vacancies and stand-ins."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.documents.models import StoredDocument
from kernkracht.foundation.periods import OpenPeriodQuerySet, valid_period_constraint

from .permission_codes import Permission


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Make an account with its actor. Without a password only a mailed code or an identity provider lets it in."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """An account. Staff and residents share one kind; what they may do follows from roles with dates."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=150, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    actor = models.OneToOneField(Actor, on_delete=models.PROTECT, related_name="user")
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False, help_text="Works for the municipality; needs a second factor.")
    language = models.CharField(max_length=5, default="nl")
    date_joined = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []
    objects = UserManager()

    class Meta:
        ordering = ["name", "email"]

    def __str__(self) -> str:
        return self.name or self.email

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.actor_id is None:
            self.actor = Actor.objects.create(kind=Actor.Kind.PERSON)
        super().save(*args, **kwargs)

    @property
    def initials(self) -> str:
        words = [w for w in str(self).replace("@", " ").split() if w[:1].isalpha()]
        return "".join(w[0] for w in (words[:1] + words[-1:] if len(words) > 1 else words)).upper() or "?"


class Team(models.Model):
    """A queue that answers when a person cannot (R52): no case may depend on one person."""

    code = models.SlugField(unique=True)
    name = models.CharField(max_length=100)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=30, blank=True)
    is_default = models.BooleanField(default=False, help_text="Answers for villages without any post.")

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["is_default"], condition=Q(is_default=True), name="one_default_team")
        ]

    def __str__(self) -> str:
        return self.name


class Role(models.Model):
    """A part somebody plays. The code is fixed for the software; the label is whatever the municipality says."""

    class Code(models.TextChoices):
        VILLAGE_COORDINATOR = "village_coordinator", "Village coordinator"
        VILLAGE_ALDERMAN = "village_alderman", "Village alderman"
        POLICY_OFFICER = "policy_officer", "Policy officer"
        DECISION_MAKER = "decision_maker", "Decision-maker with mandate"
        FINANCE_OFFICER = "finance_officer", "Finance officer"
        TEAM_MANAGER = "team_manager", "Team manager"
        ADMINISTRATOR = "administrator", "Functional administrator"
        AUDITOR = "auditor", "Auditor"
        OBJECTION_OFFICER = "objection_officer", "Objection officer"
        ARCHIVIST = "archivist", "Archivist"

    code = models.CharField(max_length=30, choices=Code.choices, unique=True)
    responsibilities = models.JSONField(default=list, blank=True, help_text="Sentences for the contact card (R10–R13).")

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code


class RoleLabel(models.Model):
    """What a role was called since a date (R50: kernambtenaar became kernregisseur)."""

    role = models.ForeignKey(Role, on_delete=models.CASCADE, related_name="labels")
    label = models.CharField(max_length=80)
    plural = models.CharField(max_length=80)
    since = models.DateField()

    class Meta:
        ordering = ["role", "since"]
        constraints = [models.UniqueConstraint(fields=["role", "since"], name="role_label_one_per_day")]

    def __str__(self) -> str:
        return f"{self.label} since {self.since}"


class RolePermission(models.Model):
    role = models.ForeignKey(Role, on_delete=models.CASCADE, related_name="role_permissions")
    permission = models.CharField(max_length=40, choices=Permission.choices)

    class Meta:
        ordering = ["role", "permission"]
        constraints = [models.UniqueConstraint(fields=["role", "permission"], name="role_permission_once")]

    def __str__(self) -> str:
        return f"{self.role} {self.permission}"


class Assignment(models.Model):
    """Who plays which role for which villages, from when to when. Nobody (`user` null) is a vacancy (R51)."""

    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="assignments")
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="assignments")
    stand_in = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="stand_in_for")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="assignments")
    villages = models.ManyToManyField(Village, blank=True, related_name="assignments")
    all_villages = models.BooleanField(default=False)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    objects = OpenPeriodQuerySet.as_manager()

    class Meta:
        ordering = ["role", "valid_from", "pk"]
        constraints = [valid_period_constraint("assignment_period_in_order")]

    def __str__(self) -> str:
        return f"{self.role}: {self.user or 'vacancy'}"


class WorkingTime(models.Model):
    """How much of a full working week the holder of a post has for it, since a day (R6). 1 is a full week."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="working_times")
    fte = models.DecimalField(max_digits=3, decimal_places=2)
    since = models.DateField()

    class Meta:
        ordering = ["assignment", "since"]
        constraints = [
            models.UniqueConstraint(fields=["assignment", "since"], name="working_time_once_per_day"),
            models.CheckConstraint(condition=Q(fte__gt=0, fte__lte=1), name="working_time_is_part_of_a_week"),
        ]

    def __str__(self) -> str:
        return f"{self.fte} fte since {self.since}"


class Formation(models.Model):
    """How many full working weeks the municipality set apart for a role, since a day (R6: “2 fte”)."""

    role = models.ForeignKey(Role, on_delete=models.CASCADE, related_name="formations")
    fte = models.DecimalField(max_digits=4, decimal_places=2)
    since = models.DateField()

    class Meta:
        ordering = ["role", "since"]
        constraints = [
            models.UniqueConstraint(fields=["role", "since"], name="formation_once_per_day"),
            models.CheckConstraint(condition=Q(fte__gt=0), name="formation_is_something"),
        ]

    def __str__(self) -> str:
        return f"{self.role}: {self.fte} fte since {self.since}"


class Absence(models.Model):
    """A holder cannot act for a while, so stand-ins may (R52). Why is nobody's business and is not stored."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="absences")
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    objects = OpenPeriodQuerySet.as_manager()

    class Meta:
        ordering = ["user", "valid_from"]
        constraints = [valid_period_constraint("absence_period_in_order")]

    def __str__(self) -> str:
        return f"{self.user} absent since {self.valid_from}"


class ContactCard(models.Model):
    """What residents see of a coordinator or an alderman (R10, R17, R49)."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="contact_card")
    public_name = models.CharField(max_length=100)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=30, blank=True)
    visiting_hours = models.CharField(max_length=200, blank=True)
    introduction = models.TextField(blank=True)
    portrait = models.OneToOneField(
        StoredDocument,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="A square photo; without it people see the initials.",
    )

    class Meta:
        ordering = ["public_name"]

    def __str__(self) -> str:
        return self.public_name


class Membership(models.Model):
    """A recorded tie of an account with an organisation, so that a conflict of interest can be seen (Awb 2:4)."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.CharField(max_length=150)
    position = models.CharField(max_length=80, blank=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["user", "valid_from"]
        constraints = [
            valid_period_constraint("membership_period_in_order"),
            models.CheckConstraint(condition=~Q(organisation=""), name="membership_names_an_organisation"),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.organisation}"
