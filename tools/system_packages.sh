#!/usr/bin/env bash
# Checks that the programs which the tests start are on this machine, and installs what is missing as root.
# Each is looked for by what it brings, not by its package, so that other ways of installing it count too.
set -euo pipefail
cd "$(dirname "$0")/.."

missing=()
has() { command -v "$1" >/dev/null 2>&1; }

has initdb || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || missing+=(postgresql)
has chromium || missing+=(chromium)
has pdftoppm || missing+=(poppler-utils)
has msgfmt || missing+=(gettext)
compgen -G '/usr/share/fonts/truetype/noto/NotoNaskhArabic*' >/dev/null || missing+=(fonts-noto-core)

if [[ ${#missing[@]} -gt 0 ]]; then
    tools/install_packages.sh "${missing[@]}"
fi
