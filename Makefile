# Steadyhand. `make` alone lists what there is.
.DEFAULT_GOAL := help
.PHONY: help run test test-sqlite test-postgresql check format docs pictures bench bench-clock bench-903 load soak environment

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' Makefile | expand -t 24

WORLD ?= small
# Another world has a data folder of its own, so that each is kept as it was left.
ifneq ($(WORLD),small)
run: export STEADYHAND_DATA := $(or $(STEADYHAND_DATA),var)/$(WORLD)
endif
run: ## start Steadyhand with its demonstration world at http://127.0.0.1:8000 (PORT=8001 another port, WORLD=full the full world)
	@scripts/environment.sh run
	@.venv/bin/steadyhand demo --world $(WORLD)
	@test "$(WORLD)" != small || echo "There is a full world too, of a council and five practices: make run WORLD=full"
	@exec .venv/bin/steadyhand serve

test: environment ## every test, on SQLite and on PostgreSQL, with all its own set-up
	@.venv/bin/python scripts/test.py

test-sqlite test-postgresql: test-%: environment ## one database; ARGS="tests/web -k visit" goes to pytest
	@.venv/bin/python scripts/test.py $* $(ARGS)

check: environment ## style, types, import contracts, migrations, generated documents, lock file
	@scripts/check.sh

format: environment ## put the source in order
	@.venv/bin/ruff check --fix --quiet . && .venv/bin/ruff format --quiet .

docs: environment ## write docs/reference/generated again, and the manual of the statutory clock
	@.venv/bin/steadyhand docs
	@.venv/bin/python scripts/manual.py

pictures: environment ## every page in every state at 320, 375 and 1280, in forced colours and on paper, as PNG files in var/pictures
	@PICTURES="$(CURDIR)/var/pictures" .venv/bin/python scripts/test.py sqlite tests/browser/test_every_page.py -k nothing_is_wrong_with_a_page

bench: environment ## how quick pages are among 1,000 to 100,000 children; ARGS="sqlite --children 1000" for less
	@.venv/bin/python scripts/bench.py $(ARGS)

bench-clock: environment ## how long the statutory clock takes among 100,000 children; ARGS="sqlite --children 1000" for less
	@.venv/bin/python scripts/bench_clock.py $(ARGS)

bench-903: environment ## the yearly return checked by ours and by the tool in use today: the same answers, and how long; ARGS="--children 600" for less
	@.venv/bin/python scripts/bench_903.py $(ARGS)

load: ## 300 people at work for 10 minutes on the real server; ARGS="--minutes 2" for less
	@scripts/environment.sh load
	@.venv/bin/python scripts/load.py $(ARGS)

soak: environment ## kills, races and properties for hours; ARGS="sqlite --kills 50 --races 5 --times 10" for less
	@.venv/bin/python scripts/soak.py $(ARGS)

environment:
	@scripts/environment.sh dev
