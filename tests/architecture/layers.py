"""The layers as import-linter knows them, read from pyproject.toml so that there is one list."""

from __future__ import annotations

import tomllib
from functools import cache

from .source import ROOT


@cache
def contracts() -> dict[str, list[frozenset[str]]]:
    """Container (such as `kernkracht.grants`) → its layers from top to bottom; one layer may hold several folders."""
    configuration = tomllib.loads((ROOT / "pyproject.toml").read_text())
    return {
        container: [frozenset(name.strip() for name in layer.split("|")) for layer in contract["layers"]]
        for contract in configuration["tool"]["importlinter"]["contracts"]
        if contract["type"] == "layers"
        for container in contract["containers"]
    }


def may_depend_on(module: str, other: str) -> bool:
    """Whether code in `module` may know about `other`, by every contract that holds both."""
    for container, layers in contracts().items():
        places = [_place(name, container, layers) for name in (module, other)]
        if None in places:
            continue
        (height, folder), (other_height, other_folder) = places  # type: ignore[misc]
        if folder != other_folder and other_height <= height:
            return False
    return True


def _place(module: str, container: str, layers: list[frozenset[str]]) -> tuple[int, str] | None:
    """How far from the top `module` stands inside `container`, and in which folder; None when it is elsewhere."""
    if not module.startswith(f"{container}."):
        return None
    folder = module.removeprefix(f"{container}.").split(".")[0]
    return next(((height, folder) for height, layer in enumerate(layers) if folder in layer), None)
