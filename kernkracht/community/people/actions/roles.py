"""Roles: what they are called and what they may do. Both are data."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from kernkracht.community.people.models import Role, RoleLabel, RolePermission
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.permissions import changing, unknown
from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor

from ._guard import UnableToManagePeople, lock_roles, require_manager, require_remaining_manager


class UnableToRenameRole(UnableToManagePeople):
    """A role needs a name, in singular and plural."""


class UnableToSetPermissions(UnableToManagePeople):
    """This set of rights does not fit the role."""


def rename_role(*, role: Role, label: str, plural: str, since: date, by: Actor, at: datetime) -> RoleLabel:
    """Call a role by another name from a day on (R50); pages about earlier days keep the earlier name."""
    label, plural = label.strip(), plural.strip()
    if not label or not plural:
        raise UnableToRenameRole(_("Vul de naam in, in enkelvoud en in meervoud."))
    with transaction.atomic(durable=True):
        lock_roles()
        require_manager(by, localdate(at))
        row, _made = RoleLabel.objects.update_or_create(
            role=role, since=since, defaults={"label": label, "plural": plural}
        )
        data = {"role": role.code, "from": since.isoformat(), "label": label}
        record("people.role_renamed", role, by=by, at=at, data=data)
    return row


def set_permissions(*, role: Role, permissions: Iterable[str], by: Actor, at: datetime) -> frozenset[str]:
    """Replace a role's rights by this set; returns it.

    Raises `UnableToSetPermissions` for an unknown code or a changing right for the auditor, and `LastManagerWouldGo`.
    """
    wanted = frozenset(permissions)
    with transaction.atomic(durable=True):
        lock_roles()
        require_manager(by, localdate(at))
        _refuse_misfit(role, wanted)
        had = frozenset(role.role_permissions.order_by().values_list("permission", flat=True))
        role.role_permissions.exclude(permission__in=wanted).delete()
        RolePermission.objects.bulk_create(RolePermission(role=role, permission=code) for code in wanted - had)
        data = {"role": role.code, "added": sorted(wanted - had), "removed": sorted(had - wanted)}
        if wanted != had:
            record("people.permissions_set", role, by=by, at=at, data=data)
        require_remaining_manager(by, localdate(at))
    return wanted


def _refuse_misfit(role: Role, wanted: frozenset[str]) -> None:
    if strange := unknown(wanted):
        raise UnableToSetPermissions(_("Dit recht bestaat niet: %(codes)s.") % {"codes": ", ".join(sorted(strange))})
    if role.code == Role.Code.AUDITOR and (too_much := changing(wanted)):
        names = ", ".join(str(Permission(code).label) for code in sorted(too_much))
        raise UnableToSetPermissions(
            _("Een auditor leest alles en wijzigt niets. Haal weg: %(names)s.") % {"names": names}
        )
