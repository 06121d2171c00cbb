from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from kernkracht.foundation.audit.models import Actor
from kernkracht.grants.applications.actions import ImportedRegister, import_register
from kernkracht.grants.schemes.models import SchemeVersion
from tests.factories.schemes import SchemeVersionFactory
from tests.factories.villages import VillageFactory

REGISTERS = Path(__file__).parents[3] / "seed" / "registers"
NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
VILLAGES = (
    "Asch",
    "Beusichem",
    "Buren",
    "Eck en Wiel",
    "Erichem",
    "Ingen",
    "Kapel-Avezaath",
    "Kerk-Avezaath",
    "Lienden",
    "Maurik",
    "Ommeren",
    "Ravenswaaij",
    "Rijswijk",
    "Zoelen",
    "Zoelmond",
)


@pytest.fixture
def buren(db: None) -> None:
    """Fifteen villages and the two schemes that the letter of 2022 is about."""
    for name in VILLAGES:
        VillageFactory(name=name)
    version("leefbaarheidsbudget", maximum=750, ceiling=30_000)
    version("buurtbijeenkomsten", maximum=100, ceiling=2_000)


def version(slug: str, *, maximum: int, ceiling: int, year: int = 2022) -> SchemeVersion:
    return SchemeVersionFactory(
        scheme__slug=slug,
        scheme__name=slug.title(),
        valid_from=date(year, 1, 1),
        criteria=[("max_per_application", {"amount": maximum}), ("yearly_ceiling", {"amount": ceiling, "year": year})],
    )


def take_in(content: bytes, source: str = "register.csv") -> ImportedRegister:
    return import_register(content=content, source=source, by=Actor.system("import"), at=NOW)


@pytest.fixture
def registers(buren: None) -> None:
    for file in sorted(REGISTERS.glob("*.csv")):
        take_in(file.read_bytes(), file.name)
