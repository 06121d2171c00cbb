#!/usr/bin/env bash
# Renews the two hashed requirement files from pyproject.toml; no index address may end up in them.
set -euo pipefail
cd "$(dirname "$0")/.."
lock() { .venv/bin/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
  --no-emit-index-url --no-emit-find-links --no-header --no-annotate "$@"; }
lock -o requirements/runtime.txt ${UPGRADE:+--upgrade}
lock --group dev -c requirements/runtime.txt -o requirements/development.txt
! grep -nE 'https?://|file://' requirements/*.txt
