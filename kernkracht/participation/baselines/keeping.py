"""How long this room's rows are kept, and what they hold about people."""

from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.retention.declarations import Keeping, Lasting, NoPerson, declare_keeping

_YEARS = Lasting("shows over the years how a village changed")
_CHECKED = NoPerson("Texts that point at a person are refused.")

declare_keeping(
    Keeping("baselines.VillageBaseline", _("Beginsituaties van dorpen"), _YEARS, _CHECKED),
    Keeping("baselines.BaselineGroup", _("Groepen in een beginsituatie"), _YEARS, _CHECKED),
    Keeping("baselines.BaselineWish", _("Wensen in een beginsituatie"), _YEARS, _CHECKED),
    Keeping("baselines.BaselineChallenge", _("Uitdagingen in een beginsituatie"), _YEARS, _CHECKED),
    Keeping("baselines.ChosenTheme", _("Samen gekozen onderwerpen"), _YEARS, _CHECKED),
)
