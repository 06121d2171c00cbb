"""OpenID Connect by environment: who vouches for residents, and who for staff. Pure; read once by the settings.

For each audience (`RESIDENTS`, `STAFF`):
  OIDC_<AUDIENCE>_ISSUER          address of the provider; without it this audience signs in here
  OIDC_<AUDIENCE>_CLIENT_ID       required with an issuer
  OIDC_<AUDIENCE>_CLIENT_SECRET   required with an issuer
  OIDC_<AUDIENCE>_NAME            on the button; default “OpenID Connect”
  OIDC_<AUDIENCE>_SCOPE           default “openid profile email”
  OIDC_<AUDIENCE>_TRUST_EMAIL     “1”: addresses count as verified without the claim `email_verified`
For staff also:
  OIDC_STAFF_GROUPS_CLAIM         claim with groups; default “groups”
  OIDC_STAFF_GROUPS               which group gives which role: “group-a=village_coordinator,group-b=auditor”
  OIDC_STAFF_AMR                  a value the claim `amr` must hold, such as “mfa”; without it nobody comes in
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

RESIDENTS, STAFF = "inwoners", "medewerkers"
"""The providers' ids; they stand in the callback address that the provider must know."""


class IncompleteProvider(ValueError):
    """An issuer without the rest; the message names what is missing."""


def providers(environ: Mapping[str, str]) -> dict[str, Any]:
    """The setting SOCIALACCOUNT_PROVIDERS. Raises `IncompleteProvider`."""
    found = [
        _provider(environ, audience, provider_id)
        for audience, provider_id in (("RESIDENTS", RESIDENTS), ("STAFF", STAFF))
        if environ.get(f"OIDC_{audience}_ISSUER")
    ]
    return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": found}}


def _provider(environ: Mapping[str, str], audience: str, provider_id: str) -> dict[str, Any]:
    prefix = f"OIDC_{audience}_"
    for name in ("CLIENT_ID", "CLIENT_SECRET"):
        if not environ.get(prefix + name):
            raise IncompleteProvider(f"{prefix}ISSUER is set, so {prefix}{name} must be set too.")
    return {
        "provider_id": provider_id,
        "name": environ.get(f"{prefix}NAME", "OpenID Connect"),
        "client_id": environ[f"{prefix}CLIENT_ID"],
        "secret": environ[f"{prefix}CLIENT_SECRET"],
        "settings": {
            "server_url": environ[f"{prefix}ISSUER"],
            "scope": environ.get(f"{prefix}SCOPE", "openid profile email").split(),
            "verified_email": environ.get(f"{prefix}TRUST_EMAIL") == "1",
            "email_authentication": True,
        },
    }


def group_roles(text: str) -> dict[str, str]:
    """“a=auditor,b=policy_officer” → role code by group. Raises `IncompleteProvider`."""
    roles = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        group, separator, role = part.rpartition("=")
        if not separator or not group.strip() or not role.strip():
            raise IncompleteProvider(f"OIDC_STAFF_GROUPS: write group=role, not {part!r}.")
        roles[group.strip()] = role.strip()
    return roles
