"""Why an act on money can be refused. Every refusal says in Dutch what is wrong and what would help."""

from __future__ import annotations

from django.utils.translation import gettext as _

from kernkracht.foundation.money import format_euro

from .models import GrantCeiling


class MoneyRefusal(Exception):
    """An act on money that did not happen; `str()` is the sentence for the person who tried."""


class NotInTransaction(RuntimeError):
    """A part of an act was called outside the transaction of the act: a fault in the calling code."""


class KeyUsedForOtherAct(RuntimeError):
    """The key of an earlier act came back with another request: a fault in the calling code."""

    def __init__(self, key: str) -> None:
        super().__init__(f"key {key!r} belongs to an act with other content")
        self.key = key


class _ShortOfMoney(MoneyRefusal):
    def __init__(self, ceiling: GrantCeiling, free_cents: int, asked_cents: int) -> None:
        self.ceiling, self.free_cents, self.asked_cents = ceiling, free_cents, asked_cents
        super().__init__(self._sentence())

    def _sentence(self) -> str:
        return _("Onder het plafond “%(ceiling)s” is nog %(free)s vrij. Dat is minder dan %(asked)s.") % {
            "ceiling": name_of(self.ceiling),
            "free": format_euro(max(self.free_cents, 0)),
            "asked": format_euro(self.asked_cents),
        }


class UnableToReserve(_ShortOfMoney):
    """A hard ceiling has less room than asked."""


class UnableToCommit(_ShortOfMoney):
    """A hard ceiling has less room (its own reservation counted in) than the award."""


class UnableToTransfer(MoneyRefusal):
    """Money cannot move between these two ceilings."""


class UnableToRedistribute(MoneyRefusal):
    """The redistribution cannot be done, or is no longer what was previewed."""


class UnableToPublish(MoneyRefusal):
    """A ceiling cannot have this amount or date."""


class UnableToChangeCase(MoneyRefusal):
    """A case has less reserved, granted or paid than the act needs."""

    def __init__(self, ceiling: GrantCeiling, has_cents: int, asked_cents: int, sentence: str) -> None:
        self.ceiling, self.has_cents, self.asked_cents = ceiling, has_cents, asked_cents
        super().__init__(
            sentence % {"ceiling": name_of(ceiling), "has": format_euro(has_cents), "asked": format_euro(asked_cents)}
        )


class UnableToRelease(UnableToChangeCase):
    """More is released than the case has reserved."""


class UnableToRevoke(UnableToChangeCase):
    """More is revoked or settled away than the case has granted and not yet paid."""


class UnableToPay(UnableToChangeCase):
    """More is paid than the case has granted and not yet paid."""


class UnableToReturn(UnableToChangeCase):
    """More comes back than was paid."""


def name_of(ceiling: GrantCeiling) -> str:
    """“Leefbaarheidsbudget 2026, Lienden”: how people name a ceiling."""
    name = f"{ceiling.scheme} {ceiling.year}"
    return f"{name}, {ceiling.village}" if ceiling.village_id else name
