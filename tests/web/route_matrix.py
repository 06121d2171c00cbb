"""The route × role matrix: what every address answers to everybody. `test_routes.py` compares it with the application.

HOW TO ADD A ROUTE
  1. Add one row to `ROWS` of the room's module in `route_rows/` (or to `MATRIX` below for the main job), in the order
     of the urls. The name is what `reverse` takes.
  2. Give the arguments of the address from `World`; a module of `route_rows/` makes what its pages need in
     `build(world)`, which returns things by name, and finds them back in `world.things`.
  3. Say what it answers to a GET: `everybody(200)`, `signed_in(200)`, `only(POLICY, AUDITOR)`, or spell out who gets
     what with `answers(...)`. There are no defaults by prefix on purpose: who adds an address decides who sees it.
     `only(...)` means: a visitor is sent to sign in, everybody else gets a 404, the named roles get 200.
  4. Run `pytest tests/web/test_routes.py`. When it disagrees, first ask whether the page is right.

The rights of the roles are those of `seed/roles.yaml`, so this file also guards what a new installation starts with.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from kernkracht.community.people.models import Role

from . import route_rows
from .route_answers import LOGIN, Answer, Row, answers, everybody, only, signed_in
from .route_world import (
    ADMINISTRATOR,
    ARCHIVIST,
    AUDITOR,
    COORDINATOR,
    DECIDER,
    FINANCE,
    MANAGER,
    OTHER,
    OWNER,
    POLICY,
    RESIDENTS,
    STAFF,
    VISITOR,
    World,
)


def _person(world: World) -> dict[str, Any]:
    return {"pk": world.colleague.pk}


def _post(world: World) -> dict[str, Any]:
    return {"pk": world.post.pk}


def _role(_world: World) -> dict[str, Any]:
    return {"code": Role.Code.POLICY_OFFICER}


def _village(world: World) -> dict[str, Any]:
    return {"slug": world.village.slug}


def _scheme(world: World) -> dict[str, Any]:
    return {"slug": world.case.scheme.slug}


def _token(world: World) -> dict[str, Any]:
    return {"token": world.case.token}


def _draft(world: World) -> dict[str, Any]:
    return {"token": world.draft.token}


def _number(world: World) -> dict[str, Any]:
    return {"number": world.case.number}


def _ceiling(world: World) -> dict[str, Any]:
    return {"pk": world.ceiling.pk}


def _message(world: World) -> dict[str, Any]:
    return {"pk": world.message.pk}


def _letter(world: World) -> dict[str, Any]:
    return {"pk": world.council_letter.pk}


def _text(_world: World) -> dict[str, Any]:
    return {"code": "account_mail", "part": "body.txt", "language": "nl"}


def _draft_rules(world: World) -> dict[str, Any]:
    return {"pk": world.draft_rules.pk}


def _rule(world: World) -> dict[str, Any]:
    return {"pk": world.draft_rules.pk, "key": "max-per-application"}


OFFICE = tuple(STAFF)
ASSESSORS = (COORDINATOR, POLICY)
CASE = "/werk/aanvragen/"


def acts(*roles: str) -> Mapping[str, Answer]:
    """An act on a case: these roles get its page, colleagues go back to the case, nobody else knows it."""
    return only(*OFFICE, answer=CASE) | dict.fromkeys(roles, 200)


LETTER_WRITERS = (POLICY, MANAGER)
BUDGET_READERS = (POLICY, DECIDER, FINANCE, MANAGER, ADMINISTRATOR, AUDITOR)
MAIL_READERS = (COORDINATOR, POLICY, ADMINISTRATOR)

SIGNED_IN_ALREADY = answers("/werk/")({OWNER: "/mijn/", OTHER: "/mijn/"})
"""Pages about signing in send who is inside to the own start page."""

MATRIX: list[Row] = [
    # The site itself
    Row("healthz", everybody("200 or 503")),  # 503 while the assets are not built
    Row("set_language", everybody("/")),
    # Public pages, the same for everybody
    Row("home", everybody(200)),
    Row("villages", everybody(200)),
    Row("village", everybody(200), _village),
    Row("village_timeline", everybody(200), _village),
    Row("plans", everybody(200)),
    Row("schemes", everybody(200)),
    Row("scheme", everybody(200), _scheme),
    Row("scheme_file", everybody(200), _scheme),
    Row("register", everybody(200)),
    Row("register_csv", everybody(200)),
    Row("register_json", everybody(200)),
    Row("about", everybody(200)),
    Row("accessibility", everybody(200)),
    Row("privacy", everybody(200)),
    Row("robots", everybody(200)),
    Row("security_txt", everybody(404)),  # nobody wrote down where to report a weakness
    Row("sitemap", everybody(200)),
    Row("sitemap_section", everybody(200), lambda _w: {"section": "dorpen"}),
    # Signing in
    Row("account_overview", signed_in(200)),
    Row("account_login", SIGNED_IN_ALREADY | {VISITOR: 200}),
    Row("account_request_login_code", SIGNED_IN_ALREADY | {VISITOR: 200}),
    Row("account_confirm_login_code", SIGNED_IN_ALREADY | {VISITOR: LOGIN}),
    Row("mfa_authenticate", SIGNED_IN_ALREADY | {VISITOR: LOGIN}),
    Row("openid_connect_login", everybody(404), lambda _w: {"provider_id": "inwoners"}),
    Row("openid_connect_callback", everybody(404), lambda _w: {"provider_id": "inwoners"}),
    Row("socialaccount_login_cancelled", everybody(200)),
    Row("socialaccount_login_error", everybody(401)),
    Row("socialaccount_signup", everybody(LOGIN)),
    Row("account_logout", answers(200)({VISITOR: "/"})),
    Row("account_inactive", everybody(200)),
    Row("account_signup", SIGNED_IN_ALREADY | {VISITOR: 200}),
    Row("account_reauthenticate", signed_in(200)),
    Row("mfa_reauthenticate", signed_in(200) | dict.fromkeys(RESIDENTS, "/account/bevestig/")),
    Row("account_email", signed_in(200)),
    Row("account_email_verification_sent", signed_in("/account/e-mail/")),
    Row("account_profile", signed_in(200)),
    Row("account_export", signed_in(200)),
    Row("account_remove", signed_in(200)),
    Row("account_change_password", signed_in(200)),
    Row("account_set_password", signed_in("/account/wachtwoord/wijzigen/")),
    Row("account_set_password_by_mail", signed_in(200)),
    Row("account_reset_password", everybody(200)),
    Row("account_reset_password_done", everybody(200)),
    Row("account_reset_password_from_key", everybody(200), lambda _w: {"uidb36": "1", "key": "wrong"}),
    Row("account_reset_password_from_key_done", everybody(200)),
    Row("mfa_index", signed_in(200)),
    Row("mfa_activate_totp", signed_in("/account/tweede-stap/") | dict.fromkeys(RESIDENTS, 200)),
    Row("mfa_deactivate_totp", signed_in(200) | dict.fromkeys(RESIDENTS, 404)),
    Row("mfa_view_recovery_codes", signed_in(404)),
    Row("mfa_generate_recovery_codes", signed_in(200)),
    Row("mfa_download_recovery_codes", signed_in(404)),
    Row("socialaccount_connections", signed_in(200)),
    # The demonstration (here there is none)
    Row("demo_accounts", everybody(404)),
    Row("demo_mail", everybody(404)),
    Row("demo_mail_page", everybody(404), lambda _w: {"name": "x.eml"}),
    # Residents (whoever has the mailed link may open the case)
    Row("resident:router", everybody(200)),
    Row("resident:start", everybody(200), lambda w: {"slug": w.case.scheme.slug}),
    Row("resident:resume", everybody("/aanvraag/"), _draft),
    Row("resident:stop", everybody(200), _draft),
    Row("resident:receipt", everybody(200), _token),
    Row("resident:outcome", everybody(405), _draft),
    Row("resident:step", everybody(200), lambda w: {"token": w.draft.token, "slug": "plan"}),
    Row("resident:mine", signed_in(200)),
    Row("resident:case", everybody(200), _token),
    Row("resident:withdraw", everybody(200), _token),
    Row("resident:complete", everybody(200), _token),
    Row("resident:support", everybody(404), lambda _w: {"token": "unknown"}),
    # The office, people
    Row("office_people", only(*OFFICE)),
    Row("office_person_add", only(ADMINISTRATOR)),
    Row("office_vacancy_add", only(ADMINISTRATOR)),
    Row("office_posts", only(*OFFICE)),
    Row("office_roles", only(*OFFICE)),
    Row("office_role_rename", only(ADMINISTRATOR), _role),
    Row("office_role_permissions", only(ADMINISTRATOR), _role),
    Row("office_post_end", only(ADMINISTRATOR), _post),
    Row("office_post_stand_in", only(ADMINISTRATOR), _post),
    Row("office_post_villages", only(ADMINISTRATOR), _post),
    Row("office_post_fill", only(ADMINISTRATOR), _post),
    Row("office_person", only(*OFFICE), _person),
    Row("office_person_assign", only(ADMINISTRATOR), _person),
    # Everybody may report oneself; the action refuses somebody else.
    Row("office_person_absent", only(*OFFICE), _person),
    Row("office_person_back", only(*OFFICE), _person),
    Row("office_person_card", only(*OFFICE), _person),
    Row("office_person_close", only(ADMINISTRATOR), _person),
    Row("office_person_reopen", only(ADMINISTRATOR), _person),
    # The office, villages
    Row("office_villages", only(*OFFICE)),
    Row("office_village_add", only(ADMINISTRATOR)),
    Row("office_municipality", only(ADMINISTRATOR)),
    Row("office_area_add", only(ADMINISTRATOR)),
    Row("office_area", only(ADMINISTRATOR), lambda w: {"slug": w.area.slug}),
    Row("office_village", only(*OFFICE), _village),
    Row("office_village_change", only(ADMINISTRATOR), _village),
    Row("office_village_phase", only(ADMINISTRATOR), _village),
    Row("office_village_end", only(ADMINISTRATOR), _village),
    Row("office_village_reopen", only(ADMINISTRATOR), _village),
    # The office, cases
    Row("office_work", only(*OFFICE)),
    Row("office_stack", only(DECIDER)),
    Row("office_new_application", only(*ASSESSORS)),
    Row("office_case", only(*OFFICE), _number),
    # A case that just came in: assessing may begin, there is nothing to decide, return or complete yet.
    Row("office_judge", acts(), lambda w: {"number": w.case.number, "criterion": "none"}),
    Row("office_give_advice", acts(), _number),
    Row("office_plain_act", everybody(405), lambda w: {"number": w.case.number, "act": "oppakken"}),
    Row("office_assign", acts(*ASSESSORS, MANAGER), _number),
    Row("office_request_completion", acts(*ASSESSORS), _number),
    Row("office_note_completion", acts(), _number),
    Row("office_ask_advice", acts(*ASSESSORS), _number),
    Row("office_note_talk", acts(*ASSESSORS), _number),
    Row("office_propose", acts(*ASSESSORS), _number),
    Row("office_return", acts(), _number),
    Row("office_decide", acts(), _number),
    # The office, money
    Row("office_budgets", only(*BUDGET_READERS)),
    Row("office_ceiling_open", only(FINANCE)),
    Row("office_council_budget_new", only(FINANCE)),
    Row("office_council_budget", only(FINANCE), lambda w: {"pk": w.council_budget.pk}),
    Row("office_transfer", only(FINANCE)),
    Row("office_redistribution", only(), lambda w: {"slug": w.case.scheme.slug, "year": 2026}),
    Row("office_redistribution_done", only(), lambda _w: {"pk": 999_999}),
    Row("office_ceiling", only(*BUDGET_READERS), _ceiling),
    Row("office_ceiling_publish", only(FINANCE), _ceiling),
    Row("office_ceiling_take_out", only(FINANCE), _ceiling),
    Row("office_ceiling_settings", only(FINANCE), _ceiling),
    # The office, schemes: everybody in the office reads, the administrator changes drafts
    Row("office_schemes", only(*OFFICE)),
    Row("office_scheme_new", only(ADMINISTRATOR)),
    Row("office_scheme_import", only(ADMINISTRATOR)),
    Row("office_scheme", only(*OFFICE), _draft_rules),
    Row("office_scheme_file", only(*OFFICE), _draft_rules),
    Row("office_scheme_preview", only(*OFFICE), _draft_rules),
    Row("office_scheme_try", only(*OFFICE), _draft_rules),
    Row("office_scheme_drop_case", everybody(405), lambda w: _draft_rules(w) | {"number": 0}),
    Row("office_scheme_part", only(ADMINISTRATOR), lambda w: _draft_rules(w) | {"part": "algemeen"}),
    Row("office_scheme_copy", only(ADMINISTRATOR), _draft_rules),
    Row("office_scheme_publish", only(ADMINISTRATOR), _draft_rules),
    Row("office_scheme_close", only(ADMINISTRATOR, answer="/werk/regelingen/"), _draft_rules),  # a draft never closes
    Row("office_scheme_discard", only(ADMINISTRATOR), _draft_rules),
    Row("office_scheme_kinds", only(ADMINISTRATOR), _draft_rules),
    Row("office_scheme_rule_add", only(ADMINISTRATOR), lambda w: _draft_rules(w) | {"kind": "tiers"}),
    Row("office_scheme_rule", only(ADMINISTRATOR), _rule),
    Row("office_scheme_rule_move", everybody(405), _rule),
    Row("office_scheme_rule_remove", only(ADMINISTRATOR), _rule),
    Row("office_scheme_rule_villages", only(), _rule),  # without a village there is nowhere to go
    Row("office_scheme_rule_village", only(ADMINISTRATOR), lambda w: _rule(w) | _village(w)),
    Row("office_scheme_rule_changes", only(), lambda w: _rule(w) | {"tier": "none"}),
    Row("office_scheme_rule_change", only(), lambda w: _rule(w) | {"tier": "none", "target": "none"}),
    # The office, letters to the council
    Row("office_council_letters", only(*LETTER_WRITERS)),
    Row("office_council_message", only(*LETTER_WRITERS)),
    Row("office_council_letter", only(*LETTER_WRITERS), _letter),
    Row("office_council_letter_texts", only(*LETTER_WRITERS), _letter),
    Row("office_council_letter_freeze", only(MANAGER), _letter),
    Row("office_council_letter_download", only(*LETTER_WRITERS), lambda w: _letter(w) | {"kind": "json"}),
    # The office, log and mail
    Row("office_log", only(MANAGER, ADMINISTRATOR, AUDITOR, ARCHIVIST)),
    Row("office_mail", only(*MAIL_READERS)),
    Row("office_message", only(*MAIL_READERS), _message),
    Row("office_message_resend", everybody(405), _message),
    Row("office_message_bounced", everybody(405), _message),
    Row("office_message_printed", everybody(405), _message),
    Row("office_texts", only(ADMINISTRATOR)),
    Row("office_text", only(ADMINISTRATOR), _text),
    Row("office_text_reset", everybody(405), _text),
    # The style guide, for developers
    Row("style_office", everybody(404)),
    Row("style_public", everybody(404)),
    Row("style_form", everybody(404)),
    Row("style_confirm", everybody(404)),
    Row("style_error", everybody(404), lambda _w: {"code": 404}),
    # The council
    Row("council_letters", everybody(200)),
]

for _module in iter_modules(route_rows.__path__):
    MATRIX += import_module(f"{route_rows.__name__}.{_module.name}").ROWS
