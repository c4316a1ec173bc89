#!/usr/bin/env bash
# Installs the named Debian packages as root, or names the one command that does.
set -euo pipefail

if [[ $(id -u) -ne 0 ]]; then
    echo "Missing on this machine: $*. Install it once with: sudo apt-get install -y --no-install-recommends $*" >&2
    exit 1
fi
if ! command -v apt-get >/dev/null; then
    echo "Missing on this machine: $* (names as on Debian 12). There is no apt-get here: install them with this system's own package manager." >&2
    exit 1
fi
echo "installing $*"
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends "$@" >/dev/null
