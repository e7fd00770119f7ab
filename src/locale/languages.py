#!/usr/bin/env python3
"""Writes languages.tsv: the names of languages, by ISO 639-1 code, in the languages of this folder.

The names and the codes of three letters are those of the Unicode CLDR, npm packages
cldr-localenames-modern and cldr-core 45.0.0 (Unicode-3.0, see LICENSE-UNICODE.txt). Needs npm; run it
anywhere: python3 languages.py
"""
import json
import re
import subprocess
import tarfile
import tempfile
from pathlib import Path

from territories import LANGS

VERSION = "45.0.0"


def unpacked(package, folder):
    """The archive of an npm package."""
    pack = ["npm", "pack", "--silent", "--pack-destination", folder, f"{package}@{VERSION}"]
    subprocess.run(pack, check=True, stdout=subprocess.DEVNULL)
    return tarfile.open(Path(folder) / f"{package}-{VERSION}.tgz")


def main():
    columns = {}
    with tempfile.TemporaryDirectory() as folder:
        with unpacked("cldr-localenames-modern", folder) as archive:
            for lang in LANGS:
                data = json.load(archive.extractfile(f"package/main/{lang}/languages.json"))
                columns[lang] = data["main"][lang]["localeDisplayNames"]["languages"]
        with unpacked("cldr-core", folder) as archive:
            data = json.load(archive.extractfile("package/supplemental/aliases.json"))
            aliases = data["supplemental"]["metadata"]["alias"]["languageAlias"]
    # Bibliographic codes (`ger`) are no aliases in the CLDR.
    longer = {
        "alb": "sq", "arm": "hy", "baq": "eu", "bur": "my", "chi": "zh", "cze": "cs", "dut": "nl",
        "fre": "fr", "geo": "ka", "ger": "de", "gre": "el", "ice": "is", "mac": "mk", "mao": "mi",
        "may": "ms", "per": "fa", "rum": "ro", "slo": "sk", "tib": "bo", "wel": "cy",
    }
    for code, alias in aliases.items():
        new = alias["_replacement"]
        if re.fullmatch("[a-z]{3}", code) and re.fullmatch("[a-z]{2}", new):
            if alias["_reason"] == "overlong":
                longer[code] = new
    codes = sorted(c for c in columns["en"] if re.fullmatch("[a-z]{2}", c))
    rows = [["code", "longer", *LANGS]]
    for code in codes:
        names = [columns[lang].get(code, columns["en"][code]) for lang in LANGS]
        names = [name[:1].upper() + name[1:] for name in names]
        others = " ".join(sorted(long for long, short in longer.items() if short == code))
        rows.append([code, others, *names])
    text = "".join("\t".join(row) + "\n" for row in rows)
    target = Path(__file__).resolve().parent / "languages.tsv"
    target.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
