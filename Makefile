# Everything a newcomer types. Needs only Python 3.11+ and make; `make demo` is the first thing to try.

PYTHON ?= python3
PORT ?= 8000
WORKERS ?= auto
BIN := .venv/bin
PO := $(shell find tinkuy -name '*.po' 2>/dev/null)
export UV_LINK_MODE ?= copy
export UV_NO_PROGRESS ?= 1

.PHONY: help env demo-env wheel check test test-sqlite test-postgres test-browser test-wheel demo messages screens clean

help:
	@echo "make demo      the whole site with real history and a made-up sample, on this machine"
	@echo "make test      everything that must hold: checks, both databases, browser, wheel"
	@echo "make check     only what needs no database: style, types, imports, migrations"
	@echo "make wheel     the package to install on a server, in dist/"
	@echo "make messages  gather the strings to translate; then edit tinkuy/*/locale/es/"
	@echo "make screens   a picture of every page, in screens/"
	@echo "make clean     forget the environment and what was made (never the data in var/)"

# The environment: locked, hashed, the same everywhere.

.venv/.tools: requirements/build.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Tinkuy needs Python 3.11 or later; make PYTHON=python3.x chooses one.")'
	@echo "· making the environment in .venv"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/build.lock
	@touch $@

.venv/.demo: .venv/.tools requirements/base.lock pyproject.toml hatch_build.py
	@echo "· installing what the site needs"
	@scripts/install requirements/base.lock
	@touch $@

.venv/.dev: .venv/.tools requirements/dev.lock pyproject.toml hatch_build.py
	@echo "· installing what the tests need"
	@scripts/install requirements/dev.lock
	@touch $@ .venv/.demo

.venv/.messages: .venv/.tools $(PO)
	@$(BIN)/python hatch_build.py
	@touch $@

env: .venv/.dev .venv/.messages
demo-env: .venv/.demo .venv/.messages

# What must hold

check: env
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-cache
	$(BIN)/mypy tinkuy
	TINKUY_DATA_DIR=$$(mktemp -d) $(BIN)/tinkuy makemigrations --check --dry-run

test: check test-sqlite test-postgres test-browser test-wheel
	@echo "All of it holds."

test-sqlite: env
	scripts/needs gettext
	scripts/needs pango
	$(BIN)/python -m pytest -n auto -m "not browser and not slow"

test-postgres: env
	scripts/needs postgresql
	scripts/needs pango
	scripts/with-postgres $(BIN)/python -m pytest -n auto -m "not browser and not slow"

test-browser: env
	scripts/needs chromium
	$(BIN)/python -m pytest -n 4 -m browser tests/browser

test-wheel: env
	$(BIN)/python -m pytest -m slow

# To look at it

demo: demo-env
	@PATH="$(CURDIR)/$(BIN):$$PATH" PORT=$(PORT) WORKERS=$(WORKERS) scripts/demo

wheel: .venv/.messages
	$(BIN)/uv build --quiet --wheel --no-build-isolation --python $(BIN)/python --out-dir dist

messages: env
	scripts/needs gettext
	@for room in tinkuy/*/locale; do (cd $$room/.. && $(CURDIR)/$(BIN)/django-admin makemessages -l es --no-wrap); done

screens: env
	scripts/needs chromium
	$(BIN)/python -m scripts.screens

clean:
	rm -rf .venv screens dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find tinkuy -name '*.mo' -delete
