# The two commands of the house are `make demo` and `make test`; everything they need is installed on the way.
SHELL := /bin/bash
VENV := .venv
PY := $(VENV)/bin/python
# Qt warns about a missing runtime folder; gnome-keyring needs it.
export XDG_RUNTIME_DIR ?= /tmp/yichuang-runtime-$(shell id -u)
export PYTHONDONTWRITEBYTECODE ?= 1
ROOMS := forms sync client tests benchmarks

.PHONY: demo test check lint types contracts unit parts simulation e2e test-long package system gallery clean

demo: $(VENV)/.installed
	tests/story/with-keyring.sh $(PY) -m tests.story --out build/demo

test: check parts simulation e2e

check: lint types contracts unit

lint: $(VENV)/.installed
	$(VENV)/bin/ruff check $(ROOMS)
	$(VENV)/bin/ruff format --check $(ROOMS)

types: $(VENV)/.installed
	$(VENV)/bin/mypy

contracts: $(VENV)/.installed
	$(VENV)/bin/lint-imports

UNIT := tests/forms tests/sync/engine tests/client/store tests/client/program tests/ui/foundation tests/docs tests/benchmarks

unit: $(VENV)/.installed
	QT_QPA_PLATFORM=offscreen $(PY) -m pytest $(UNIT) -m "not slow" -n 2 -q

# Several real parts at once: the centre's process, sockets, the desk over store and centre, papers, whole screens.
# And what takes seconds each: hostile files, random forms, children that are killed.
parts: $(VENV)/.installed
	QT_QPA_PLATFORM=offscreen $(PY) -m pytest tests/sync/central tests/sync/http tests/client/desk tests/client/papers \
	  tests/ui/screens -n 2 -q
	QT_QPA_PLATFORM=offscreen $(PY) -m pytest $(UNIT) -m slow -n 2 -q

simulation: $(VENV)/.installed
	$(PY) -m pytest tests/simulation -n 2 -q

e2e: $(VENV)/.installed
	tests/story/with-keyring.sh env QT_QPA_PLATFORM=offscreen $(PY) -m pytest tests/e2e tests/crash -n 2 --dist loadfile -q

test-long: test
	$(PY) -m tests.simulation --seeds 2000 --start 1001
	YICHUANG_DEFERRAL_EXAMPLES=2000 $(PY) -m pytest tests/simulation/test_deferral_machine.py -k any_order -n 2 -q

package: $(VENV)/.installed
	$(VENV)/bin/pyinstaller --noconfirm --log-level WARN --distpath dist --workpath build/pyinstaller build.spec
	tests/story/with-keyring.sh $(PY) -m tests.packaging dist/yichuang

gallery: $(VENV)/.installed
	QT_QPA_PLATFORM=offscreen $(PY) -m tests.ui.gallery
	$(PY) -m pytest -q tests/ui/screens/test_every_screen_gallery.py
	$(PY) -m tests.support.paper_gallery

system:
	@tests/story/install-system.sh system-packages.txt

# The stamp is newer than the lock exactly when the environment holds what the lock says.
$(VENV)/.installed: requirements.lock system-packages.txt
	@$(MAKE) --no-print-directory system
	test -x $(PY) || python3 -m venv $(VENV)
	$(VENV)/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@mkdir -p -m 700 $(XDG_RUNTIME_DIR)
	@touch $@

clean:
	rm -rf build dist
