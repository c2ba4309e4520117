# make demo    convert examples/ and print an answer across departments
# make test    everything that must hold: lint, types, tests, the wheel without its sources
# make lint    the quick part of it
# make bench   side-by-side measurements
# Each target makes its own virtual environment in .venv and needs nothing but Python 3.11 and make.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
EXAMPLES := $(sort $(wildcard examples/*.txt examples/*.md examples/*.tsv examples/*.html))
DOCUMENTS := $(filter-out %/README.md,$(EXAMPLES))
OUT := demo-output

.PHONY: demo test lint wheel bench context editor clean

# The stamps make the second run quick: they are older than pyproject.toml only after a change of it.
$(VENV)/installed: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; try: make PYTHON=python3.11")'
	@echo 'setting up $(VENV) (once, about a minute)'
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/tested: $(VENV)/installed
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[test,lint]'
	@touch $@

demo: $(VENV)/installed
	@echo "converting examples/ to $(OUT)/: turtle, jsonld, tables"
	@$(BIN)/budgetgraph convert $(DOCUMENTS) --to turtle -o $(OUT)/turtle --force
	@$(BIN)/budgetgraph convert $(DOCUMENTS) --to jsonld -o $(OUT)/jsonld --force 2>/dev/null
	@$(BIN)/budgetgraph convert $(DOCUMENTS) --to csv -o $(OUT)/tables --force 2>/dev/null
	@$(BIN)/budgetgraph build $(DOCUMENTS) -s $(OUT)/store
	@$(BIN)/python examples/demo.py $(OUT)

test: lint
	$(BIN)/python -m pytest -q
	$(MAKE) --no-print-directory wheel

lint: $(VENV)/tested
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

# The wheel alone, its sources out of sight, must do the same.
wheel: $(VENV)/tested
	.ci/wheel $(BIN)/python

bench: $(VENV)/tested
	@for script in $(sort $(wildcard benchmarks/bench_*.py)); do \
	    echo "== $$script"; $(BIN)/python $$script || exit 1; done

context: $(VENV)/installed
	$(BIN)/python -m budgetgraph.context > ontology/context.jsonld.new
	mv ontology/context.jsonld.new ontology/context.jsonld

# The SPARQL field of the query page; needs npm.
editor:
	cd src/budgetgraph/web/editor && npm ci --ignore-scripts && npm run build

clean:
	rm -rf $(VENV) $(OUT) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
