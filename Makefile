# Everything a person runs. `make` alone lists it.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/installed
ARGS ?=
PORT ?= 8000

.PHONY: help demo test check format bench lock clean
.DEFAULT_GOAL := help

help: ## List what there is
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(INSTALLED) ## Install, load the demonstration society and serve it
	@mkdir -p instance
	$(BIN)/flask --app wsgi db upgrade
	$(BIN)/flask --app wsgi demo load
	$(BIN)/flask --app wsgi demo serve --port $(PORT)

test: $(INSTALLED) ## Run the whole suite on both databases and in the browser; ARGS="-k word" goes to pytest
	@$(BIN)/python -m tests.machinery.prepare
	$(BIN)/python -m pytest -n 2 --dist worksteal --database=both $(ARGS)

check: $(INSTALLED) ## Format, lint, types, import contracts; then the tests
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/mypy --strict tests/machinery
	$(BIN)/lint-imports
	@$(MAKE) --no-print-directory test

format: $(INSTALLED) ## Put the code into its form
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

bench: $(INSTALLED) ## Measure, on this machine (figures in bench/README.md)
	$(BIN)/python -m bench $(ARGS)

lock: $(INSTALLED) ## Choose the newest versions that fit and pin them with their hashes
	$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --upgrade \
		--generate-hashes --no-header --no-annotate --quiet --output-file requirements.lock

clean: ## Remove what was installed and made; databases in instance/ stay
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	rm -rf tests/browser/pictures
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamp is newer than the lock: nothing to install, and no network is needed.
$(INSTALLED): requirements.lock pyproject.toml .ci/install
	@PYTHON="$(PYTHON)" VENV="$(VENV)" sh .ci/install
	@touch $@
