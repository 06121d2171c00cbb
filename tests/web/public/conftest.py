from __future__ import annotations

import pytest
from django.test import Client

from kernkracht.community.villages.models import Village
from kernkracht.grants.schemes.models import SchemeVersion
from tests.factories.schemes import SchemeFactory, SchemeVersionFactory
from tests.factories.villages import VillageFactory


@pytest.fixture
def village(db: None) -> Village:
    return VillageFactory(name="Lienden", slug="lienden")


@pytest.fixture
def version(db: None) -> SchemeVersion:
    scheme = SchemeFactory(slug="leefbaarheid", name="Leefbaarheidsbudget")
    return SchemeVersionFactory(scheme=scheme, criteria=[("max_per_application", {"amount": 750})])


def text_of(client: Client, address: str) -> str:
    """The whole answer as text, streamed or not; it must be 200."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return bytes(body).decode()
