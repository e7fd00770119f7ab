#!/usr/bin/env python3
"""Writes territories.tsv: the names of countries, by ISO 3166-1 code, in the languages of this folder.

The names are those of the Unicode CLDR, npm package cldr-localenames-modern 45.0.0
(Unicode-3.0, see LICENSE-UNICODE.txt). Needs npm; run it anywhere: python3 territories.py
"""
import json
import re
import subprocess
import tarfile
import tempfile
from pathlib import Path

PACKAGE = "cldr-localenames-modern@45.0.0"
LANGS = (
    "en de fr es it pt nl zh zh-Hant ja ko pl sv da nb cs ru uk tr ar he el fi hu ro".split()
)
# Codes of CLDR that name no country of ISO 3166-1. Kosovo (XK) stays: addresses need it.
NO_COUNTRY = "AC CP CQ DG EA EU EZ IC QO TA UN XA XB ZZ".split()
# Where an address uses the short name ("Hong Kong", not "Hong Kong SAR China").
SHORT = "HK MM MO PS".split()
# Where the words in brackets are needed to tell which place is meant.
BRACKETS = "MF SX UM VG VI".split()


def names(territories):
    """The names by code: plain ones, as an address has them."""
    full = {
        code: territories.get(f"{code}-alt-short", name) if code in SHORT else name
        for code, name in territories.items()
        if re.fullmatch("[A-Z]{2}", code) and code not in NO_COUNTRY
    }
    plain = {
        code: name if code in BRACKETS else re.sub(r" ?(\([^)]*\)|（[^）]*）)", "", name).strip()
        for code, name in full.items()
    }
    plain = {code: re.sub(" [-–] ", "-", name) for code, name in plain.items()}
    taken = list(plain.values())
    return {code: name if taken.count(name) == 1 else full[code] for code, name in plain.items()}


def main():
    here = Path(__file__).resolve().parent
    with tempfile.TemporaryDirectory() as folder:
        pack = ["npm", "pack", "--silent", "--pack-destination", folder, PACKAGE]
        subprocess.run(pack, check=True, stdout=subprocess.DEVNULL)
        with tarfile.open(next(Path(folder).glob("*.tgz"))) as archive:
            columns = {}
            for lang in LANGS:
                data = json.load(archive.extractfile(f"package/main/{lang}/territories.json"))
                columns[lang] = names(data["main"][lang]["localeDisplayNames"]["territories"])
            licence = archive.extractfile("package/LICENSE").read()
    (here / "LICENSE-UNICODE.txt").write_bytes(licence)
    rows = [["code", *LANGS]]
    rows += [[code, *(columns[lang][code] for lang in LANGS)] for code in sorted(columns["en"])]
    text = "".join("\t".join(row) + "\n" for row in rows)
    (here / "territories.tsv").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
