# Every command begins with the set-up it needs, and does nothing that is done already.
.DEFAULT_GOAL := help
.PHONY: help setup run test check bench format prepare messages

export HOST ?= 127.0.0.1
export PORT ?= 8000
PYTHON := .venv/bin/python

help:
	@echo "make run     serve the demo newsroom at http://$(HOST):$(PORT)/ (PORT=..., HOST=...)"
	@echo "make test    all tests: SQLite, PostgreSQL, a real browser (LONG=1: the long counts too)"
	@echo "make check   formatting, lint, types, import rules, templates, JavaScript"
	@echo "make bench   measured comparisons, about 13 minutes (BENCH='page --quick': a part, a shorter one)"
	@echo "make format  put the formatting right"
	@echo "make messages  the strings to be translated into locale/, and what is translated compiled (needs gettext)"
	@echo "make setup   only the virtual environment in .venv, with the dependencies"

setup: .venv/.runtime

# Made with the first of these that is 3.11 or later.
$(PYTHON):
	@for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	    if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	        echo "Making the virtual environment .venv with $$($$python --version)"; \
	        exec $$python -m venv .venv; \
	    fi; \
	done; \
	echo "The newsroom needs Python 3.11 or later, and python3 here is $$(python3 --version 2>/dev/null || echo missing). Install it, then run make again." >&2; \
	exit 1

.venv/.runtime: requirements.txt | $(PYTHON)
	@echo "Installing what the newsroom needs"
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/.development: requirements-dev.txt .venv/.runtime
	@echo "Installing what tests and checks need"
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

node_modules/.installed: package.json package-lock.json
	@npm ci --silent
	@touch $@

run: setup
	@$(PYTHON) manage.py migrate --verbosity 0
	@$(PYTHON) manage.py demo_newsroom
	@exec $(PYTHON) -m uvicorn liveblog.asgi:application --host $(HOST) --port $(PORT) --backlog 4096 --timeout-graceful-shutdown 5 --no-access-log

prepare:
	@sh tests/prepare.sh
	@if command -v npm >/dev/null; then $(MAKE) --no-print-directory node_modules/.installed; fi

test: .venv/.development prepare
	@PYTHONWARNINGS=ignore:XDG_RUNTIME_DIR $(PYTHON) -m tests.everything

bench: .venv/.development
	@sh bench/prepare.sh
	@PYTHONWARNINGS=ignore:XDG_RUNTIME_DIR $(PYTHON) -m bench $(BENCH)

# `make -k check` goes on after the first that fails.
.PHONY: check-format check-lint check-types check-imports check-templates check-javascript check-django
check: check-format check-lint check-types check-imports check-templates check-javascript check-django

check-format: .venv/.development
	.venv/bin/ruff format --check --quiet .

check-lint: .venv/.development
	.venv/bin/ruff check --quiet .

check-types: .venv/.development
	.venv/bin/mypy

check-imports: .venv/.development
	.venv/bin/lint-imports --no-logo

check-templates: .venv/.development
	.venv/bin/djlint --lint --quiet templates

check-javascript:
	@if command -v npm >/dev/null; then $(MAKE) --no-print-directory eslint; \
	elif [ "$$CI" = true ]; then echo "npm is missing" >&2; exit 1; \
	else echo "The JavaScript was not checked: npm is missing (apt-get install nodejs npm)."; fi

.PHONY: eslint
eslint: node_modules/.installed
	node_modules/.bin/eslint .

check-django: .venv/.development
	$(PYTHON) manage.py makemigrations --check --dry-run
	$(PYTHON) manage.py check

# Nothing of it tells a machine or a moment: the files change where strings do. What was guessed is marked fuzzy.
messages: .venv/.development
	@$(PYTHON) manage.py makemessages --all --no-location --no-wrap --no-obsolete --ignore=.venv --ignore=node_modules --ignore=bench --ignore=tests --ignore=var --verbosity 0
	@sed -i.before -e '/^"POT-Creation-Date:/d' -e '/^"Report-Msgid-Bugs-To:/d' locale/*/LC_MESSAGES/django.po && rm locale/*/LC_MESSAGES/*.before
	@$(PYTHON) manage.py compilemessages --ignore=.venv --ignore=node_modules --verbosity 0
	@for language in locale/*/LC_MESSAGES/django.po; do printf '%s: ' $$language; msgfmt --statistics -o /dev/null $$language; done

format: .venv/.development
	.venv/bin/ruff format .
	.venv/bin/ruff check --fix .
