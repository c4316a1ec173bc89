#!/usr/bin/env bash
# Gathers what the desk, the recipient's page and the words of codes say into the Arabic catalogues and compiles them.
# The compiled files are kept in the repository: running Nadhir needs no gettext.
set -euo pipefail
cd "$(dirname "$0")/.."

for package in web casework; do
    (
        cd "nadhir/$package"
        ../../.venv/bin/django-admin makemessages --locale ar --no-wrap --no-location --no-obsolete
        ../../.venv/bin/django-admin compilemessages --locale ar
    )
done
