"""How this installation introduces itself: a small YAML file, so that no municipality's name stands in code.

`KERNKRACHT_SITE` names the file; the default is `site.yaml` in `KERNKRACHT_HOME`. Without it the site is neutral.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path

import yaml
from django.conf import settings

MAX_LENGTH = 200


class UnusableSiteFile(ValueError):
    """The file that introduces the installation cannot be used; the message says where and why."""


@dataclass(frozen=True)
class SiteIdentity:
    """Name of the site, the organisation behind it, and where people find help."""

    name: str = "Kernkracht"
    organisation: str = ""
    phone: str = ""
    email: str = ""
    hours: str = ""


def identity() -> SiteIdentity:
    """The identity from the settings' file, read again when the file changes."""
    path = Path(settings.SITE_FILE)
    try:
        changed = path.stat().st_mtime_ns
    except OSError:
        return SiteIdentity()
    return _cached(path, changed)


@lru_cache(maxsize=4)
def _cached(path: Path, changed: int) -> SiteIdentity:
    return read_identity(path)


def read_identity(path: Path) -> SiteIdentity:
    """Read one file. Raises `UnusableSiteFile`: no YAML, an unknown key, or a value that is no short text."""
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise UnusableSiteFile(f"{path}: cannot be read as YAML ({error}).") from error
    if not isinstance(data, dict):
        raise UnusableSiteFile(f"{path}: must be a list of keys with values, such as “name: Meedoen”.")
    known = {field.name for field in fields(SiteIdentity)}
    for key, value in data.items():
        if key not in known:
            raise UnusableSiteFile(f"{path}: unknown key “{key}”; use {', '.join(sorted(known))}.")
        if not isinstance(value, str) or len(value) > MAX_LENGTH:
            raise UnusableSiteFile(f"{path}: “{key}” must be text of at most {MAX_LENGTH} characters, in quotes.")
    return SiteIdentity(**data)
