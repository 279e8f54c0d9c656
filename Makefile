# Every verb of the project; each does all of its own set-up.

PYTHON ?= python3
BIN = .venv/bin
FLASK = $(BIN)/flask --app lti_app.app

.PHONY: demo clean-demo test lint check translations catalogues
.SILENT:

demo: .venv/installed translations
	$(BIN)/python -m tests.platform.demo

clean-demo:
	rm -rf var/demo
	echo "The demo has forgotten everything."

test: .venv/installed-for-tests translations
	tests/install_servers.sh
	$(BIN)/python -m pytest -n 2 --dist loadscope -m "not browser"
	$(BIN)/python -m pytest -m browser

lint: .venv/installed-for-tests translations
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check: lint test

# The sentences of the code and the templates, brought into the catalogues for translation.
catalogues: .venv/installed-for-tests
	$(BIN)/pybabel -q extract -F translations/babel.cfg -k _l -k lazy_gettext --no-location --sort-output -o translations/messages.pot .
	for locale in fr en; do $(BIN)/pybabel -q update -i translations/messages.pot -d translations -l $$locale --no-fuzzy-matching --ignore-obsolete; done
	rm translations/messages.pot

translations: translations/fr/LC_MESSAGES/messages.mo translations/en/LC_MESSAGES/messages.mo

translations/%.mo: translations/%.po .venv/installed
	$(BIN)/pybabel -q compile -i $< -o $@

.venv/installed: setup.cfg pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make PYTHON=python3.12 …"; exit 1; }
	$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Python's venv is missing: sudo apt-get install python3-venv"; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	echo "Installing (one to two minutes the first time) …"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e . 2>.venv/install.log || { cat .venv/install.log; exit 1; }
	touch $@

.venv/installed-for-tests: .venv/installed
	echo "Installing what the tests need …"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[test]' 2>.venv/install.log || { cat .venv/install.log; exit 1; }
	touch $@
