# Two commands set up a fresh machine: `make demo` and `make test`. Both need Python >= 3.11 and a package index.

PYTHON ?= python3
USER_ENV := .venv
DEVELOPER_ENV := .venv-dev
SOURCES := $(shell find src -type f -not -path '*/__pycache__/*')

.PHONY: demo test lint types layers unit clean

demo: $(USER_ENV)/.installed  ## install as a user would, read one example article, print what it says
	$(USER_ENV)/bin/sayso read --format table src/sayso/data/examples/article.html

test: lint types layers unit  ## everything that must hold before a change goes in

lint: $(DEVELOPER_ENV)/.installed
	$(DEVELOPER_ENV)/bin/ruff check

types: $(DEVELOPER_ENV)/.installed
	$(DEVELOPER_ENV)/bin/mypy --strict

layers: $(DEVELOPER_ENV)/.installed
	$(DEVELOPER_ENV)/bin/lint-imports --no-cache

unit: $(DEVELOPER_ENV)/.installed
	$(DEVELOPER_ENV)/bin/pytest

$(USER_ENV)/.installed: pyproject.toml $(SOURCES)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "sayso needs Python >= 3.11; say which one: make demo PYTHON=python3.12")'
	test -x $(USER_ENV)/bin/python || $(PYTHON) -m venv $(USER_ENV)
	$(USER_ENV)/bin/python -m pip install --quiet --disable-pip-version-check .
	touch $@

$(DEVELOPER_ENV)/.installed: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "sayso needs Python >= 3.11; say which one: make test PYTHON=python3.12")'
	test -x $(DEVELOPER_ENV)/bin/python || $(PYTHON) -m venv $(DEVELOPER_ENV)
	$(DEVELOPER_ENV)/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

clean:
	rm -rf $(USER_ENV) $(DEVELOPER_ENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
