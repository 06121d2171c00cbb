from datetime import date

import factory
from factory.django import DjangoModelFactory

from kernkracht.community.themes.models import Theme


class ThemeFactory(DjangoModelFactory[Theme]):
    class Meta:
        model = Theme

    code = factory.Sequence(lambda n: f"thema-{n}")
    label = factory.Sequence(lambda n: f"Thema {n}")
    valid_from = date(2020, 1, 1)
