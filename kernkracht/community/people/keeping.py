"""How long this room's rows are kept, and what they hold about people."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.hashers import make_password
from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.retention.declarations import (
    ByUser,
    Case,
    Keeping,
    Lasting,
    NoPerson,
    Part,
    Personal,
    Remains,
    declare_keeping,
)

REMOVED_DOMAIN = "@removed.invalid"
_REFERENCE = Lasting("reference data")


def _nobody(account: Any) -> str:
    return f"account-{account.pk}{REMOVED_DOMAIN}"


def _no_password(_account: Any) -> str:
    return make_password(None)


def _no(_account: Any) -> bool:
    return False


declare_keeping(
    Keeping(
        "people.User",
        _("Account"),
        Case(
            closings=(),  # ends when the person, or who manages people, removes it; never by a list
            number="pk",
            remains=Remains(
                kept={"language": "a language"},
                replaced={"email": _nobody, "password": _no_password, "is_active": _no, "is_staff": _no},
            ),
        ),
        Personal(
            owners=(ByUser("pk"),),
            withheld={"password": "a secret that lets somebody in"},
            words={"language": _("Taal")},
        ),
    ),
    Keeping("people.ContactCard", _("Contactkaart"), Part("user", owns=("portrait",)), Personal()),
    Keeping("people.Membership", _("Bekende banden met organisaties"), Part("user"), Personal()),
    Keeping("people.Absence", _("Afwezigheid"), Part("user"), Personal()),
    Keeping(
        "people.Assignment",
        _("Rollen bij de gemeente"),
        Lasting("who could decide when must stay known; the name stands in the account"),
        Personal(owners=(ByUser("user"),)),
    ),
    Keeping(
        "people.WorkingTime",
        _("Uren per rol"),
        Lasting("how heavy the work was must stay known"),
        NoPerson("A part of a week and a day; whose it is stands in the post."),
    ),
    Keeping("people.Formation", _("Formatie per rol"), _REFERENCE, NoPerson("Numbers of the organisation.")),
    Keeping("people.Team", _("Teams"), _REFERENCE, NoPerson("Shared addresses of the office, of no one person.")),
    Keeping("people.Role", _("Rollen"), _REFERENCE, NoPerson("What a role does.")),
    Keeping("people.RoleLabel", _("Namen van rollen"), _REFERENCE, NoPerson("Names of roles.")),
    Keeping("people.RolePermission", _("Rechten van rollen"), _REFERENCE, NoPerson("Codes.")),
)
