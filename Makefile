# Every target does its own set-up: it makes .venv, installs what it needs and repeats that only when
# pyproject.toml or constraints.txt has changed. `make` alone lists the targets.

PYTHON ?= python3
VENV ?= .venv
ARGS ?=
OUT ?=

BIN := $(VENV)/bin
RUNTIME := $(VENV)/.installed-runtime
DEV := $(VENV)/.installed-dev

# Two -q keep pip to its errors. The index is whatever pip is configured to use.
INSTALL := PIP_USER=0 $(BIN)/python -m pip install -q -q --disable-pip-version-check --constraint constraints.txt

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo run test crash bench check lint types imports format clean
MAKEFLAGS += --no-print-directory

help:
	@echo "make demo     show the whole suite on this computer, without accounts or tokens"
	@echo "make run      start Bellbuoy with your settings         (ARGS='--config FILE')"
	@echo "make check    everything that decides about a change: lint, types, imports, test"
	@echo "make test     run the tests                             (ARGS='tests/areas -k ticket')"
	@echo "make crash    kill processes at every step and count what was delivered"
	@echo "make bench    measure, as JSON                          (OUT=FILE)"
	@echo "make format   put the code into the house's shape"
	@echo "make clean    remove the environment and caches, never your data"
	@echo "PYTHON=python3.12 chooses the Python that .venv is made with."

demo: $(RUNTIME)
	@$(BIN)/bellbuoy demo $(ARGS)

run: $(RUNTIME)
	@$(BIN)/bellbuoy run $(ARGS)

# Not with -q: the seed of the order stands in the heading.
test: $(DEV)
	@$(BIN)/python -m pytest -m "not bench and not (crash and slow)" $(ARGS)

crash: $(DEV)
	@$(BIN)/python -m pytest -m crash $(ARGS)

# The report alone goes to standard output, so that it can be piped.
bench: $(DEV)
	@PYTHONPATH=. $(BIN)/python tests/bench/run.py $(ARGS) $(if $(OUT),> "$(OUT)")

check: lint types imports test

lint: $(DEV)
	@$(BIN)/python -m ruff check --quiet .
	@$(BIN)/python -m ruff format --check --quiet .

types: $(DEV)
	@$(BIN)/python -m mypy --no-error-summary

imports: $(DEV)
	@$(BIN)/lint-imports --no-logo

format: $(DEV)
	@$(BIN)/python -m ruff check --quiet --fix . ; $(BIN)/python -m ruff format --quiet .

clean:
	@rm -rf "$(VENV)" build dist *.egg-info .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	@find bots core adapters config tests -type d -name __pycache__ -prune -exec rm -rf {} +

$(BIN)/python:
	@command -v "$(PYTHON)" >/dev/null 2>&1 || { \
	    echo "Bellbuoy needs Python 3.11 or later, and there is no '$(PYTHON)' here." >&2; \
	    echo "Install one, or name it: make PYTHON=/path/to/python3.12 …" >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	    echo "Bellbuoy needs Python 3.11 or later; '$(PYTHON)' is $$("$(PYTHON)" -V 2>&1)." >&2; \
	    echo "Install a newer one, or name it: make PYTHON=/path/to/python3.12 …" >&2; exit 1; }
	@echo "making $(VENV)" >&2
	@"$(PYTHON)" -m venv "$(VENV)" || { rm -rf "$(VENV)"; \
	    echo "'$(PYTHON) -m venv' failed. On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }

$(RUNTIME): pyproject.toml constraints.txt | $(BIN)/python
	@echo "installing Bellbuoy, the first time takes a minute" >&2
	@$(INSTALL) --editable .
	@touch $@

# The tools bring the runtime with them, so one installation serves both stamps.
$(DEV): pyproject.toml constraints.txt | $(BIN)/python
	@echo "installing Bellbuoy and its development tools, the first time takes a few minutes" >&2
	@$(INSTALL) --editable '.[dev]'
	@touch $(RUNTIME) $@
