# 尽责 Jinze: every target sets up what it needs; the work is done by the scripts in setup/.

SHELL := /bin/sh
ifndef PYTHON
PYTHON := $(shell for p in .venv/bin/python python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
endif
READY = @$(if $(PYTHON),$(PYTHON) -m setup.environment,echo "Jinze needs Python 3.11 or newer: install python3." >&2; false)
VENV = .venv/bin/python -m

.PHONY: help setup run test check bench bundle lock clean
.DEFAULT_GOAL := help

help: ## show this list
	@grep -E '^[a-z]+:.*## ' Makefile | sed -E 's/^([a-z]+):.*## (.*)/  make \1	\2/' | expand -t 16

setup: ## make .venv and fetch what serving needs
	$(READY) run

run: ## serve on 127.0.0.1:8000 with the worker beside it; the first start builds the demo (JINZE_PORT=8001)
	$(READY) run
	@exec $(VENV) setup.serve

test: ## all tests, on SQLite and on PostgreSQL (ARGS="-k word" for some)
	$(READY) test
	@exec $(VENV) setup.run_tests $(ARGS)

check: ## ruff, mypy, import contracts, fitness tests, missing migrations
	$(READY) test
	@exec $(VENV) setup.check

bench: ## measure; one JSON line per figure (BENCH=name for one)
	$(READY) test
	@BENCH="$(BENCH)" exec $(VENV) bench

bundle: ## pack dist/jinze-<version>-bundle.tar.gz, which installs without a network
	$(READY) run
	@exec $(VENV) setup.bundle

lock: ## pin requirements/*.txt and package-lock.json anew
	$(READY) run
	@exec $(VENV) setup.lock

clean: ## remove caches and what was built; the data in var/ and .venv stay
	@rm -rf build dist *.egg-info node_modules var/static .mypy_cache .ruff_cache .pytest_cache .hypothesis \
		.import_linter_cache jinze/faces/shell/static/vendor
	@find . -path ./.venv -prune -o -name __pycache__ -type d -exec rm -rf {} +
