# Everything here can be typed without make, too: each target is a line or two.
.DEFAULT_GOAL := help
WEIGHTS := internal/review/model/weights.bin

.PHONY: help build test lint generate verify model figures bench load screens

help: ## Say what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' Makefile

build: ## Build the program: ./rehearse
	CGO_ENABLED=0 go build -o rehearse .

test: ## Run all tests; REHEARSE_SHARED=DIR adds those that need the seed guide
	go test ./...

lint: ## Run gofmt, go vet and staticcheck
	@test -z "$$(gofmt -l .)" || { gofmt -l .; echo "these files are not formatted: gofmt -w FILE"; exit 1; }
	go vet ./...
	go tool staticcheck ./...

generate: ## Write docs/checks.md and the picture in the README anew
	go generate ./...

verify: ## Say whether every generated file is what it is made from (takes a minute)
	go test -count=1 -run '^TestGenerated' . ./internal/library ./internal/match
	go run ./internal/review/model/learn $(WEIGHTS) check

model: ## Train the model on corpus/ (takes a minute)
	go run ./internal/review/model/learn $(WEIGHTS)

figures: ## Measure everything that docs/judgement.md publishes (takes twenty minutes)
	go run . evaluate corpus/answers --folds 5 --curve --robust

bench: ## Time a review; docs/benchmarks.md says how to read it
	go test -run '^$$' -bench . -benchmem ./internal/review/checks ./internal/match

load: ## Load the workshop with 500 stories (takes a minute)
	go run ./internal/web/load
	go test -run '^$$' -bench Keystroke -benchtime 200x ./internal/web

screens: ## Photograph every page of the workshop into docs/screens
	mkdir -p docs/screens
	go test -count=1 -run EveryPageIsSound ./internal/web -screens "$(CURDIR)/docs/screens"
