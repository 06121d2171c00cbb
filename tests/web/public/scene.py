"""Cases in every state, full of things that nobody may see."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse

from kernkracht.community.villages.models import Village
from kernkracht.grants.applications.models import ApplicationState, GrantApplication
from kernkracht.grants.schemes.models import SchemeVersion
from tests.factories.applications import ApplicationFactory, DraftFactory

State = ApplicationState
SECRETS = {
    "contact_name": "Geheimnaam Zwijgsma",
    "contact_email": "geheim.zwijgsma@example.net",
    "contact_phone": "0699887766",
    "contact_address": "Verborgenlaan 77, 9876 ZZ",
    "iban": "NL91ABNA0417164300",
    "account_holder": "Geheimhouder Zwijgsma",
    "street": "Stiekemestraat",
}
UNPUBLISHED = "Beschrijving die alleen voor de gemeente is"
NOT_GRANTED = "Plan dat niemand mag zien"
PRIVATE_ORGANISATION = "Familie Zwijgsma"


def granted(version: SchemeVersion, village: Village, **values: Any) -> GrantApplication:
    """A granted case of 2 March 2026 with private data in every field that holds some."""
    filled: dict[str, Any] = {
        "version": version,
        "scheme": version.scheme,
        "village": village,
        "state": State.GRANTED,
        "granted_cents": 40_000,
        "decided_on": date(2026, 3, 10),
        "description": UNPUBLISHED,
        **SECRETS,
    }
    return ApplicationFactory(**filled | values)


def hidden_cases(version: SchemeVersion, village: Village) -> list[GrantApplication]:
    """One case in each state that is not public."""
    place: dict[str, Any] = {"version": version, "scheme": version.scheme, "village": village, **SECRETS}
    closed = (State.REFUSED, State.NOT_TREATED, State.REFERRED)
    others = [state for state in State if state not in (State.GRANTED, State.DRAFT)]
    cases = [
        ApplicationFactory(
            state=state, title=NOT_GRANTED, decided_on=date(2026, 3, 10) if state in closed else None, **place
        )
        for state in others
    ]
    return [*cases, DraftFactory(title=NOT_GRANTED, description=NOT_GRANTED, **place)]


def addresses(village: Village, version: SchemeVersion, case: GrantApplication) -> list[str]:
    """Every public page and download, and the ways to narrow them."""
    pages = ["home", "villages", "plans", "schemes", "register", "register_csv", "register_json"]
    pages += ["about", "accessibility", "privacy", "robots", "sitemap"]
    found = [reverse(name) for name in pages]
    found += [reverse("village", args=[village.slug]), reverse("plan", args=[case.number])]
    found += [reverse("scheme", args=[version.scheme.slug]), reverse("scheme_file", args=[version.scheme.slug])]
    found += [reverse("sitemap_section", args=[name]) for name in ("paginas", "dorpen", "regelingen", "plannen")]
    found += [f"{reverse(name)}?dorp={village.slug}&jaar=2026" for name in ("plans", "register", "register_csv")]
    found += [f"{reverse(name)}?zoek=plan&dorp={village.slug}" for name in ("plans", "register", "register_json")]
    return found
