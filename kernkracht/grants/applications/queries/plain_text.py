"""Text without capitals and accents, in the database and in Python alike, so that “cafe” finds “Café”."""

from __future__ import annotations

import unicodedata
from typing import Any

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Func, TextField

ACCENTED = "àáâãäåçèéêëìíîïñòóôõöùúûüýÿœæøš"
WITHOUT = "aaaaaaceeeeiiiinooooouuuuyyoaos"
_MAP = str.maketrans(ACCENTED, WITHOUT)


def plain(text: str | None) -> str:
    """Lower case, without accents: “Reünie Ommeren” becomes “reunie ommeren”."""
    if not text or text.isascii():
        return (text or "").lower()
    return unicodedata.normalize("NFC", text).lower().translate(_MAP)


class Plain(Func):
    """The same for a column. PostgreSQL has the parts itself; SQLite is lent ours by `teach`."""

    function = "KK_PLAIN"
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: BaseDatabaseWrapper, **context: Any) -> Any:
        return self.as_sql(
            compiler,
            connection,
            template=f"TRANSLATE(LOWER(%(expressions)s), '{ACCENTED}', '{WITHOUT}')",
            **context,
        )


def teach() -> None:
    """Make `Plain` known to this SQLite connection; harmless to repeat, and nothing to do elsewhere."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        connection.connection.create_function("KK_PLAIN", 1, plain, deterministic=True)
