# Everything a person does here, by name.  `make` lists it.

ISSUE ?= 2021-11-23
PYTHON ?=
export PYTHON
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help issue setup test check soak bench lock clean

help: ## list what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

issue: setup ## set up, then build issues/$(ISSUE); ISSUE=2021-11-23 by default
	$(BIN)/newsletter build $(ISSUE)

setup: ## system libraries, fonts and .venv; PYTHON=python3.12 chooses one
	@.ci/setup

test: ## set up, then run all tests
	@.ci/setup --tests
	$(BIN)/python -m pytest -m "not soak"

check: ## style, types, arrows between rooms, tests
	@.ci/setup --tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -m "not soak"

soak: ## the long proofs
	@.ci/setup --tests
	$(BIN)/python -m pytest -m soak -p no:randomly

bench: setup ## seconds and memory of the main jobs
	@for bench in bench/*.py; do echo "== $$bench"; $(BIN)/python "$$bench" || exit; done

lock: ## pin every library anew in .ci/*.lock
	.ci/lock

clean: ## remove what can be made again, .venv too
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
