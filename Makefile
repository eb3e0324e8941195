.DEFAULT_GOAL := help
SHELL := /bin/bash
SWIFT_FLAGS := --explicit-target-dependency-import-check error

.PHONY: help deps test fmt check

help: ## Show the targets.
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 14

deps: ## Install what is missing (Debian packages; needs root).
	@dpkg -s libssl-dev zlib1g-dev libyaml-dev >/dev/null 2>&1 || { apt-get update -qq && apt-get install -y -qq libssl-dev zlib1g-dev libyaml-dev; }

test: ## Run the tests.
	swift test $(SWIFT_FLAGS)

fmt: ## Format the sources.
	swift format -i -r --parallel Sources Tests Package.swift

check: ## Check the formatting.
	swift format lint --strict -r --parallel Sources Tests Package.swift
