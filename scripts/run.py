"""`make run`: set up, then serve the demonstration at http://127.0.0.1:PORT (8000 unless PORT says otherwise)."""

from __future__ import annotations

import os
import socket

from machine import ROOT, VENV, CannotGoOn, finish
from setup import set_up

HIGHEST_PORT = 65535


def chosen_port() -> int:
    """PORT, or 8000. Raises `CannotGoOn` when it is no port or another program uses it."""
    text = os.environ.get("PORT", "8000")
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= HIGHEST_PORT):
        raise CannotGoOn(
            f"PORT={text} is not a port. Give a number from 1 to {HIGHEST_PORT}, for example: PORT=8001 make run"
        )
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(text)))
        except OSError as error:
            raise CannotGoOn(
                f"Port {text} is in use or not allowed. Choose another one, for example: PORT=8001 make run"
            ) from error
    return int(text)


def main() -> None:
    port = chosen_port()
    set_up()
    os.chdir(ROOT)
    kernkracht = str(VENV / "bin" / "kernkracht")
    environment = {**os.environ, "KERNKRACHT_DEMO": "1", "PORT": str(port)}
    os.execve(kernkracht, [kernkracht, "serve"], environment)  # noqa: S606  (our own command, no shell)


if __name__ == "__main__":
    finish(main)
