"""How long this room's rows are kept, and what they hold about people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.retention.declarations import Keeping, Lasting, NoPerson, declare_keeping

_RULES = Lasting("published rules: decisions of the past are read by them")
_NOBODY = NoPerson("Rules and public texts; whoever publishes is an account.")

declare_keeping(
    Keeping("schemes.Scheme", _("Regelingen"), _RULES, _NOBODY),
    Keeping("schemes.OldAddress", _("Oude adressen van regelingen"), _RULES, _NOBODY),
    Keeping("schemes.SchemeVersion", _("Versies van regelingen"), _RULES, _NOBODY),
    Keeping("schemes.Criterion", _("Spelregels"), _RULES, _NOBODY),
    Keeping("schemes.VillageOverride", _("Spelregels per dorp"), _RULES, _NOBODY),
)
