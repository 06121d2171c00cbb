"""Themes are reference data."""

from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.retention.declarations import Keeping, Lasting, NoPerson, declare_keeping

declare_keeping(Keeping("themes.Theme", _("Thema’s"), Lasting("reference data"), NoPerson("Names of themes.")))
