# Everything works from a fresh clone: each target makes the virtual environment it needs.

PYTHON ?= python3
VENV := .venv
PACKER := build/venv
WINDOWS := build/windows
BIN := $(VENV)/bin
PY := $(BIN)/python
PIP := $(PY) -m pip --disable-pip-version-check --quiet install
WORKERS ?= 2
# Some tests wait for a screen or a server: one more than there are cores.
TESTERS ?= 3
# `make test COVERAGE=1` measures too, and fails under what pyproject.toml asks.
COVERAGE ?=
COV := $(if $(COVERAGE),--cov --cov-report=term)
LOCK := --python-version 3.11 --universal --generate-hashes --no-annotate --no-header \
	--no-emit-index-url --no-emit-find-links --quiet

# The tests start the program again and again: compiled once, as an installed one is.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test test-long simulation windows check format generate screens bench build installer \
	lock clean

demo: $(VENV)/run.stamp
	$(BIN)/drempel demo .demo

test: $(VENV)/dev.stamp $(VENV)/servers.stamp
	$(PY) -m pytest -m "not long" -n $(TESTERS) --dist loadgroup $(COV)

test-long: $(VENV)/dev.stamp $(VENV)/servers.stamp
	DREMPEL_SEEDS=$${DREMPEL_SEEDS:-20000} $(PY) -m pytest --hypothesis-profile=long --timeout=3600 -n $(WORKERS) $(COV)

# A thousand small teams with every fault at once, and how often each fault was there; `make test`
# lives forty of them, `.ci/run` all.
simulation: $(VENV)/dev.stamp
	DREMPEL_SEEDS=$${DREMPEL_SEEDS:-1000} $(PY) -m pytest tests/sync/simulation/test_simulation.py \
		--timeout=900 -n $(WORKERS) -rP

# The tests but the long ones as Windows runs them, played by Wine (docs/decisions/0026).
windows: $(WINDOWS)/stamp
	$(PY) -m tools.windows.wine $(WINDOWS) -m pytest -q -m 'not long' -p no:cacheprovider \
		-p no:randomly -p no:unraisableexception --basetemp 'C:\drempel' $(or $(TESTS),tests)

check: $(VENV)/dev.stamp
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(PY) -m mypy --platform win32 app installer
	$(BIN)/lint-imports
	$(PY) -m tools.records --check
	$(PY) -m tools.catalogue --check

format: $(VENV)/dev.stamp
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

generate: $(VENV)/dev.stamp
	$(PY) -m tools.records

screens: $(VENV)/dev.stamp
	$(PY) -m tools.screens

bench: $(VENV)/dev.stamp
	$(PY) -m bench

build: $(VENV)/dev.stamp
	$(BIN)/uv build --quiet --out-dir dist

# What a laptop without Python installs, tried before it is packed; without the tools of a developer.
installer: $(PACKER)/stamp
	$(PACKER)/bin/python -m installer

lock: $(VENV)/dev.stamp
	$(BIN)/uv pip compile $(LOCK) pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile $(LOCK) pyproject.toml --group dev -o requirements-dev.lock
	$(BIN)/uv pip compile $(LOCK) pyproject.toml --group installer -o installer/requirements.lock

clean:
	rm -rf $(VENV) build dist htmlcov .coverage .coverage.* .mypy_cache .pytest_cache .ruff_cache \
		.import_linter_cache

$(PY):
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Drempel needs Python 3.11 or newer")'
	$(PYTHON) -m venv $(VENV)

# An Azure server for the tests of sharing; without npm they say that they were skipped.
$(VENV)/servers.stamp: tools/servers/package-lock.json | $(PY)
	mkdir -p $(VENV)/servers && cp tools/servers/*.json $(VENV)/servers/
	if command -v npm >/dev/null; then cd $(VENV)/servers && \
		npm ci --ignore-scripts --omit=optional --no-audit --no-fund --loglevel=error; fi
	touch $@

$(VENV)/run.stamp: requirements.lock pyproject.toml | $(PY)
	$(PIP) --require-hashes -r requirements.lock
	$(PIP) --no-deps -e .
	touch $@

$(VENV)/dev.stamp: requirements-dev.lock pyproject.toml | $(PY)
	$(PIP) --require-hashes -r requirements-dev.lock
	$(PIP) --no-deps -e .
	touch $@ $(VENV)/run.stamp

$(WINDOWS)/stamp: requirements-dev.lock $(wildcard tools/windows/*) | $(VENV)/dev.stamp
	$(PY) -m tools.windows.make $(WINDOWS)
	touch $@

$(PACKER)/stamp: installer/requirements.lock
	$(PYTHON) -m venv $(PACKER)
	$(PACKER)/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes \
		-r installer/requirements.lock
	touch $@
