#!/usr/bin/env python3
"""Measures how well machines read each style: six extractors of text over the examples.

    python3 benches/reading.py target/release/cvpdf [--write] [STYLE...]

Needs pdftotext (poppler), mutool, and Python's pypdf and pdfminer.six; what is missing is left
out and said. Facts: mail and phone verbatim; of each job and degree, the title, the employer and
the dates stand between the entry before and the first bullet, and the bullets follow in order.
The grade: A, all facts from every extractor; B, all from those that read in the order of the
content (`-raw`, pypdf, mutool) and nine in ten on average; else C. What falls short of "all" by
two in a hundred is the noise of page breaks. `--write` puts grades into the manifests.
"""

import json
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import unicodedata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROFILES = ["engineer.json", "nurse.yaml", "student.toml", "bilingual.yaml"]
ALL, MOST = 98, 90


def run(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def pypdf_text(path):
    from pypdf import PdfReader

    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


def pdfminer_text(path):
    from pdfminer.high_level import extract_text

    return extract_text(path)


EXTRACTORS = {
    "pdftotext": lambda path: run("pdftotext", path, "-"),
    "-raw": lambda path: run("pdftotext", "-raw", path, "-"),
    "-layout": lambda path: run("pdftotext", "-layout", path, "-"),
    "pypdf": pypdf_text,
    "pdfminer": pdfminer_text,
    "mutool": lambda path: run("mutool", "draw", "-q", "-F", "txt", path),
}
IN_ORDER = ("-raw", "pypdf", "mutool")


def squashed(text):
    """Letters, digits and signs alone: where lines break says nothing."""
    text = re.sub(r"[*`_]|\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return re.sub(r"[\s\u00ad\u200b]+", "", unicodedata.normalize("NFKC", text)).lower()


def texts(value):
    """The English text of a value: plain, localised, or a highlight with others below it."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        return [text for item in value for text in texts(item)]
    if isinstance(value, dict):
        if "text" in value:
            return texts(value["text"]) + texts(value.get("highlights", []))
        return texts(value.get("en", ""))
    return []


def entries(profile):
    """(title, employer, dates, bullets) of jobs and degrees, as they are printed."""
    for key, title, employer in (("work", "position", "name"), ("education", "studyType", "institution")):
        for entry in profile.get(key, []):
            heads = texts(entry.get(title, "")) + texts(entry.get(employer, ""))
            dates = [entry[k] for k in ("startDate", "endDate") if k in entry]
            yield heads, dates, texts(entry.get("highlights", []))


def score(profile, text):
    """The share of facts, in percent, that a text tells where they belong."""
    text, right, told = squashed(text), 0, 0
    basics = profile.get("basics", {})
    for fact in (basics.get("email"), basics.get("phone")):
        if fact:
            told, right = told + 1, right + (squashed(fact) in text)
    found = [
        (heads + dates, [text.find(squashed(bullet)[:30]) for bullet in bullets])
        for heads, dates, bullets in entries(profile)
    ]
    bullets = [start for _, starts in found for start in starts]
    for facts, starts in found:
        end = starts[0] if starts and starts[0] >= 0 else len(text)
        # An entry without bullets may stand anywhere.
        begin = max((start for start in bullets if start < end), default=0) if starts else 0
        for fact in facts:
            told, right = told + 1, right + (text.find(squashed(fact)[:40], begin, end) >= 0)
        for before, after in zip(starts, starts[1:]):
            told, right = told + 1, right + (0 <= before < after)
    return 100 * right / max(told, 1)


def measure(binary, style, names, folder):
    """Extractor -> score, the mean over the profiles."""
    scores = {name: [] for name in names}
    for file in PROFILES:
        source, pdf = ROOT / "examples" / file, str(Path(folder) / "cv.pdf")
        profile = json.loads(run(binary, "convert", str(source), "--to", "json"))
        flags = ("--dates", "iso", "--repeat-employer=on", "--lang", "en", "--style", style)
        run(binary, "render", str(source), "-q", "-o", pdf, *flags)
        for name in names:
            scores[name].append(score(profile, EXTRACTORS[name](pdf)))
    return {name: statistics.mean(values) for name, values in scores.items()}


def grade(scores):
    if min(scores.values()) >= ALL:
        return "A"
    ordered = [scores[name] for name in IN_ORDER if name in scores]
    return "B" if min(ordered) >= ALL and statistics.mean(scores.values()) >= MOST else "C"


def write(style, letter):
    path = ROOT / "templates" / style / "style.toml"
    text = re.sub(r'^grade = .*\n', "", path.read_text(), flags=re.M)
    path.write_text(re.sub(r"^(base = .*\n)", rf'\1grade = "{letter}"\n', text, flags=re.M))


def available():
    modules = {"pypdf": "pypdf", "pdfminer": "pdfminer"}
    for name in EXTRACTORS:
        try:
            found = __import__(modules[name]) if name in modules else None
        except ImportError:
            found = False
        tool = "mutool" if name == "mutool" else "pdftotext"
        if found or (found is None and shutil.which(tool)):
            yield name
        else:
            print(f"{name} is not installed", file=sys.stderr)


def main():
    arguments = [argument for argument in sys.argv[1:] if argument != "--write"]
    if not arguments:
        sys.exit(__doc__)
    binary, *styles = arguments
    styles = styles or [style["name"] for style in json.loads(run(binary, "styles", "--json"))]
    names = list(available())
    print("| style | " + " | ".join(names) + " | grade |")
    print("|---" * (len(names) + 2) + "|")
    with tempfile.TemporaryDirectory() as folder:
        for style in styles:
            scores = measure(binary, style, names, folder)
            letter = grade(scores)
            print(f"| `{style}` | " + " | ".join(f"{value:.0f}" for value in scores.values()) + f" | {letter} |", flush=True)
            if "--write" in sys.argv:
                write(style, letter)


if __name__ == "__main__":
    main()
