# Nadhir. `make help` lists what can be said here.
# Nothing is written outside this folder, but for pip's cache and, as root, system packages that are missing.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help demo test lint bench fuzz quality model lock catalogue system install install-dev clean

BIN := .venv/bin
PIP := PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1 $(BIN)/python -m pip
WORKERS ?= 2
SERVE ?= 1
SECONDS ?= 3600

# A set is installed again when its lock file changed; the stamp remembers when that was.
CORE := .venv/.core-installed
DEV := .venv/.dev-installed
BENCH := .venv/.bench-installed

help: ## list the targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 20

demo: $(CORE) ## set up, run the way of one warning on samples/, serve the desk (SERVE=0: end after the run)
	@$(BIN)/nadhir demo $(if $(filter 0 no false,$(SERVE)),--no-serve)

test: system $(DEV) lint ## everything CI runs: lint, types, import contracts, tests on SQLite and PostgreSQL, browser journeys
	@echo "── casework on PostgreSQL"
	@NADHIR_TEST_DATABASE=postgres $(BIN)/pytest -n 0 tests/casework
	@echo "── everything, casework on SQLite"
	@NADHIR_TEST_DATABASE=sqlite $(BIN)/pytest -n $(WORKERS)

lint: $(DEV) ## ruff, mypy, import contracts
	@echo "── ruff"
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@echo "── mypy"
	@$(BIN)/mypy
	@echo "── import contracts"
	@$(BIN)/lint-imports

bench: $(DEV) $(BENCH) ## measure speed; every figure is printed with what it was measured on
	@for bench in bench/bench_*.py; do echo "── $$bench"; $(BIN)/python -m "bench.$$(basename "$$bench" .py)"; done

fuzz: $(DEV) ## search for bytes that break intake, the codecs or screening (SECONDS=3600; TARGETS="mail cap": these alone)
	@$(PIP) install -qq --no-build-isolation --editable ".[fuzz]"
	@nice $(BIN)/python -m tools.fuzz_intake --seconds $(SECONDS) $(TARGETS)

quality: $(CORE) ## score read, screen and replay against ../shared/data (the figures of docs/quality.md)
	@tools/quality.sh

model: $(DEV) ## train the screening model anew from training/ (an hour on two cores; needs PyTorch, which it installs)
	@$(PIP) install -qq ".[model]"
	@$(BIN)/python -m tools.screening_model
	@$(BIN)/python -m tools.meaning_model

install: $(CORE) ## only set up what is needed to run

install-dev: $(DEV) ## set up what is needed to develop

system: ## system packages that the tests start: installs them as root, otherwise names the command
	@tools/system_packages.sh

lock: $(DEV) ## resolve pyproject.toml into requirements/*.txt (LOCK_OPTIONS=--upgrade for newer versions)
	@tools/lock.sh

catalogue: $(DEV) ## gather and compile the Arabic catalogue
	@tools/catalogue.sh

clean: ## remove what make made: .venv and caches (not var/, which holds data and keys)
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis build *.egg-info

.venv/pyvenv.cfg:
	@PYTHON="$(PYTHON)" tools/make_venv.sh

$(CORE): requirements/core.txt pyproject.toml | .venv/pyvenv.cfg
	@echo "installing what Nadhir runs on (requirements/core.txt, every file checked against its hash)"
	@$(PIP) install -qq --require-hashes --only-binary :all: -r requirements/core.txt
	@$(PIP) install -qq --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV): requirements/dev.txt $(CORE)
	@echo "installing what the tests run on (requirements/dev.txt)"
	@$(PIP) install -qq --require-hashes --only-binary :all: -r requirements/dev.txt
	@touch $@

$(BENCH): requirements/bench.txt $(DEV)
	@echo "installing what the benchmarks compare with (requirements/bench.txt)"
	@$(PIP) install -qq --require-hashes --only-binary :all: -r requirements/bench.txt
	@touch $@
