from datetime import UTC, datetime

import factory
from factory.django import DjangoModelFactory

from kernkracht.community.gatherings.models import (
    ActionPointOfGathering,
    Gathering,
    GatheringKind,
    GatheringSeries,
    SignUp,
    Slot,
    Way,
)
from kernkracht.foundation.audit.models import Actor

from .people import UserFactory


class GatheringKindFactory(DjangoModelFactory[GatheringKind]):
    class Meta:
        model = GatheringKind
        django_get_or_create = ("code",)

    code = "hearing"
    name = "Hoorzitting"
    is_offered = factory.LazyAttribute(lambda kind: kind.code != "hearing")


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


def coffee_kind() -> GatheringKind:
    """Conversations of twenty minutes with a topic."""
    return GatheringKindFactory(
        code="coffee_moment",
        name="Koffiemoment",
        is_public=True,
        takes_sign_ups=True,
        asks_topic=True,
        slot_minutes=20,
    )


class EveningFactory(GatheringFactory):
    """A public evening that people sign up for; `SlotFactory(gathering=…)` gives it a time."""

    kind = factory.SubFactory(GatheringKindFactory, code="information_evening", name="Informatieavond")
    title = "Informatieavond over de dijk"
    place = "Dorpshuis"
    is_public = True
    takes_sign_ups = True


class GatheringSeriesFactory(DjangoModelFactory[GatheringSeries]):
    class Meta:
        model = GatheringSeries

    title = "Koffie met de wethouder"
    kind = factory.LazyFunction(coffee_kind)
    planned_by = factory.LazyFunction(lambda: Actor.system())
    planned_at = datetime(2026, 3, 2, 12, tzinfo=UTC)


class SlotFactory(DjangoModelFactory[Slot]):
    """The whole of its gathering, on the spot, without a limit."""

    class Meta:
        model = Slot

    gathering = factory.SubFactory(EveningFactory)
    starts_at = factory.SelfAttribute("gathering.starts_at")
    ends_at = factory.SelfAttribute("gathering.ends_at")
    by_place = True


class SignUpFactory(DjangoModelFactory[SignUp]):
    """Somebody with a place; the slot counts it."""

    class Meta:
        model = SignUp
        skip_postgeneration_save = True

    slot = factory.SubFactory(SlotFactory)
    gathering = factory.SelfAttribute("slot.gathering")
    name = "Robin Voorbeeld"
    email = factory.Sequence(lambda n: f"bezoeker{n}@example.org")
    way = Way.PLACE
    visitor = factory.LazyFunction(lambda: Actor.objects.create(kind=Actor.Kind.VISITOR))
    signed_up_at = datetime(2026, 3, 2, 12, tzinfo=UTC)

    @factory.post_generation
    def _counted(self, create: bool, _extracted: object, **_kwargs: object) -> None:
        if create and self.state == SignUp.State.PLACED:  # type: ignore[attr-defined] # the row that was made
            Slot.objects.filter(pk=self.slot_id).update(taken=self.slot.sign_ups.filter(state="placed").count())  # type: ignore[attr-defined] # the row that was made


class ActionPointOfGatheringFactory(DjangoModelFactory[ActionPointOfGathering]):
    class Meta:
        model = ActionPointOfGathering

    gathering = factory.SubFactory(EveningFactory)
    text = "De drempel bekijken"
    owner = factory.SubFactory(UserFactory, is_staff=True)
    due_on = datetime(2026, 4, 1, tzinfo=UTC).date()
    added_by = factory.LazyFunction(lambda: Actor.system())
    added_at = datetime(2026, 3, 16, 15, tzinfo=UTC)
