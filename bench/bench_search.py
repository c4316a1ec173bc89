# SPDX-License-Identifier: Apache-2.0
"""Search among 100,000 synthetic reports on SQLite, beside a read by primary key and a bare commit in the same
database.

The words are drawn after Zipf's law from a made-up vocabulary, half of the reports Arabic with proclitics and articles,
half Latin, 150 words each; the sample is the same at every run. `--reports N` takes another number. A query is measured
twice: the index alone (`find`), and all that an officer waits for (`search`: rights, filters, excerpts, titles).
"""

from __future__ import annotations

import argparse
import os
import tempfile
from pathlib import Path
from typing import Final

from nadhir.config.install import install

REPORTS: Final = 100_000


def main() -> None:
    """Makes a house of its own, measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=REPORTS)
    count = parser.parse_args().reports
    with tempfile.TemporaryDirectory(prefix="nadhir-bench-") as folder:
        home = Path(folder)
        os.environ["NADHIR_HOME"] = folder
        os.environ["NADHIR_DATABASE_URL"] = f"sqlite://{home / 'nadhir.sqlite3'}"
        os.environ["DJANGO_SETTINGS_MODULE"] = "nadhir.config.settings"
        install(home, is_demo=False)
        import django  # noqa: PLC0415 - after the environment that its settings read

        django.setup()
        from bench import searched_house  # noqa: PLC0415 - it needs the settings

        searched_house.measure(home, count=count)


if __name__ == "__main__":
    main()
