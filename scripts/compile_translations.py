"""Write the .mo file beside each .po file that is named, without needing gettext on the machine."""

from __future__ import annotations

import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po


def compile_catalogue(po: Path) -> None:
    """Raises `PoFileError` when the text is no catalogue; the old .mo then stays as it was."""
    with po.open("rb") as source:
        catalogue = read_po(source, locale=po.parts[-3], abort_invalid=True)
    draft = po.with_suffix(".mo.draft")
    with draft.open("wb") as target:
        write_mo(target, catalogue)
    draft.replace(po.with_suffix(".mo"))


if __name__ == "__main__":
    for name in sys.argv[1:]:
        try:
            compile_catalogue(Path(name))
        except PoFileError as error:
            sys.exit(f"{name}: {error}")
