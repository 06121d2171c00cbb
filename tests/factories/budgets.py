import factory
from factory.django import DjangoModelFactory

from kernkracht.grants.budgets.models import GrantCeiling

from .schemes import SchemeFactory


class EmptyCeilingFactory(DjangoModelFactory[GrantCeiling]):
    """A ceiling with nothing allocated; tests give it money with the `allocate` action."""

    class Meta:
        model = GrantCeiling

    scheme = factory.SubFactory(SchemeFactory)
    year = 2026
