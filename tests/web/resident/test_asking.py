"""The form, page by page, over HTTP."""

from __future__ import annotations

from datetime import date, datetime
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from kernkracht.community.villages.models import Village
from kernkracht.grants.applications.models import ApplicationState, Companion, GrantApplication
from kernkracht.grants.schemes.models import SchemeVersion
from tests.factories.schemes import SchemeVersionFactory
from tests.grants.applications.scene import scheme_version, village_with_coordinator

from .steps import LINES, begin, fill_in, valid_posts

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _march(monkeypatch: pytest.MonkeyPatch) -> object:
    with time_machine.travel(datetime.fromisoformat("2026-03-03T10:00:00+01:00"), tick=False):
        yield


@pytest.fixture
def village() -> Village:
    return village_with_coordinator()


@pytest.fixture
def version() -> SchemeVersion:
    return scheme_version()


@pytest.fixture
def draft(client: Client, version: SchemeVersion) -> GrantApplication:
    return begin(client, version)


def send_data(version: SchemeVersion, **changes: object) -> dict[str, object]:
    return {"truthful": "on", "submission_key": str(uuid4()), "version_seen": version.pk, **changes}


def test_a_robot_that_follows_links_leaves_no_drafts(client: Client, version: SchemeVersion) -> None:
    assert client.get(f"/aanvragen/{version.scheme.slug}/").status_code == 200
    assert not GrantApplication.objects.exists()


def test_a_closed_scheme_says_when_it_opens(client: Client) -> None:
    version = scheme_version([("application_window", {"open": "04-01", "close": "05-31"})])
    page = client.get(f"/aanvragen/{version.scheme.slug}/")
    assert "1 april 2026" in page.content.decode()
    refused = client.post(f"/aanvragen/{version.scheme.slug}/")
    assert refused.status_code == 422
    assert not GrantApplication.objects.exists()


def test_from_start_to_receipt(client: Client, version: SchemeVersion, village: Village) -> None:
    draft = begin(client, version)
    fill_in(client, draft, village)
    check = client.get(f"/aanvraag/{draft.token}/nakijken/")
    text = check.content.decode()
    for shown in ("Pluktuin", "Robin Voorbeeld", "€\xa0500", "telt niet mee", "U mag toch versturen"):
        assert shown in text
    sent = client.post(f"/aanvraag/{draft.token}/nakijken/", send_data(version), follow=True)
    page = sent.content.decode()
    assert "A-2026-0001" in page
    assert "28 april 2026" in page
    assert "Sanne" in page


def test_the_back_button_and_a_second_tab_show_the_receipt(
    client: Client, version: SchemeVersion, village: Village
) -> None:
    draft = begin(client, version)
    fill_in(client, draft, village)
    for _n in range(2):
        answer = client.post(f"/aanvraag/{draft.token}/nakijken/", send_data(version))
        assert answer.headers["Location"] == f"/aanvraag/{draft.token}/ontvangen/"
    assert client.get(f"/aanvraag/{draft.token}/plan/").headers["Location"].endswith("/ontvangen/")
    assert GrantApplication.objects.count() == 1


@pytest.mark.parametrize("slug", ["plan", "aanvrager", "kosten", "contact"])
def test_an_empty_page_is_refused_and_says_so_in_its_title(client: Client, draft: GrantApplication, slug: str) -> None:
    answer = client.post(f"/aanvraag/{draft.token}/{slug}/", {"regel-TOTAL_FORMS": "0", "regel-INITIAL_FORMS": "0"})
    assert answer.status_code == 422
    assert "<title>Fout:" in answer.content.decode().replace("\n", "")
    assert 'id="fouten"' in answer.content.decode()
    draft.refresh_from_db()
    assert draft.steps_done == []


def test_wrong_input_comes_back_as_typed(client: Client, draft: GrantApplication) -> None:
    answer = client.post(f"/aanvraag/{draft.token}/kosten/", {**LINES, "requested": "1,250"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Bedoelt u" in text
    for typed in ('value="1,250"', 'value="Bomen"', 'value="600"'):
        assert typed in text


def test_lines_come_and_go_without_javascript(client: Client, draft: GrantApplication) -> None:
    url = f"/aanvraag/{draft.token}/kosten/"
    typed = {**LINES, "requested": "abc"}
    more = client.post(url, {**typed, "do": "add"})
    assert more.status_code == 200
    assert more.context["lines"].total_form_count() == 3
    assert 'value="abc"' in more.content.decode()
    less = client.post(url, {**typed, "do": "remove-regel-0"})
    assert "Soep" in less.content.decode()
    assert "Bomen" not in less.content.decode()
    assert not draft.budget_lines.exists()


def test_the_outcome_explains_itself_while_typing_and_without_javascript(
    client: Client, draft: GrantApplication
) -> None:
    data = {**LINES, "requested": "900"}
    fragment = client.post(f"/aanvraag/{draft.token}/kosten/uitkomst/", data).content.decode()
    whole = client.post(f"/aanvraag/{draft.token}/kosten/", {**data, "do": "count"}).content.decode()
    assert "€\xa0600" in fragment
    assert "telt niet mee" in fragment
    assert fragment.strip() in whole
    assert not draft.budget_lines.exists()


def test_save_and_stop_keeps_half_a_page_and_mails_the_link(client: Client, draft: GrantApplication) -> None:
    answer = client.post(f"/aanvraag/{draft.token}/plan/", {"title": "Half", "do": "stop"})
    assert answer.headers["Location"] == f"/aanvraag/{draft.token}/later/"
    draft.refresh_from_db()
    assert draft.title == "Half"
    mailed = client.post(f"/aanvraag/{draft.token}/later/", {"email": "robin@example.org"}, follow=True)
    assert "onderweg" in mailed.content.decode()


def test_resuming_goes_to_the_first_open_page(client: Client, draft: GrantApplication, village: Village) -> None:
    assert client.get(f"/aanvraag/{draft.token}/").headers["Location"].endswith("/plan/")
    client.post(f"/aanvraag/{draft.token}/plan/", valid_posts(village)["plan"])
    assert client.get(f"/aanvraag/{draft.token}/").headers["Location"].endswith("/aanvrager/")


def test_changing_one_answer_leads_back_to_the_check(client: Client, draft: GrantApplication, village: Village) -> None:
    page = client.get(f"/aanvraag/{draft.token}/plan/?na=nakijken")
    assert 'name="na" value="nakijken"' in page.content.decode()
    data = {**valid_posts(village)["plan"], "na": "nakijken"}
    answer = client.post(f"/aanvraag/{draft.token}/plan/", data)
    assert answer.headers["Location"].endswith("/nakijken/")


def test_sending_too_early_names_what_is_missing_with_the_way_there(
    client: Client, draft: GrantApplication, version: SchemeVersion
) -> None:
    answer = client.post(f"/aanvraag/{draft.token}/nakijken/", send_data(version))
    assert answer.status_code == 422
    assert f"/aanvraag/{draft.token}/contact/?na=nakijken" in answer.content.decode()
    draft.refresh_from_db()
    assert draft.state == ApplicationState.DRAFT


def test_new_rules_are_explained_before_sending(client: Client, village: Village) -> None:
    old = scheme_version(valid_until=date(2026, 3, 3))
    draft = begin(client, old)
    fill_in(client, draft, village)
    new = SchemeVersionFactory(
        scheme=old.scheme,
        label="nieuwe regels",
        valid_from=date(2026, 3, 4),
        criteria=[("max_per_application", {"amount": 100})],
    )
    with time_machine.travel(datetime.fromisoformat("2026-03-04T10:00:00+01:00"), tick=False):
        refused = client.post(f"/aanvraag/{draft.token}/nakijken/", send_data(old))
        assert refused.status_code == 422
        assert "nieuwe regels" in refused.content.decode()
        assert "€\xa0100" in refused.content.decode()
        sent = client.post(f"/aanvraag/{draft.token}/nakijken/", send_data(new))
    assert sent.status_code == 302
    draft.refresh_from_db()
    assert draft.version == new


def test_inviting_a_supporter_keeps_the_page_and_shows_their_state(client: Client, draft: GrantApplication) -> None:
    url = f"/aanvraag/{draft.token}/aanvrager/"
    data = {"supporters-companion_name": "Kim", "supporters-companion_email": "kim@example.org"}
    answer = client.post(url, {**data, "applicant_kind": "resident", "do": "invite-supporters"}, follow=True)
    assert "Nog niet bevestigd" in answer.content.decode()
    twice = client.post(url, {**data, "do": "invite-supporters"})
    assert twice.status_code == 422
    assert "al uitgenodigd" in twice.content.decode()
    companion = Companion.objects.get()
    client.post(url, {"do": f"uninvite-{companion.pk}"})
    assert not Companion.objects.exists()


def test_an_unknown_link_or_step_is_not_found(client: Client, draft: GrantApplication) -> None:
    assert client.get("/aanvraag/nonsense/").status_code == 404
    assert client.get(f"/aanvraag/{draft.token}/bestaat-niet/").status_code == 404
    assert client.get(f"/aanvraag/{draft.token}/voorwaarden/").status_code == 404


@pytest.mark.parametrize("slug", ["plan", "aanvrager", "kosten", "bijlagen", "contact", "nakijken"])
def test_no_page_needs_more_than_twelve_queries(
    client: Client, draft: GrantApplication, village: Village, slug: str, django_assert_max_num_queries: object
) -> None:
    fill_in(client, draft, village)
    with django_assert_max_num_queries(12):  # type: ignore[operator] # a fixture that is a context manager
        assert client.get(f"/aanvraag/{draft.token}/{slug}/").status_code == 200
