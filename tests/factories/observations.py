from datetime import UTC, date, datetime
from uuid import uuid4

import factory
from factory.django import DjangoModelFactory

from kernkracht.foundation.audit.models import Actor
from kernkracht.participation.observations.models import VisitNote

from .villages import VillageFactory


class VisitNoteFactory(DjangoModelFactory[VisitNote]):
    """Four people at the hall on Tuesday 17 November 2026."""

    class Meta:
        model = VisitNote

    key = factory.LazyFunction(uuid4)
    village = factory.SubFactory(VillageFactory)
    visited_on = date(2026, 11, 17)
    people_spoken = 4
    text = "Men wil weten wanneer de speelplek klaar is."
    written_by = factory.LazyFunction(lambda: Actor.objects.create(kind=Actor.Kind.PERSON))
    written_at = datetime(2026, 11, 17, 12, tzinfo=UTC)
    received_at = datetime(2026, 11, 17, 12, tzinfo=UTC)
