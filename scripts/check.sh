#!/bin/sh
# Everything that can be said about the source without running it. All checks run; any of them fails the whole.
set -u
cd "$(dirname "$0")/.."

data=$(mktemp -d)
trap 'rm -rf "$data"' EXIT
export STEADYHAND_DATA="$data"
unset STEADYHAND_DATABASE_URL STEADYHAND_DATABASE_OWNER_URL
unset PYTHONDONTWRITEBYTECODE # what is imported again and again is compiled once
export DJANGO_SETTINGS_MODULE=steadyhand.config.settings
wrong=""

check() {
    name=$1
    shift
    printf '%s\n' "-- $name"
    "$@" || wrong="$wrong $name,"
}

check "style" .venv/bin/ruff check --quiet .
check "formatting" .venv/bin/ruff format --check --quiet .
check "types" .venv/bin/mypy --no-error-summary
check "import contracts" .venv/bin/lint-imports --no-logo
check "migrations" .venv/bin/python -m django makemigrations --check --dry-run
check "generated documents" .venv/bin/steadyhand docs --check
check "lock file" .tools/uv/bin/uv lock --check --quiet

if [ -n "$wrong" ]; then
    printf '\nNot in order:%s see above.\n' "$wrong" >&2
    exit 1
fi
echo "All in order."
