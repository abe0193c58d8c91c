# Short names for the commands in CONTRIBUTING.md; each works without make.
PYTHON ?= python3

.PHONY: run test lint ci

run:  ## check, draw and document the modelled system
	$(PYTHON) -m archlint.bootstrap run

test:  ## the tests
	$(PYTHON) -m archlint.bootstrap test

lint:  ## style, types and architecture of the code (after `make test`, which installs the tools)
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy
	.venv/bin/lint-imports

ci:  ## everything that must hold before a change is merged, on a clean clone of the last commit
	PYTHON=$(PYTHON) .ci/run
