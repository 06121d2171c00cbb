import factory
from factory.django import DjangoModelFactory

from kernkracht.community.villages.models import Area, Village


class AreaFactory(DjangoModelFactory[Area]):
    class Meta:
        model = Area

    name = factory.Sequence(lambda n: f"Gebied {n}")
    slug = factory.Sequence(lambda n: f"gebied-{n}")


class VillageFactory(DjangoModelFactory[Village]):
    class Meta:
        model = Village

    name = factory.Sequence(lambda n: f"Dorp {n}")
    slug = factory.Sequence(lambda n: f"dorp-{n}")
    area = factory.SubFactory(AreaFactory)
    centre_longitude = 5.4
    centre_latitude = 51.9
