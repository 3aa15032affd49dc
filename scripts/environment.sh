#!/bin/sh
# Makes the Python environment in .venv, or does nothing when it is up to date.
#
#   scripts/environment.sh run   what is needed to run Steadyhand
#   scripts/environment.sh dev   that, and the tools for tests and checks
#   scripts/environment.sh load  that, and what simulates many people at once
#
# uv is kept in .tools/uv, beside the environment, so nothing outside this folder changes. The one exception:
# as root on Debian a missing python3-venv is installed.
set -eu
cd "$(dirname "$0")/.."

kind=${1:-run}
stamp=.venv/.ready-$kind
uv=.tools/uv/bin/uv

if [ -x .venv/bin/steadyhand ] && [ -e "$stamp" ] && [ "$stamp" -nt uv.lock ] && [ "$stamp" -nt pyproject.toml ]; then
    exit 0
fi

give_up() {
    printf '%s\n' "$@" >&2
    exit 1
}

python=$(command -v python3) || give_up \
    "Python 3 is not installed, and Steadyhand runs on it." \
    "Install Python 3.11 or newer (on Debian or Ubuntu: apt-get install python3 python3-venv) and try again."
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || give_up \
    "$python is $("$python" --version), and Steadyhand needs Python 3.11 or newer." \
    "Install a newer Python, put it first in PATH as python3, and try again."

if [ ! -x "$uv" ]; then
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
            echo "Installing python3-venv, which Debian keeps apart from Python..."
            export DEBIAN_FRONTEND=noninteractive
            said=$(apt-get update -qq </dev/null 2>&1 &&
                apt-get install -y -qq --no-install-recommends python3-venv </dev/null 2>&1) ||
                give_up "$said" "Debian's installer did not bring python3-venv; its own words are above."
        else
            give_up "Python's venv module is missing, so no environment can be made." \
                "Install it (on Debian or Ubuntu: sudo apt-get install python3-venv) and try again."
        fi
    fi
    echo "Making the environment (once, this takes a minute)..."
    "$python" -m venv .tools/uv
    .tools/uv/bin/pip install --quiet --disable-pip-version-check --no-input uv
fi

# --inexact: preparing to run must not take away the tools for tests that are there already.
options="--frozen --inexact --quiet"
[ "$kind" != run ] || options="$options --no-dev"
[ "$kind" != load ] || options="$options --group load"
echo "Fetching the libraries that Steadyhand stands on..."
# shellcheck disable=SC2086 # the options are words
UV_PYTHON_DOWNLOADS=never "$uv" sync $options --python "$python"
touch "$stamp"
