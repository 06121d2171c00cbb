from datetime import UTC, datetime

import factory
from factory.django import DjangoModelFactory

from kernkracht.community.gatherings.models import Gathering, GatheringKind
from kernkracht.foundation.audit.models import Actor


class GatheringKindFactory(DjangoModelFactory[GatheringKind]):
    class Meta:
        model = GatheringKind
        django_get_or_create = ("code",)

    code = "hearing"
    name = "Hoorzitting"


class GatheringFactory(DjangoModelFactory[Gathering]):
    """A hearing of two hours on Monday 16 March 2026."""

    class Meta:
        model = Gathering

    kind = factory.SubFactory(GatheringKindFactory)
    title = "Hoorzitting"
    starts_at = datetime(2026, 3, 16, 13, tzinfo=UTC)
    ends_at = datetime(2026, 3, 16, 15, tzinfo=UTC)
    place = "Gemeentehuis, kamer 1"
    planned_by = factory.LazyFunction(lambda: Actor.system())
    planned_at = datetime(2026, 3, 2, 12, tzinfo=UTC)
    changed_at = datetime(2026, 3, 2, 12, tzinfo=UTC)
