from datetime import UTC, date, datetime
from typing import Any

import factory
from factory.django import DjangoModelFactory

from kernkracht.grants.schemes.models import Criterion, Scheme, SchemeVersion


class SchemeFactory(DjangoModelFactory[Scheme]):
    class Meta:
        model = Scheme

    slug = factory.Sequence(lambda n: f"regeling-{n}")
    name = factory.Sequence(lambda n: f"Regeling {n}")
    municipality = "Voorbeeldgemeente"


class SchemeVersionFactory(DjangoModelFactory[SchemeVersion]):
    """A published version without criteria; pass `criteria=[("max_per_application", {"amount": 750})]` to add some.

    Amounts are euros, as in a scheme file. The version is published after its criteria are there: the database refuses
    to add rules to a published one.
    """

    class Meta:
        model = SchemeVersion
        skip_postgeneration_save = True

    scheme = factory.SubFactory(SchemeFactory)
    label = "2026"
    state = SchemeVersion.State.PUBLISHED
    valid_from = date(2020, 1, 1)
    legal_basis = "Voorbeeldverordening, artikel 1"
    published_at = datetime(2020, 1, 1, tzinfo=UTC)

    @classmethod
    def _create(cls, model_class: type[SchemeVersion], *args: Any, **kwargs: Any) -> SchemeVersion:
        wanted = kwargs.pop("state")
        version = super()._create(model_class, *args, state=SchemeVersion.State.DRAFT, **kwargs)
        version.state = wanted  # saved by `criteria`, which always runs last
        return version

    @factory.post_generation
    def criteria(
        obj: SchemeVersion, create: bool, extracted: list[tuple[str, dict[str, Any]]] | None, **_: Any
    ) -> None:
        for position, (kind, parameters) in enumerate(extracted or [], start=1):
            Criterion.objects.create(
                version=obj, key=kind.replace("_", "-"), position=position, kind=kind, parameters=parameters
            )
        if create:
            obj.save(update_fields=["state"])
