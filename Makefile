# Two commands for everybody: `make run` and `make test`. Each does its own set-up; what is already
# there is not made again, so the second time needs no network. See README.md.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help setup run port test lint bench lock messages guides wheel

PORT ?= 8000
PYTHON ?= python3
JUURISTO_DATA ?= $(CURDIR)/var
export JUURISTO_DATA
unexport PYTHONPATH VIRTUAL_ENV

BIN := $(CURDIR)/.venv/bin
# Node of the system comes last: when it is missing or too old, one lies in .venv.
export PATH := $(BIN):$(PATH)
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
BUILT := juuristo/shell/static/juuristo/built
CATALOGS := $(wildcard locale/*/LC_MESSAGES/django.po)
BROWSER_SOURCES := $(shell find frontend -type f -not -path '*/node_modules/*' -not -name '.*' 2>/dev/null)

help:
	@echo "make run       set up, load the example on first run, serve on PORT (default 8000)"
	@echo "make test      set up, then linters, types and all tests"
	@echo "make setup     only set up: .venv, browser assets, message catalogs"
	@echo "make lint      linters, import rules and types alone"
	@echo "make bench     the figures of bench/"
	@echo "make messages  update locale/ from the texts in code and templates"
	@echo "make guides    take the pictures of docs/ anew"
	@echo "make wheel     dist/juuristo-*.whl"
	@echo "make lock      pin requirements/*.in anew"

setup: .venv/.installed .venv/.assets .venv/.catalogs

.venv/bin/python:
	@PYTHON="$(PYTHON)" sh tools/check_machine.sh python
	@$(PYTHON) -m venv .venv

.venv/.installed: .venv/bin/python requirements/base.txt requirements/dev.txt pyproject.toml hatch_build.py
	@echo "Installing Python packages …"
	@$(PIP) install --quiet --require-hashes -r requirements/base.txt -r requirements/dev.txt
	@$(PIP) install --quiet --no-index --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.node: .venv/bin/python requirements/node.txt
	@if ! sh tools/check_machine.sh node; then \
	  echo "Installing Node from the Python package index …"; \
	  $(PIP) install --quiet --require-hashes -r requirements/node.txt \
	    || { echo "Node 18 or newer is missing, and there is no network to fetch it: install nodejs and npm." >&2; exit 1; }; \
	fi
	@touch $@

frontend/node_modules/.installed: .venv/.node frontend/package.json frontend/package-lock.json
	@echo "Installing browser packages …"
	@cd frontend && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

.venv/.assets: frontend/node_modules/.installed $(BROWSER_SOURCES)
	@echo "Building browser assets …"
	@cd frontend && npm run --silent build
	@touch $@

.venv/.catalogs: .venv/.installed $(CATALOGS)
	@$(BIN)/python tools/messages.py compile
	@touch $@

port:
	@PYTHON="$(PYTHON)" sh tools/check_machine.sh port $(PORT)

run: port setup
	@$(BIN)/juuristo setup
	@$(BIN)/juuristo example load --first-run
	@exec $(BIN)/juuristo serve --port $(PORT)

lint: setup
	@sh tools/checks.sh

test: setup
	@sh tools/check_machine.sh browser
	@sh tools/checks.sh
	@sh tools/tests.sh

bench: setup
	@$(BIN)/python -m bench

messages: setup
	@$(BIN)/python tools/messages.py update

guides: setup
	@sh tools/check_machine.sh browser
	@$(BIN)/python -m tools.guides

wheel: setup
	@rm -rf dist
	@$(BIN)/python -m build --wheel --no-isolation --outdir dist

lock: .venv/.installed
	@for name in base dev node; do \
	  $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	    --no-emit-index-url --no-header requirements/$$name.in --output-file requirements/$$name.txt; \
	done
