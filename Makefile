# Everything a person does here, by name.  `make` lists it.

ISSUE ?= 2021-11-23
PYTHON ?=
export PYTHON
BIN := .venv/bin
# A file's tests share what they start, so a file stays with one process.
TESTS := $(BIN)/python -m pytest -m "not soak" -n auto --maxprocesses 4 --dist loadfile
# These only serve the others.
BENCHES = $(filter-out bench/measure.py bench/check.py bench/chart.py,$(wildcard bench/*.py))

.DEFAULT_GOAL := help
.PHONY: help issue setup test check soak bench bench-check lock clean

help: ## list what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

issue: setup ## set up, then build issues/$(ISSUE); ISSUE=2021-11-23 by default
	$(BIN)/newsletter build $(ISSUE)

setup: ## system libraries, fonts and .venv; PYTHON=python3.12 chooses one
	@.ci/setup

test: ## set up, then run all tests
	@.ci/setup --tests
	$(TESTS)

check: ## style, types, arrows between rooms, tests
	@.ci/setup --tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(TESTS)

soak: ## the long proofs
	@.ci/setup --tests
	$(BIN)/python -m pytest -m soak -p no:randomly

bench: setup ## seconds and memory of the main jobs
	@for bench in $(BENCHES); do echo "== $$bench"; $(BIN)/python "$$bench" || exit; done

bench-check: setup ## compare with recorded ratios; names what got worse by 20 %
	@$(BIN)/python bench/check.py

lock: ## pin every library anew in .ci/*.lock
	.ci/lock

clean: ## remove what can be made again, .venv too
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
