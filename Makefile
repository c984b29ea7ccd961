# The only interface to the tools. `make demo` and `make check` do their own set-up on a machine with Python 3.11, make and git.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: setup vendor demo check check-all bench docs photographs lock format clean
setup: $(VENV)/.ready $(VENV)/.vendored
$(VENV)/.ready: requirements/uv.txt requirements/dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "StageRace needs Python 3.11 or newer; try: make PYTHON=python3.11 ...")'
	@echo "Setting up $(VENV) (once, about half a minute) ..."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/dev.txt
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@
$(VENV)/.vendored: tools/vendor.py package-lock.json | $(VENV)/.ready
	@$(BIN)/python tools/vendor.py
	@touch $@
vendor:
	@rm -f $(VENV)/.vendored
	@$(MAKE) --no-print-directory $(VENV)/.vendored

demo: setup
	$(BIN)/stagerace demo

check: setup
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/pytest -m "not slow and not data" --numprocesses auto --dist loadfile --benchmark-disable

check-all: setup docs
	$(BIN)/pytest -m "slow or data"
	$(BIN)/python benchmarks/run.py --quick

bench: setup
	$(BIN)/python benchmarks/run.py

docs: setup
	$(BIN)/sphinx-build --quiet --fail-on-warning --fresh-env docs docs/_build/html

photographs: setup
	PYTHONPATH=tests:tests/web:tests/browser $(BIN)/python tests/browser/photographs.py $(SCREENS)
	PYTHONPATH=tests:tests/gate:tests/node/site:tests/web:tests/browser $(BIN)/python tests/browser/site_photographs.py $(SCREENS)

format: setup
	$(BIN)/ruff format --quiet .
	$(BIN)/ruff check --quiet --fix .

lock: setup
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header requirements/uv.in -o requirements/uv.txt
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --python-version 3.11 --extra sim --extra site --group dev --group docs pyproject.toml -o requirements/dev.txt

clean:
	rm -rf $(VENV) docs/_build build dist src/*.egg-info node_modules src/stagerace/web/static/vendor
	find src tests benchmarks -name '*.nb[ic]' -delete
