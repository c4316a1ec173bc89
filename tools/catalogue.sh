#!/usr/bin/env bash
# Gathers what the desk and the recipient's page say into the Arabic catalogue and compiles it.
# The compiled file is kept in the repository: running Nadhir needs no gettext.
set -euo pipefail
cd "$(dirname "$0")/../nadhir/web"

../../.venv/bin/django-admin makemessages --locale ar --no-wrap --no-location --no-obsolete
../../.venv/bin/django-admin compilemessages --locale ar
