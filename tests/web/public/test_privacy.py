"""Nothing private and nothing undecided gets out, on any public address."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kernkracht.community.villages.models import Village
from kernkracht.grants.applications.models import GrantApplication
from kernkracht.grants.applications.queries import NAMED_KINDS
from kernkracht.grants.schemes.models import SchemeVersion

from .conftest import text_of
from .scene import NOT_GRANTED, PRIVATE_ORGANISATION, SECRETS, UNPUBLISHED, addresses, granted, hidden_cases

Kind = GrantApplication.ApplicantKind
PRIVATE_KINDS = [kind for kind in Kind if kind not in NAMED_KINDS]


@pytest.mark.django_db
def test_no_address_shows_private_data_or_what_was_not_granted(
    client: Client, village: Village, version: SchemeVersion
) -> None:
    case = granted(version, village, organisation=PRIVATE_ORGANISATION)
    hidden = hidden_cases(version, village)
    forbidden = [*SECRETS.values(), UNPUBLISHED, NOT_GRANTED, PRIVATE_ORGANISATION, case.token]
    forbidden += [other.number for other in hidden if other.number]
    for address in addresses(village, version, case):
        text = text_of(client, address)
        assert [secret for secret in forbidden if secret in text] == [], address


@pytest.mark.django_db
def test_a_case_that_is_not_granted_does_not_exist(client: Client, village: Village, version: SchemeVersion) -> None:
    for case in hidden_cases(version, village):
        if case.number:
            assert client.get(reverse("plan", args=[case.number])).status_code == 404, case.state


@pytest.mark.django_db
@pytest.mark.parametrize("kind", Kind)
def test_organisations_are_named_and_people_are_not(
    client: Client, village: Village, version: SchemeVersion, kind: Kind
) -> None:
    case = granted(version, village, applicant_kind=kind, organisation="Oranjevereniging Noord")
    named = kind in NAMED_KINDS
    for address in (reverse("plan", args=[case.number]), "/register/", "/register.csv", "/register.json"):
        assert ("Oranjevereniging Noord" in text_of(client, address)) is named, address


@pytest.mark.django_db
def test_the_description_needs_consent_and_the_summary_goes_before_it(
    client: Client, village: Village, version: SchemeVersion
) -> None:
    silent = granted(version, village, public_summary="Samenvatting zonder toestemming")
    assert "zonder toestemming" not in text_of(client, reverse("plan", args=[silent.number]))
    open_case = granted(version, village, may_publish=True)
    assert UNPUBLISHED in text_of(client, reverse("plan", args=[open_case.number]))
    open_case.delete()
    summed_up = granted(version, village, may_publish=True, public_summary="Kort gezegd: bomen.")
    page = text_of(client, reverse("plan", args=[summed_up.number]))
    assert "Kort gezegd: bomen." in page
    assert UNPUBLISHED not in page


@pytest.mark.django_db
@pytest.mark.parametrize("secret", [*SECRETS.values(), UNPUBLISHED, PRIVATE_ORGANISATION])
def test_search_never_finds_by_what_it_may_not_show(
    client: Client, village: Village, version: SchemeVersion, secret: str
) -> None:
    granted(version, village, title="Bomen", organisation=PRIVATE_ORGANISATION)
    for address in ("/plannen/", "/register/"):
        assert "0 plannen" in client.get(address, {"zoek": secret}).content.decode(), address
    assert client.get("/register.json", {"zoek": secret}).getvalue().count(b'"number"') == 1  # the column alone


@pytest.mark.django_db
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    kind=st.sampled_from(PRIVATE_KINDS),
    name=st.from_regex(r"[A-Z][a-z]{7,14} [A-Z][a-z]{7,14}", fullmatch=True),
    may_publish=st.booleans(),
)
def test_whatever_a_private_person_is_called_nobody_reads_it(
    client: Client, village: Village, version: SchemeVersion, kind: Kind, name: str, may_publish: bool
) -> None:
    case = granted(
        version,
        village,
        applicant_kind=kind,
        organisation=name,
        contact_name=name,
        account_holder=name,
        may_publish=may_publish,
    )
    for address in (reverse("plan", args=[case.number]), "/plannen/", "/register/", "/register.csv", "/register.json"):
        assert name not in text_of(client, address)
    case.delete()
