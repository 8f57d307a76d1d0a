# make run    builds and starts an office with a made-up company
# make test   every check and test, as the continuous integration runs them
# Both first install what a bare Debian 12 with Go and Node lacks. docs/development.md says the rest.

SHELL       := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := build
MAKEFLAGS   += --no-builtin-rules --no-print-directory
.NOTPARALLEL:

LISTEN    ?= 127.0.0.1:8080
RECORDS   ?=
FUZZ_TIME ?= 10m
MODEL_TIME ?= 60s
SOAK_TIME ?= 1h

BINARY := build/bin/kontora
stage  := build/stage

# SQLite and its C library are machine-translated C: under the race detector they are some 30 times slower and not ours to check.
RACE := -race -gcflags='modernc.org/sqlite/lib=-race=false' -gcflags='modernc.org/libc/...=-race=false'

# What the window is made from; tests and notes beside it do not make it anew.
window := $(shell find frontend/src frontend/public frontend/*.html frontend/*.json frontend/*.ts frontend/*.mjs frontend/*.cjs -type f 2>/dev/null)

# Only the race detector needs C. Without it everywhere else, build, lint and vet compile SQLite once between them.
export CGO_ENABLED := 0

.PHONY: run test build frontend lint format vet race fuzz fuzz-short model worlds mutants soak bench e2e e2e-postgres speed screenshots deadcode sizes setup-build setup-test clean frontend-check

run: setup-build build
	exec $(BINARY) demo --listen $(LISTEN) $(if $(RECORDS),--records $(RECORDS))

build: frontend
	go build -trimpath -o $(BINARY) .

# The order fails fast: seconds first, minutes last.
test:
	@$(stage) --begin
	@$(stage) 'set-up' build/setup test
	@$(stage) 'window: install' $(MAKE) build/bin/frontend-installed
	@$(stage) 'window: format, lint, types, boundaries, unit tests' $(MAKE) frontend-check
	@$(stage) 'build' $(MAKE) build
	@$(stage) 'format and lint' $(MAKE) lint
	@$(stage) 'vet' $(MAKE) vet
	@$(stage) 'unit, architecture and store tests under the race detector' $(MAKE) race
	@$(stage) 'fuzz targets, briefly' $(MAKE) fuzz-short
	@$(stage) 'model of the replica' $(MAKE) model
	@$(stage) 'worlds of desks' $(MAKE) worlds
	@$(stage) 'end to end in Chromium and WebKitGTK' $(MAKE) e2e
	@$(stage) 'sizes' $(MAKE) sizes
	@$(stage) --end

setup-build:
	@build/setup build

setup-test:
	@build/setup test

frontend: build/bin/frontend-built

build/bin/frontend-installed: frontend/package-lock.json
	build/window-packages
	@mkdir -p $(@D) && touch $@

build/bin/frontend-built: build/bin/frontend-installed $(window)
	cd frontend && npm run build
	@mkdir -p $(@D) && touch $@

frontend-check: build/bin/frontend-installed
	cd frontend && npm run check

lint:
	build/tool golangci-lint run --allow-serial-runners ./...

format:
	build/tool golangci-lint fmt ./...

vet:
	go vet ./...

race:
	CGO_ENABLED=1 go test $(RACE) -timeout 20m ./...

fuzz-short:
	build/fuzz 20000x

fuzz:
	build/fuzz $(FUZZ_TIME)

# An office and its desks at random: what each desk holds is compared with what its employee sees. A seed that fails is printed and can be
# run again: go test ./backend/replica -run Exactly -seed N.
model:
	go test -count=1 ./backend/replica -run '^TestDesksHoldExactlyWhatTheirEmployeesSee$$' -model $(MODEL_TIME)

# Desks and their office in made-up worlds of failing lines and ending programs; replay one with: go test ./app -run TestDesksAndOfficeMeet -seed N
# After them the same with real programs that are killed; replay one with: go test ./app -run TestKilledProgramsLoseNothing -kill-seed N
worlds:
	go test -count=1 ./app -run '^TestDesksAndOfficeMeet$$' -worlds $(MODEL_TIME)
	go test -count=1 ./app -run '^TestKilledProgramsLoseNothing$$' -kills 20

# The same for as long as one likes: make soak SOAK_TIME=8h.
soak:
	go test -count=1 -timeout 0 ./backend/replica -run '^TestDesksHoldExactlyWhatTheirEmployeesSee$$' -v -model $(SOAK_TIME)
	go test -count=1 -timeout 0 ./app -run '^TestDesksAndOfficeMeet$$' -v -worlds $(SOAK_TIME)

# Faults put into the program one at a time, each of which a test must find; some of them: make mutants FAULTS='sealed keys'
mutants:
	go run ./build/mutants $(FAULTS)

# The window against the real program.
e2e: build
	go build -trimpath -o build/bin/unseal ./build/unseal
	cd frontend && KONTORA_BIN=$(CURDIR)/$(BINARY) npm run e2e

# The same where every office is two processes on one PostgreSQL database behind a balancer.
e2e-postgres: build
	go build -trimpath -o build/bin/unseal ./build/unseal
	go build -trimpath -o build/bin/postgres ./build/postgres
	cd frontend && KONTORA_BIN=$(CURDIR)/$(BINARY) KONTORA_POSTGRES=$(CURDIR)/build/bin/postgres npm run e2e

# A picture of every screen in both sizes, themes and languages, in build/screenshots; those that the README shows go to docs.
screenshots: build
	cd frontend && KONTORA_BIN=$(CURDIR)/$(BINARY) npm run screenshots

# All benchmarks; build/bench holds the figures.
bench: frontend
	@mkdir -p build/bench
	go run ./build/benchmark -out build/bench/office.json
	go test -run='^$$' -bench=. -benchmem ./... | tee build/bench/go.txt
	$(MAKE) speed

# The window over a million records, held to what is promised of it.
speed: build
	@mkdir -p build/bench
	cd frontend && KONTORA_BIN=$(CURDIR)/$(BINARY) npm run speed | tee ../build/bench/window.txt

# Functions nothing reaches, neither the program nor a test.
deadcode: frontend
	build/tool deadcode -test ./...

# What the browser loads, and what one reads.
sizes: frontend
	cd frontend && npm run sizes
	go test -count=1 -v -run='^TestSizeBudget$$' ./backend

clean:
	rm -rf build/bin build/bench frontend/node_modules frontend/test-results
	find frontend/dist -mindepth 1 ! -name .keep -delete 2>/dev/null || true
