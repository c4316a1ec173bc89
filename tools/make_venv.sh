#!/usr/bin/env bash
# Makes .venv with a Python of at least 3.11, once. Ends with one line that says what to do where it cannot.
set -euo pipefail
cd "$(dirname "$0")/.."

is_recent() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }
has_venv() { "$1" -c 'import ensurepip, venv' >/dev/null 2>&1; }

if [[ -e .venv/bin/python ]]; then
    if is_recent .venv/bin/python && .venv/bin/python -m pip --version >/dev/null 2>&1; then
        exit 0
    fi
    echo ".venv is there but does not run with Python 3.11 or newer and pip. Remove it and say make again: rm -rf .venv" >&2
    exit 1
fi

python=
for candidate in ${PYTHON:-python3.11 python3 python3.13 python3.12}; do
    if is_recent "$candidate"; then
        python=$candidate
        break
    fi
done
if [[ -z $python ]]; then
    echo "Nadhir needs Python 3.11 or newer; none answered as ${PYTHON:-python3.11, python3}. Name one: make PYTHON=/path/to/python3.11" >&2
    exit 1
fi

# Debian's python3 comes without ensurepip; the package that brings it is named after the version.
if ! has_venv "$python"; then
    package=$("$python" -c 'import sys; print(f"python{sys.version_info.major}.{sys.version_info.minor}-venv")')
    tools/install_packages.sh "$package"
fi

echo "making .venv with $("$python" --version)"
"$python" -m venv .venv
