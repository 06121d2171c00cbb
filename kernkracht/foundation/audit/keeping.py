"""How long this room's rows are kept, and what they hold about people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.retention.declarations import Keeping, Lasting, NoPerson, declare_keeping

declare_keeping(
    Keeping(
        "audit.Actor",
        _("Wie iets deed"),
        Lasting("the trail must keep saying that the same person did two things (docs/adr/0001)"),
        NoPerson("A number; the name stands in the account and goes with it."),
    ),
    Keeping(
        "audit.AuditEvent",
        _("Logboek"),
        Lasting("append-only: triggers refuse to change or remove a row, so that nobody can hide an act"),
        NoPerson("By rule no names, addresses or texts of people; tests plant words in cases and look for them here."),
    ),
)
