#!/usr/bin/env bash
# Prints the figures of docs/quality.md: the three scorers of ../shared/data over what the command line answers, and
# what screening makes of the public sets.
set -euo pipefail
cd "$(dirname "$0")/.."
shared=../shared/data
if [ ! -d "$shared" ]; then
    echo "quality: $shared is missing; it lies beside a developer's checkout, not in it" >&2
    exit 4
fi
out=var/quality
mkdir -p "$out/replay"
nadhir=.venv/bin/nadhir
echo "── pages: nadhir read (score.py of $shared/pages)"
"$nadhir" read "$shared/pages" >"$out/pages.jsonl"
.venv/bin/python "$shared/pages/score.py" "$shared/pages" "$out/pages.jsonl" | sed '/^{/d'
echo "── screening: nadhir screen (score.py of $shared/screening)"
"$nadhir" screen "$shared/screening/dev.jsonl" >"$out/screening.jsonl"
.venv/bin/python "$shared/screening/score.py" "$shared/screening/dev.jsonl" "$out/screening.jsonl" --table-only
echo "── replay: nadhir replay (score.py of $shared/replay)"
"$nadhir" replay "$shared/replay" --out "$out/replay"
.venv/bin/python "$shared/replay/score.py" "$shared/replay" "$out/replay" --fails | grep -E '^(by key|total|[a-z0-9-]+: )' || true
echo "── screening on public sets: MUC-4, HateCheck, ordinary Arabic news; who is heard and what a score is worth ($shared/public)"
.venv/bin/python -m tools.measure_public
