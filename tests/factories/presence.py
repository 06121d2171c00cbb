from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from kernkracht.community.presence.models import ContactMoment, PlaceKind, Presence
from kernkracht.foundation.audit.models import Actor

from .groups import GroupFactory
from .people import UserFactory
from .villages import VillageFactory


class PresenceFactory(DjangoModelFactory[Presence]):
    """An hour and a half in the village hall on Tuesday 17 March 2026."""

    class Meta:
        model = Presence

    user = factory.SubFactory(UserFactory, is_staff=True)
    village = factory.SubFactory(VillageFactory)
    place_kind = PlaceKind.HALL
    place = "Dorpshuis"
    starts_at = datetime(2026, 3, 17, 9, tzinfo=UTC)
    ends_at = datetime(2026, 3, 17, 10, 30, tzinfo=UTC)
    planned_by = factory.LazyFunction(lambda: Actor.system())
    changed_at = datetime(2026, 3, 2, 12, tzinfo=UTC)


class ContactMomentFactory(DjangoModelFactory[ContactMoment]):
    class Meta:
        model = ContactMoment

    group = factory.SubFactory(GroupFactory)
    spoken_on = date(2026, 2, 3)
    way = ContactMoment.Way.VISIT
    about = "De speelplek"
    user = factory.SubFactory(UserFactory, is_staff=True)
    logged_at = datetime(2026, 2, 3, 12, tzinfo=UTC)
