# Everything that is needed to build, run and test Waymark. `make help` lists it.

PREFIX ?= /usr/local
SWIFT ?= swift
# The oldest Swift that will do.
SWIFT_NEEDED = 6.3

BUILT = .build/release/waymark
# The runtime of Swift is linked in, so that the program runs where there is no Swift, and symbols are left out: they are
# two thirds of it. `make build DEBUG_FILE=waymark.debug` keeps them in a file, for debuggers and profilers.
DEBUG_FILE ?=
LINKING = --static-swift-stdlib $(if $(DEBUG_FILE),,-Xlinker --strip-all)
OBJCOPY ?= $(or $(shell command -v objcopy),$(shell command -v llvm-objcopy),$(dir $(shell command -v $(SWIFT)))llvm-objcopy)
# Where `make run` listens: the usual place, or a folder of this one for a user who has none.
SOCKET ?= $(shell \
  if [ -n "$$WAYMARK_SOCKET_PATH" ]; then echo "$$WAYMARK_SOCKET_PATH"; \
  elif [ -n "$$XDG_RUNTIME_DIR" ]; then echo "$$XDG_RUNTIME_DIR/waymark.sock"; \
  elif [ "$$(id -u)" = 0 ]; then echo /run/waymark/waymark.sock; \
  else echo "$$PWD/state/waymark.sock"; fi)

MANUAL = $(PREFIX)/share/man/man1
# Where shells look for what completes commands.
BASH_COMPLETIONS = $(PREFIX)/share/bash-completion/completions
ZSH_COMPLETIONS = $(PREFIX)/share/zsh/site-functions
FISH_COMPLETIONS = $(PREFIX)/share/fish/vendor_completions.d
COMPLETIONS = $(BASH_COMPLETIONS)/waymark $(ZSH_COMPLETIONS)/_waymark $(FISH_COMPLETIONS)/waymark.fish

# Where packages are made, and of which version.
PACKAGES = .build/packages
VERSION = $(shell sed -n 's/.*static let current = "\(.*\)"/\1/p' Sources/API/Version.swift)

BENCHMARKS = .build/release/Benchmarks

LINTED = Sources Tests Package.swift $(wildcard Benchmarks)

STATE = {\"journey\": \"acme/anna\", \"market\": \"b2b\", \"stage\": \"consideration\", \"persona\": \"economic-buyer\"}

.DEFAULT_GOAL := help
.PHONY: help run build test test-api test-clocks fuzz abuse soak lint bench bench-instructions install uninstall package clean prerequisites
.SILENT: help prerequisites test

help:
	echo "make run               build, then run the daemon on rules/ and config/waymark.yaml"
	echo "make test              lint, build with warnings as errors, run all tests"
	echo "make test-api          hold the daemon against config/openapi.json for long; EXAMPLES=200 of each operation"
	echo "make test-clocks       all tests again on other days, in other zones, with other locales"
	echo "make fuzz              go on with made-up inputs for an hour: FUZZ_TIME=seconds"
	echo "make abuse             measure how long others wait while clients are slow, broken or greedy"
	echo "make soak              load a daemon for an hour, and compare what it has with what clients were told: SOAK_TIME=seconds"
	echo "make build             build $(BUILT), which needs no Swift to run"
	echo "make bench             measure deciding, and the daemon on its socket, into Benchmarks/results.md: QUICK=yes"
	echo "make bench-instructions  count the instructions of a decision, and compare them with those before"
	echo "make install           install waymark, its manual and completions in PREFIX (now $(PREFIX))"
	echo "make uninstall         remove them from there"
	echo "make package           make a .deb and a tarball in $(PACKAGES)"
	echo "make clean             remove what was built"

run: build
	@echo
	@echo "Waymark starts in the foreground; Ctrl-C stops it. Ask it from another terminal:"
	@echo
	@echo "  echo '$(STATE)' > state.json"
	@echo "  $(BUILT) decide state.json --format text --socket $(SOCKET)"
	@echo "  curl --unix-socket $(SOCKET) --data-binary @state.json http://waymark/v1/decide"
	@echo
	$(BUILT) serve --config config/waymark.yaml --socket "$(SOCKET)" --log-format text

build: prerequisites
	$(SWIFT) build -c release --product waymark $(LINKING) $(BUILD_FLAGS)
	$(if $(DEBUG_FILE),$(OBJCOPY) --only-keep-debug $(BUILT) "$(DEBUG_FILE)")
	$(if $(DEBUG_FILE),$(OBJCOPY) --strip-all --add-gnu-debuglink="$(DEBUG_FILE)" $(BUILT))

test: prerequisites lint
	SWIFT="$(SWIFT)" MAKE="$(MAKE)" Tests/Scripts/run.sh

# All tests on a Sunday, in both nights when clocks change, on 29 February and at the end of the year; around the world.
test-clocks: prerequisites
	$(SWIFT) build --build-tests
	Tests/Scripts/clocks.sh long

# There are nine such tests, one after the other.
FUZZ_TIME ?= 3600
fuzz: prerequisites
	$(SWIFT) build --build-tests
	WAYMARK_FUZZ_TIME=$$(($(FUZZ_TIME) / 9)) $(SWIFT) test --skip-build --no-parallel --filter FuzzTests

# What puts load on the daemon uses a library for tests that cannot be linked into it: hence a folder of its own.
LOAD = $(SWIFT) run -c release --scratch-path .build/load Load

# Nothing else should run beside these two.
abuse: build
	$(LOAD) abuse $(BUILT) rules

SOAK_TIME ?= 3600
soak: build
	$(LOAD) soak $(BUILT) rules $(SOAK_TIME)

# What `make test` does for some seconds: other requests in each run, whose seed is printed.
EXAMPLES ?= 200
test-api: prerequisites
	Tests/Scripts/tools.sh
	$(SWIFT) build --product waymark
	Tests/API/run.sh .build/debug/waymark --max-examples $(EXAMPLES)

lint:
	$(SWIFT) format lint --strict -r $(LINTED)

# Writes Benchmarks/results.md anew, which takes some minutes; with QUICK=yes it only shows a table, of a quarter of the
# time. With RULES=folder STATES=file.ndjson it shows what each part costs there. Nothing else should run beside it.
bench: $(BENCHMARKS) $(if $(STATES),,build)
	$(BENCHMARKS) $(if $(STATES),"$(RULES)" "$(STATES)" $(EXPECTED),table rules $(BUILT) $(if $(QUICK),- 4,Benchmarks/results.md))

# Counts instructions, which are the same on a busy machine: STORE=store keeps them as what later ones are compared with.
bench-instructions: $(BENCHMARKS)
	Benchmarks/instructions.sh $(BENCHMARKS) $(STORE)

# Without symbols for debuggers, which valgrind cannot read where Swift is linked in.
$(BENCHMARKS): prerequisites
	$(SWIFT) build -c release --product Benchmarks --static-swift-stdlib -Xlinker --strip-debug

# `make install` needs no Swift either where the program is built already: make install BUILT=waymark
install: $(if $(filter .build/%,$(BUILT)),build)
	install -d "$(DESTDIR)$(PREFIX)/bin"
	install -m 755 $(BUILT) "$(DESTDIR)$(PREFIX)/bin/waymark"
	install -d "$(DESTDIR)$(MANUAL)" $(foreach file,$(COMPLETIONS),"$(DESTDIR)$(dir $(file))")
	$(abspath $(BUILT)) manual "$(DESTDIR)$(MANUAL)"
	$(abspath $(BUILT)) completions bash >"$(DESTDIR)$(BASH_COMPLETIONS)/waymark"
	$(abspath $(BUILT)) completions zsh >"$(DESTDIR)$(ZSH_COMPLETIONS)/_waymark"
	$(abspath $(BUILT)) completions fish >"$(DESTDIR)$(FISH_COMPLETIONS)/waymark.fish"

uninstall:
	rm -f "$(DESTDIR)$(PREFIX)/bin/waymark" "$(DESTDIR)$(MANUAL)/waymark.1" "$(DESTDIR)$(MANUAL)"/waymark-*.1
	rm -f $(foreach file,$(COMPLETIONS),"$(DESTDIR)$(file)")

# For instance: make package PACKAGES=/tmp
package: $(if $(filter .build/%,$(BUILT)),build)
	MAKE="$(MAKE)" config/package/build.sh "$(BUILT)" "$(VERSION)" "$(PACKAGES)"

clean:
	$(SWIFT) package clean

# Swift has to be there; the libraries for YAML, SQLite and zlib are installed where they are missing and that is possible.
prerequisites:
	if ! command -v $(SWIFT) >/dev/null; then \
	  echo "make: Swift $(SWIFT_NEEDED) or newer is needed; get it at https://www.swift.org/install/linux/" >&2; exit 1; \
	fi
	version=$$($(SWIFT) --version 2>/dev/null | sed -n 's/.*Swift version \([0-9][0-9.]*\).*/\1/p' | head -n 1); \
	oldest=$$(printf '%s\n' "$(SWIFT_NEEDED)" "$$version" | sort -V | head -n 1); \
	if [ "$$oldest" != "$(SWIFT_NEEDED)" ]; then \
	  echo "make: Swift $(SWIFT_NEEDED) or newer is needed, and this is '$$version'; get it at https://www.swift.org/install/linux/" >&2; exit 1; \
	fi
	missing=; \
	has() { pkg-config --exists "$$1" 2>/dev/null || [ -e "/usr/include/$$2" ] || [ -e "/usr/local/include/$$2" ]; }; \
	has yaml-0.1 yaml.h || missing="$$missing libyaml-dev"; \
	has sqlite3 sqlite3.h || missing="$$missing libsqlite3-dev"; \
	has zlib zlib.h || missing="$$missing zlib1g-dev"; \
	if [ -n "$$missing" ]; then \
	  if ! command -v apt-get >/dev/null; then \
	    echo "make: libyaml, SQLite and zlib are needed with their headers ($$missing in Debian; libyaml-devel, sqlite-devel and zlib-devel, or yaml-dev, sqlite-dev and zlib-dev elsewhere); install them and try again" >&2; exit 1; \
	  elif [ "$$(id -u)" = 0 ]; then as_root=; \
	  elif command -v sudo >/dev/null; then as_root=sudo; \
	  else echo "make: some packages are missing; as root, run: apt-get install$$missing" >&2; exit 1; fi; \
	  echo "make: installing$$missing"; \
	  { $$as_root apt-get install -y --no-install-recommends $$missing \
	    || { $$as_root apt-get update && $$as_root apt-get install -y --no-install-recommends $$missing; }; } \
	    || { echo "make: they could not be installed; as root, run: apt-get install$$missing" >&2; exit 1; }; \
	fi
