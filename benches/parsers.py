#!/usr/bin/env python3
"""Measures what two open résumé parsers find in each style, over the résumés beside this file.

    python3 benches/parsers.py target/release/cvpdf PARSERS [STYLE...]

PARSERS is a folder with clones of the parsers and what bundles them (Node 20):

    git clone https://github.com/offlinecv/OfflineCV && git clone https://github.com/xitanggg/open-resume
    npm install esbuild pdfjs-dist@4.10.38 libphonenumber-js @reduxjs/toolkit

Facts: name, mail, phone; of each job title, employer, dates and all bullets; of each degree the
institution, the degree, the dates. A place behind the employer is not counted against it; an
entry that nobody wrote is. "Text" is the mean of the extractors of reading.py. Printed are medians
over the résumés at three sizes.
"""

import json
import re
import statistics
import subprocess
import sys
import tempfile
import unicodedata
from pathlib import Path

import reading

SIZES = ("0.92", "1", "1.08")
RESUMES = sorted((Path(__file__).resolve().parent / "resumes").glob("*.json"))
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
READ_PDF = """
import * as pdfjs from "pdfjs-dist";
export const readPdf = async (file) => {
  const pdf = await pdfjs.getDocument({ url: file, verbosity: 0 }).promise;
  const items = [];
  for (let i = 1; i <= pdf.numPages; i++) {
    const page = await pdf.getPage(i);
    const content = await page.getTextContent();
    await page.getOperatorList();
    for (const { str, transform, fontName, dir, ...rest } of content.items) {
      const name = page.commonObjs.get(fontName).name;
      items.push({ ...rest, fontName: name, text: str, x: transform[4], y: transform[5] });
    }
  }
  return items.filter((item) => item.hasEOL || item.text.trim() !== "");
};
"""
PROGRAMS = {
    "offline": """
import { readFileSync } from "fs";
import { runCascade } from "./OfflineCV/src/lib/heuristics/cascade.ts";
const parse = async (file) => (await runCascade(new Uint8Array(readFileSync(file)))).canonical.fields;
""",
    "open": """
import { readPdf } from "./read-pdf.mjs";
import { groupTextItemsIntoLines } from "lib/parse-resume-from-pdf/group-text-items-into-lines";
import { groupLinesIntoSections } from "lib/parse-resume-from-pdf/group-lines-into-sections";
import { extractResumeFromSections } from "lib/parse-resume-from-pdf/extract-resume-from-sections";
const parse = async (file) =>
  extractResumeFromSections(groupLinesIntoSections(groupTextItemsIntoLines(await readPdf(file))));
""",
}
LOOP = """
for (const file of process.argv.slice(2)) console.log("@@" + JSON.stringify(await parse(file)));
"""
BUNDLE = """
import { build } from "esbuild";
const pdfjs = { name: "pdfjs", setup(b) { b.onResolve({ filter: /^pdfjs-dist$/ },
  () => ({ path: "pdfjs-dist/legacy/build/pdf.mjs", external: true })); } };
await build({ entryPoints: ["offline.ts", "open.ts"], bundle: true, platform: "node", format: "esm",
  outdir: ".", outExtension: { ".js": ".mjs" }, plugins: [pdfjs],
  alias: { lib: process.cwd() + "/open-resume/src/app/lib" } });
"""


def squashed(text):
    return re.sub(r"[^\w@.+]+", "", unicodedata.normalize("NFKC", text or "")).lower()


def bundle(folder):
    (folder / "read-pdf.mjs").write_text(READ_PDF)
    (folder / "bundle.mjs").write_text(BUNDLE)
    for name, program in PROGRAMS.items():
        (folder / f"{name}.ts").write_text(program + LOOP)
    subprocess.run(["node", "bundle.mjs"], cwd=folder, check=True)


def parse(folder, program, files):
    """What a parser makes of each file, in their order."""
    command = ["node", f"{program}.mjs", *files]
    lines = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout
    return [json.loads(line[2:]) for line in lines.splitlines() if line.startswith("@@")]


def from_open(found):
    """(name, mail, phone), jobs, degrees of OpenResume."""
    profile = found["profile"]
    jobs = [(j["jobTitle"], j["company"], j["date"], j["descriptions"]) for j in found["workExperiences"]]
    degrees = [(d["degree"], d["school"], d["date"], []) for d in found["educations"]]
    return (profile["name"], profile["email"], profile["phone"]), jobs, degrees


def from_offline(found):
    def dates(entry):
        end = "present" if entry.get("is_current") else entry.get("end_date") or entry.get("graduation_date")
        return f"{entry.get('start_date')} {end}"

    def job(entry):
        return entry.get("title"), entry.get("company"), dates(entry), (entry.get("description") or "").split("\n")

    def degree(entry):
        return " ".join(entry.get(k) or "" for k in ("degree", "area", "field")), entry.get("institution"), dates(entry), []

    head = tuple(found.get(key) for key in ("full_name", "email", "phone"))
    jobs = [job(entry) for entry in found.get("experience", []) if entry.get("section_label") != "Volunteering"]
    return head, jobs, [degree(entry) for entry in found.get("education", [])]


def told(entry, found):
    """Which facts of an entry a parser tells: title, employer, dates, and the bullets if it has any."""
    title, employer, dates, bullets = found
    name = entry.get("position") or entry["studyType"]
    at, place = entry.get("name") or entry["institution"], entry["location"]
    month = lambda date: squashed(f"{MONTHS[int(date[5:]) - 1]} {date[:4]}")  # noqa: E731
    end = month(entry["endDate"]) if "endDate" in entry else "present"
    yield squashed(title) == squashed(name) if "position" in entry else squashed(name) in squashed(title)
    yield squashed(employer) in {squashed(at + tail) for tail in ("", place, place.split(",")[0])}
    yield month(entry["startDate"]) in squashed(dates) and end in squashed(dates)
    if entry.get("highlights"):
        yield {squashed(text) for text in entry["highlights"]} <= {squashed(text) for text in bullets}


def score(profile, found):
    (name, mail, phone), jobs, degrees = found
    digits = lambda text: re.sub(r"\D", "", text or "")[-10:]  # noqa: E731
    basics = profile["basics"]
    facts = [squashed(name) == squashed(basics["name"]), mail == basics["email"]]
    facts.append(digits(phone) == digits(basics["phone"]))
    invented = 0
    for entries, parsed in ((profile["work"], jobs), (profile["education"], degrees)):
        rest = [entry for entry in parsed if any(entry)]
        for entry in entries:
            best = max(rest, key=lambda found: sum(told(entry, found)), default=("", "", "", []))
            facts += told(entry, best)
            if best in rest and any(told(entry, best)):
                rest.remove(best)
        invented += len(rest)
    return 100 * max(sum(facts) - invented, 0) / len(facts)


def measure(binary, style, parsers, folder, names):
    """(OfflineCV, OpenResume, text, mean) for each résumé at each size."""
    pdfs, profiles, texts = [], [], []
    for source in RESUMES:
        profile = json.loads(source.read_text())
        for size in SIZES:
            pdf, iso = (str(folder / f"{source.stem}-{size}{tail}.pdf") for tail in ("", "-iso"))
            flags = ("-q", "--style", style, "--size", size, "--repeat-employer=on")
            reading.run(binary, "render", str(source), "-o", pdf, *flags)
            reading.run(binary, "render", str(source), "-o", iso, "--dates", "iso", *flags)
            pdfs.append(pdf)
            profiles.append(profile)
            texts.append(statistics.mean(reading.score(profile, reading.EXTRACTORS[name](iso)) for name in names))
    offline = map(from_offline, parse(parsers, "offline", pdfs))
    opened = map(from_open, parse(parsers, "open", pdfs))
    for profile, a, b, text in zip(profiles, offline, opened, texts, strict=True):
        scores = (score(profile, a), score(profile, b), text)
        yield (*scores, statistics.mean(scores))


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    binary, parsers, *styles = sys.argv[1:]
    styles = styles or [style["name"] for style in json.loads(reading.run(binary, "styles", "--json"))]
    parsers = Path(parsers).resolve()
    bundle(parsers)
    names = list(reading.available())
    print("| style | OfflineCV | OpenResume | text | total | lowest |\n|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for style in styles:
            scores = list(measure(binary, style, parsers, Path(folder), names))
            medians = [f"{statistics.median(column):.0f}" for column in zip(*scores)]
            lowest = min(total for *_, total in scores)
            print(f"| `{style}` | " + " | ".join(medians) + f" | {lowest:.0f} |", flush=True)


if __name__ == "__main__":
    main()
