"""The brake counts visitors, also when all of them come through one proxy."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client, RequestFactory
from pytest_django import Settings

from kernkracht.grants.applications.models import GrantApplication
from kernkracht.web.resident.applications.start import DRAFTS_PER_HOUR
from kernkracht.web.resident.throttle import too_often
from tests.grants.applications.scene import scheme_version

PROXY = "10.0.0.1"
HEADER = "HTTP_X_FORWARDED_FOR"


@pytest.fixture(autouse=True)
def _no_counts(db: None) -> None:
    cache.clear()


def try_from(forwarded: str = "", remote: str = PROXY) -> bool:
    named = {HEADER: forwarded} if forwarded else {}
    return too_often(RequestFactory().post("/", REMOTE_ADDR=remote, **named), "act", 1)


def test_behind_a_trusted_proxy_each_visitor_has_a_count(settings: Settings) -> None:
    settings.TRUSTED_PROXY_HEADER = HEADER
    assert [try_from("203.0.113.1"), try_from("203.0.113.2")] == [False, False]
    assert try_from("203.0.113.1")


def test_only_what_the_proxy_itself_adds_counts(settings: Settings) -> None:
    """Whoever makes up addresses in front of the real one gains nothing."""
    settings.TRUSTED_PROXY_HEADER = HEADER
    assert not try_from("198.51.100.7, 203.0.113.1")
    assert try_from("198.51.100.8, 203.0.113.1")


def test_without_a_trusted_proxy_the_header_is_not_believed(settings: Settings) -> None:
    settings.TRUSTED_PROXY_HEADER = ""
    assert [try_from("203.0.113.1"), try_from("203.0.113.2")] == [False, True]


def test_an_endless_address_is_counted_too(settings: Settings) -> None:
    settings.TRUSTED_PROXY_HEADER = HEADER
    assert [try_from("9" * 5000), try_from("9" * 5000)] == [False, True]


@pytest.mark.django_db
def test_one_busy_visitor_does_not_shut_out_the_next(client: Client, settings: Settings) -> None:
    settings.TRUSTED_PROXY_HEADER = HEADER
    address = f"/aanvragen/{scheme_version().scheme.slug}/"
    answers = [client.post(address, REMOTE_ADDR=PROXY, **{HEADER: "203.0.113.1"}) for _n in range(DRAFTS_PER_HOUR + 1)]
    assert [answers[-2].status_code, answers[-1].status_code] == [302, 422]
    assert client.post(address, REMOTE_ADDR=PROXY, **{HEADER: "203.0.113.2"}).status_code == 302
    assert GrantApplication.objects.count() == DRAFTS_PER_HOUR + 1
