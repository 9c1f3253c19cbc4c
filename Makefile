# Everything a developer does here. `make help` lists it; set-up is done once and remembered in .venv/stamps.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

VENV := .venv
BIN := $(VENV)/bin
STAMPS := $(VENV)/stamps
ORACLE := .venv-oracle
CARGO := cargo
MANIFEST := --manifest-path core/Cargo.toml
CORE_SOURCES := $(shell find core -name target -prune -o \( -name '*.rs' -o -name 'Cargo.*' \) -print 2>/dev/null)
BOOTH_SOURCES := $(shell find booth -name node_modules -prune -o -type f -print 2>/dev/null)
PYTEST := $(BIN)/python -m pytest
# pip starts maturin by its name.
export PATH := $(CURDIR)/$(BIN):$(PATH)

.PHONY: help setup run demo test unit web web-postgres browser lint format interop vectors oracle bench bench-counting bench-web bench-assemblies fuzz picture lock clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-17s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(STAMPS)/veche $(STAMPS)/verifier $(STAMPS)/booth ## build everything into .venv (fast the second time)

$(STAMPS)/venv:
	@python=$$(tools/require python) && echo "veche: making $(VENV) with $$($$python --version)" && $$python -m venv $(VENV)
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/requirements: requirements/dev.txt $(STAMPS)/venv
	@echo "veche: installing the pinned requirements"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

$(STAMPS)/veche: pyproject.toml $(CORE_SOURCES) $(STAMPS)/requirements
	@tools/require rust
	@tools/require pango
	@echo "veche: building the core in release mode (a minute or two the first time)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --no-index --editable .
	@touch $@

$(STAMPS)/verifier: verifier/pyproject.toml $(STAMPS)/requirements
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --no-index --editable verifier
	@touch $@

$(STAMPS)/node_modules: booth/package-lock.json $(STAMPS)/venv
	@tools/require node
	@echo "veche: installing what builds the booth"
	@npm ci --prefix booth --no-audit --no-fund --silent
	@touch $@

$(STAMPS)/booth: $(BOOTH_SOURCES) $(STAMPS)/node_modules
	@node booth/build.mjs
	@touch $@

run: setup ## start Veche on this machine, with a demonstration union in it
	@$(BIN)/veche serve --demo

demo: setup ## hold a strike ballot of 500 members in this terminal
	@$(BIN)/veche demo

test: lint unit web web-postgres browser vectors interop ## every check

lint: setup ## formatting, lint, types and import rules, Python and Rust
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(CARGO) fmt $(MANIFEST) --all --check
	$(CARGO) clippy $(MANIFEST) --workspace --all-targets --all-features --locked --quiet -- -D warnings

format: setup ## let the formatters have their way
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(CARGO) fmt $(MANIFEST) --all

unit: setup ## unit tests, properties, import rules and the tests of the core
	$(CARGO) test $(MANIFEST) --workspace --locked --quiet
	$(PYTEST) -n auto --dist loadfile tests verifier/tests --ignore tests/interop --ignore tests/vectors --ignore tests/oracle --ignore tests/web

web: setup ## the tests of the web, on SQLite
	$(PYTEST) -n auto --dist loadfile tests/web --ignore tests/web/browser

web-postgres: setup ## the tests of the web once more, on a PostgreSQL of their own
	tools/postgres $(PYTEST) -n auto --dist loadfile tests/web --ignore tests/web/browser

browser: setup ## the web in a real browser
	$(PYTEST) tests/web/browser

vectors: setup ## both verifiers, and the booth, on every good and every bad vector
	$(PYTEST) tests/vectors

interop: setup ## elections exchanged with three releases of belenios-tool
	$(PYTEST) tests/interop

bench: setup ## side by side with belenios-tool on this machine (BALLOTS=20000 for a smaller archive)
	$(BIN)/python -m benchmarks --ballots $(or $(BALLOTS),1000000)

oracle: setup $(ORACLE)/stamp ## counts beside pref_voting, abcvoting and apportionment (1.5 GB, not part of make test)
	PYTHONPATH=src $(ORACLE)/bin/python -m pytest tests/oracle

$(ORACLE)/stamp: requirements/oracle.txt $(STAMPS)/venv
	@$(BIN)/python -m venv $(ORACLE)
	@$(ORACLE)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

bench-counting: setup ## Scottish STV beside droop and pref_voting (DROOP=its checkout, after make oracle)
	$(BIN)/python -m benchmarks.counting $(if $(DROOP),--droop $(DROOP)) \
		$(if $(wildcard $(ORACLE)/stamp),--pref-voting $(ORACLE)/bin/python)

bench-web: setup ## ballots a second on both databases, and closing a large vote (SECONDS=300 BALLOTS=100000 for the record)
	tools/postgres $(BIN)/python -m benchmarks.web --seconds $(or $(SECONDS),20) --close $(or $(BALLOTS),10000)

bench-assemblies: setup ## a change on the chair's desk on its way to 1,000 phones, and a motion with 200 amendments, on both databases
	tools/postgres $(BIN)/python -m benchmarks.assemblies

fuzz: setup ## feed every parser of untrusted bytes for a while
	$(BIN)/python -m fuzz

picture: setup ## draw the pictures in the README
	$(BIN)/python tools/picture.py

lock: setup ## pin the requirements anew, with hashes
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	for list in dev oracle; do $(BIN)/uv pip compile --quiet --upgrade --universal --generate-hashes --python-version 3.11 \
		--custom-compile-command "make lock" requirements/$$list.in --output-file requirements/$$list.txt; done

clean: ## remove everything that was built
	rm -rf $(VENV) $(ORACLE) core/target demo .mypy_cache .pytest_cache .ruff_cache .hypothesis src/veche/_core*.so
	find . -name __pycache__ -not -path './.git/*' -prune -exec rm -rf {} +
