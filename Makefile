# Two commands are enough: `make run` to try it, `make test` to change it.
PYTHON ?= python3
BIN = .venv/bin

.PHONY: help run test setup demo bench lint format
.DEFAULT_GOAL := help

help: ## Show these lines
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):[^#]*## /  make \1\t/' | expand -t 16

python:
	@command -v $(PYTHON) >/dev/null || { echo "Python is missing. Install with: sudo apt-get install python3-venv" >&2; exit 1; }

run: python ## Set up, load the demo once, and serve at http://127.0.0.1:8000 (or PORT)
	@$(PYTHON) scripts/run.py

test: python ## Every check and every test, on SQLite, PostgreSQL and in a browser
	@$(PYTHON) scripts/test.py

setup: python ## Only what both need; afterwards .venv/bin/kernkracht works
	@$(PYTHON) scripts/setup.py

demo: setup ## Put the demo back as it was
	@KERNKRACHT_DEMO=1 $(BIN)/kernkracht migrate --verbosity 0
	@KERNKRACHT_DEMO=1 $(BIN)/kernkracht demo load --reload

bench: setup ## Speed, as ratios against a bare view in the same run
	@$(BIN)/python benchmarks/run.py

lint: setup ## The checks that read code, without the tests
	@$(PYTHON) scripts/test.py --only-checks

format: setup ## Let the formatter have its way
	@$(BIN)/ruff check --fix --quiet
	@$(BIN)/ruff format
