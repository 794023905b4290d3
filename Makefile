# The commands of this project; a hosted run calls the same words. `make` lists them.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory
.PHONY: help html serve doctest check secrets mutants mock-mutants flakes screenshots linkcheck lock update shell fuzz bench clean environments

PYTHON ?= python3
ARGS ?=
ON ?= laptop
CLIENTS := python azure-cli node go java
SITE := build/env/site/bin
TESTS := build/env/tests/bin
CHECK := build/env/check/bin
ENSURE := @$(PYTHON) scripts/environments.py

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

html: ## build the site into build/html; warnings are errors
	$(ENSURE) site
	$(SITE)/python -m sphinx -c . -W --keep-going -n -b html docs build/html $(ARGS)
	@touch build/html/.built

serve: ## show the site in a browser and rebuild it on every change
	$(ENSURE) site
	$(SITE)/python -m sphinx_autobuild --host 127.0.0.1 --port 0 --open-browser \
		--watch snippets --watch clients --watch conf.py -c . -n -b html docs build/serve $(ARGS)

doctest: ## run every snippet with its client, and every other test; a part: ARGS="-k app-service"
	$(ENSURE) tests $(CLIENTS)
	@$(MAKE) html ARGS=-q
	$(TESTS)/python -m pytest -n auto --dist loadgroup $(ARGS)

check: ## lint code, snippets, pages and workflows
	$(ENSURE) check tests $(CLIENTS)
	$(CHECK)/ruff check
	$(CHECK)/ruff format --check
	$(CHECK)/mypy --python-executable $(TESTS)/python
	find .ci/run snippets -name run -o -name '*.sh' | xargs $(CHECK)/shellcheck
	$(TESTS)/python -m harness.check
	$(CHECK)/sphinx-lint --enable all --disable line-too-long docs $(wildcard *.rst)
	$(CHECK)/typos
	$(CHECK)/zizmor --offline --quiet .
	@$(MAKE) secrets

secrets: ## look for tokens, secrets and keys in the project and in what runs have left in build/
	$(ENSURE) tests
	$(TESTS)/kingfisher scan . --git-history none --rules-path scripts/kingfisher.yaml --no-validate --no-update-check \
		--redact --quiet --rule-cache-dir build/cache/kingfisher \
		--exclude '**/build/env' --exclude '**/build/cache' --exclude '**/node_modules'

mutants: ## spoil every snippet and response a little: a test must notice; a part: ARGS="-k curl", ARGS="--sample 60"
	$(ENSURE) tests $(CLIENTS)
	$(TESTS)/python -m harness.mutants $(ARGS)

mock-mutants: ## change one fact of the mock after another: a test must notice; a part: ARGS="mock_entra.endpoints.imds*"
	$(ENSURE) mutmut $(CLIENTS)
	build/env/mutmut/bin/python scripts/mock_mutants.py $(ARGS)

flakes: ## run doctest 20 times, as many at once as there are cores; another number: ARGS=2
	@$(PYTHON) scripts/flakes.py $(ARGS)

screenshots: html ## save every page, light and dark, wide and narrow, into build/screenshots
	$(ENSURE) tests
	$(TESTS)/python -m tests.browser.screenshots

linkcheck: ## follow every link of the site; needs the Internet, so it is no part of check
	$(ENSURE) site
	$(SITE)/python -m sphinx -c . -b linkcheck docs build/linkcheck $(ARGS)

update: ## rewrite documented responses from what the clients print; a part: ARGS=app-service
	$(ENSURE) tests $(CLIENTS)
	$(TESTS)/python -m harness.update $(ARGS)

shell: ## open a shell for which Microsoft is the mock; another host: ON=app-service
	$(ENSURE) tests
	@$(TESTS)/python -m mock_entra --on $(ON) $(ARGS)

lock: ## pin what pyproject.toml and the folders of clients/ ask for; newest Python packages: ARGS=--upgrade
	$(ENSURE) uv node
	@for group in uv site tests python azure-cli node go bench check mutmut; do \
		echo "→ requirements/$$group.txt"; \
		build/env/uv/bin/uv pip compile --quiet $$([ $$group = tests -o $$group = mutmut ] && echo pyproject.toml) --group $$group \
			--generate-hashes --no-emit-index-url --universal --python-version 3.11 \
			--custom-compile-command 'make lock' -o requirements/$$group.txt $(ARGS) || exit; \
	done
	for folder in clients/node bench; do \
		PATH="$(CURDIR)/build/env/node/bin:$$PATH" npm install --prefix $$folder --package-lock-only || exit; \
	done
	cd clients/go && PATH="$(CURDIR)/build/env/go/bin:$$PATH" go mod tidy
	mvn --batch-mode --quiet -f clients/java/pom.xml -DoutputDirectory=$(CURDIR)/build/lock/java dependency:copy-dependencies
	cd build/lock/java && sha256sum *.jar > $(CURDIR)/clients/java/jars.sha256

fuzz: ## ask the mock 100,000 fuzzed requests and 50,000 more in a row, some ten minutes; other numbers: FUZZED= IN_A_ROW=
	$(ENSURE) tests
	FUZZED=$(or $(FUZZED),100000) IN_A_ROW=$(or $(IN_A_ROW),50000) \
		$(TESTS)/python -m pytest tests/abuse/test_fuzz.py tests/abuse/test_load.py -s --timeout 1800 $(ARGS)

bench: ## how fast the mock is beside its peers, a few minutes; shorter: ARGS="--rounds 2"
	$(ENSURE) tests node bench
	PATH="$(CURDIR)/build/env/node/bin:$$PATH" npm ci --silent --prefix bench
	build/env/bench/bin/python -m bench $(ARGS)

environments: ## install everything that the other commands need
	$(ENSURE) site tests $(CLIENTS) check

clean: ## remove all that was generated, environments too
	rm -rf build clients/node/node_modules bench/node_modules
