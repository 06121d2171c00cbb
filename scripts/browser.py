"""Finds a Chromium for the journeys, or brings one."""

from __future__ import annotations

import os
import shutil
import subprocess

from machine import ROOT, CannotGoOn, can_install_packages, install_packages, run, say
from setup import node_environment

PACKAGE = "@sparticuz/chromium@147.0.0"
"""The newest that runs on Node 20; unpacks itself without an installation."""
UNPACK = "import('@sparticuz/chromium').then(async (it) => console.log(await it.default.executablePath()))"


def _on_this_machine() -> str | None:
    candidates = (os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome")
    return next((found for name in candidates if name and (found := shutil.which(name))), None)


def find_chromium() -> str:
    """The path of a Chromium. Raises `CannotGoOn` when there is none and none can be brought."""
    found = _on_this_machine()
    if found:
        return found
    if can_install_packages():
        try:
            install_packages("chromium")
        except CannotGoOn as problem:
            say(f"{problem} Bringing another one instead.")
        found = _on_this_machine()
        if found:
            return found
    return _packaged_chromium()


def _packaged_chromium() -> str:
    folder = ROOT / "build" / "chromium"
    env = node_environment()
    if not (folder / "node_modules").is_dir():
        say("Chromium is missing; bringing our own")
        folder.mkdir(parents=True, exist_ok=True)
        run(
            ["npm", "install", "--prefix", folder, "--ignore-scripts", "--no-save", "--fetch-retries=1", PACKAGE],
            "Chromium is missing and could not be brought. Install with: sudo apt-get install chromium",
            env=env,
            quiet=True,
        )
    answer = subprocess.run(["node", "-e", UNPACK], cwd=folder, env=env, capture_output=True, text=True, check=False)
    path = answer.stdout.strip()
    if answer.returncode or not path:
        raise CannotGoOn("Chromium is missing. Install with: sudo apt-get install chromium")
    return path
