# The menu. `make run` and `make test` are all a new machine needs, given a Swift 6.3 toolchain.

PACKAGES = libxml2-dev libcurl4-openssl-dev libsqlite3-dev zlib1g-dev pkg-config openssl ca-certificates
BENCH_PACKAGES = libxml2-utils nginx wrk python3 python3-cryptography
INTEROP_PACKAGES = python3 python3-venv
VENV = .build/interop
STRICT = COOPWIRE_STRICT=1
CHECKED = --explicit-target-dependency-import-check error

.PHONY: help setup build run demo test lint interop bench clean

help:
	@echo "make run      build and serve feeds.opml on http://127.0.0.1:8080"
	@echo "make demo     the whole product around three sample publishers, no network needed"
	@echo "make test     all tests, warnings as errors"
	@echo "make interop  signatures beside three libraries of others; two newswires; servers as strict as the real ones"
	@echo "make lint     format, imports, warnings"
	@echo "make bench    figures beside their yardsticks (Docs/Performance.md)"
	@echo "make build    the program alone; make setup: what it needs; make clean: begin anew"

# Installs what is missing where it may, else says the line to type.
setup:
	@.ci/setup $(PACKAGES)

build: setup
	swift build -c release --product coopwire

run: build
	.build/release/coopwire serve

demo: build
	.build/release/coopwire demo

test: setup
	$(STRICT) swift test --parallel $(CHECKED)

lint: setup
	swift format lint --strict --parallel -r Package.swift Sources Tests
	.ci/check-imports
	$(STRICT) swift build --build-tests $(CHECKED)

interop: $(VENV)/installed
	$(STRICT) swift build --product coopwire $(CHECKED)
	$(VENV)/bin/python Tests/Interop/interop.py .build/debug/coopwire
	$(VENV)/bin/python Tests/Interop/instances.py .build/debug/coopwire
	$(VENV)/bin/python Tests/Interop/peers.py .build/debug/coopwire

# Whole or not at all: the mark is set when everything is installed.
$(VENV)/installed: Tests/Interop/requirements.txt
	@.ci/setup $(PACKAGES) $(INTEROP_PACKAGES)
	rm -rf $(VENV)
	python3 -m venv $(VENV)
	$(VENV)/bin/pip install --quiet --disable-pip-version-check -r $<
	touch $@

bench: build
	swift build -c release --product bench
	@.ci/setup $(BENCH_PACKAGES)
	Benchmarks/run

clean:
	rm -rf .build
