#!/usr/bin/env bash
# Resolves pyproject.toml into requirements/*.txt: exact versions, every file's hash, and nothing of the machine
# that resolved them (no index address, no local folder, no path). Run it as `make lock`; it needs the dev set.
#
# core first: the other sets are held to its versions, so that `make demo` and `make test` run the same code.
set -euo pipefail
cd "$(dirname "$0")/.."

# A machine's own pip settings may name a nearer index or a folder of wheels. Their files would carry hashes that the
# public registry does not know, so they are left aside here; the certificates of the machine are kept.
export PIP_CONFIG_FILE=/dev/null
unset PIP_FIND_LINKS PIP_EXTRA_INDEX_URL PIP_INDEX_URL

compile() {
    local name=$1
    shift
    echo "locking requirements/$name.txt"
    .venv/bin/pip-compile --quiet --strip-extras --pip-args "--only-binary :all:" --generate-hashes --allow-unsafe --resolver=backtracking \
        --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options \
        --no-header --no-annotate "$@" --output-file "requirements/$name.txt" pyproject.toml
}

compile core --build-deps-for editable "${LOCK_OPTIONS:---no-upgrade}"
compile bulk --extra bulk --constraint requirements/core.txt
compile dev --extra bulk --extra gazetteer --extra dev --build-deps-for editable --constraint requirements/core.txt
compile bench --extra bench --constraint requirements/dev.txt

for lock in requirements/*.txt; do
    if grep --line-number --extended-regexp '://|^-|(^|[[:space:]])/' "$lock"; then
        echo "$lock names an address, an option or a path; it must name packages and hashes only." >&2
        exit 1
    fi
done
