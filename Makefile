# Every chore is one word. `make` alone lists them.
PY := .venv/bin/python
.DEFAULT_GOAL := help
.PHONY: help run setup setup-dev test unit test-postgres lint lock knowledge evaluate bench soak encoder question-encoder names clean

help: ## list the chores
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 18

run: setup ## set everything up and start Signpost
	@exec .venv/bin/signpost run

setup:
	@python3 tools/bootstrap.py

setup-dev:
	@python3 tools/bootstrap.py --dev

test: setup-dev lint ## run every test
	@bash tools/test.sh

unit: setup-dev ## run the tests that need no model: seconds
	@$(PY) -m pytest tests/unit tests/contract tests/staff tests/knowledge -q

test-postgres: setup-dev ## run the tests that use a database on PostgreSQL
	@bash tools/test-postgres.sh

lint: setup-dev ## check style and types
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy

lock: ## rebuild the lock files
	@bash tools/lock.sh

knowledge: setup ## check the guidance
	@.venv/bin/signpost knowledge check

evaluate: setup-dev ## measure how good the answers are
	@.venv/bin/signpost evaluate all

bench: setup-dev ## measure how fast the answers are
	@.venv/bin/signpost bench

soak: setup-dev ## run the tests that train models: a quarter of an hour
	@bash tools/test.sh -m soak tests/soak

encoder: setup ## learn the encoder adapter anew: an hour
	@.venv/bin/python -m bot.nlu.encoder

question-encoder: setup ## learn anew which questions ask for the same entry: ten minutes
	@.venv/bin/python -m bot.reply.question_lessons

names: setup ## learn the recogniser of names anew: minutes
	@.venv/bin/python -m bot.language.masking.learning

clean: ## remove everything that was made here
	rm -rf .venv var
