#!/usr/bin/env python3
"""Renders a large folder of mixed inputs, some of them broken, and says whether all that must hold holds.

    cargo build --profile dist && python3 benches/folder.py [COUNT [BROKEN]]

COUNT (10000) inputs in eleven formats, BROKEN (300) of them in twelve ways. What must hold: every good one is rendered, each broken one
is reported with its place and the reason, exit status 1, a complete report; a run that is killed and one after it leave the same folder as
one that nobody disturbs; a further run makes nothing anew. CVPDF names another binary.
"""

import gzip
import io
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
import zipfile

import people

BINARY = os.environ.get("CVPDF", os.path.join(people.ROOT, "target", "dist", "cvpdf"))
COUNT = int(sys.argv[1]) if len(sys.argv) > 1 else 10000
BROKEN = int(sys.argv[2]) if len(sys.argv) > 2 else 300
NAME, MAIL = "Maren Lind", "maren@example.com"
WRITTEN = {"yaml": "yaml", "toml": "toml", "jsonresume": "json", "rendercv": "yaml", "yamlresume": "yml", "fresh": "json", "markdown": "md", "text": "txt"}


def template():
    """A CV of one page."""
    with open(os.path.join(people.ROOT, "examples", "engineer.json"), encoding="utf-8") as file:
        profile = json.load(file)
    profile["basics"] |= {"name": NAME, "email": MAIL}
    profile["work"] = profile["work"][:2]
    return {key: profile[key] for key in ("basics", "work", "education", "skills") if key in profile}


def good(folder):
    """The extension and the text of a CV in each format."""
    path = os.path.join(folder, "template.json")
    with open(path, "w", encoding="utf-8") as file:
        json.dump(template(), file, ensure_ascii=False, indent=2)
    yield "json", open(path, encoding="utf-8").read()
    for format, extension in WRITTEN.items():
        run = subprocess.run([BINARY, "convert", path, "--to", format], capture_output=True, text=True, check=True)
        yield extension, run.stdout


def packed(text):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("profile.json"), text)
    return bytearray(file.getvalue())


def broken(text):
    """Twelve ways to be broken: the extension and the bytes."""
    zipped = packed(text)
    zipped[len(zipped) // 3] ^= 0xFF
    yield "json", text[: len(text) // 2]
    yield "json", text.replace(f'"{NAME}"', NAME)
    yield "json", text.replace('"position": "', '"position": "रोटी ', 1)
    yield "json", '{"basics": {"name": "Ada", "email": "a@example.com"}, "work": ' + "[" * 500 + "]" * 500 + "}"
    yield "yaml", f"basics:\n  name: {NAME}\n email: {MAIL}\nwork: []\n"
    yield "yaml", f'basics:\n  name: "{NAME}\n  email: {MAIL}\n'
    yield "yaml", f"basics: {{name: {NAME}, email: {MAIL}}}\nwork:\n\t- name: Acme\n"
    yield "toml", f'[basics]\nname = {NAME}\nemail = "{MAIL}"\n'
    yield "toml", f'[basics]\nname = "{NAME}"\nname = "Eda"\n'
    yield "xml", f'<?xml version="1.0"?>\n<SkillsPassport xmlns="http://europass.cedefop.europa.eu/Europass"><LearnerInfo><Identification>{NAME}</LearnerInfo></SkillsPassport>\n'
    yield "json.gz", gzip.compress(text.encode())[:200]
    yield "zip", bytes(zipped)


def fill(folder, scratch):
    """Writes the inputs; returns the names of the broken ones."""
    formats = list(good(scratch))
    bad = list(broken(formats[0][1]))
    rng = random.Random(1)
    where = set(rng.sample(range(COUNT), BROKEN))
    names, ways = set(), 0
    for number in range(COUNT):
        own = lambda text: text.replace(NAME, f"Person {number}").replace(MAIL, f"person{number}@example.com")
        if number in where:
            # Each in turn, so that every way occurs.
            extension, text = bad[ways % len(bad)]
            text = own(text) if isinstance(text, str) else text
            ways += 1
        else:
            extension, text = formats[number % len(formats)]
            text = own(text)
            if number % 97 == 0:
                extension, text = f"{extension}.gz", gzip.compress(text.encode(), mtime=0)
            elif number % 89 == 0:
                extension, text = "zip", bytes(packed(own(formats[0][1])))
        path = os.path.join(folder, f"group-{number % 10}", f"person-{number:05}.{extension}")
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(text if isinstance(text, bytes) else text.encode())
        if number in where:
            names.add(os.path.basename(path))
    return names


def start(folder, out):
    return subprocess.Popen([BINARY, "render", folder, "-o", out, "--style", "compact", "--quiet", "--report", f"{out}.json"], stderr=subprocess.DEVNULL)


def tree(folder):
    """All files with their bytes, what the next run remembers included."""
    found = {}
    for where, _, files in os.walk(folder):
        for name in files:
            with open(os.path.join(where, name), "rb") as file:
                found[os.path.relpath(os.path.join(where, name), folder)] = file.read()
    return found


def check(what, holds):
    print(f"{'holds' if holds else 'FAILS'}: {what}")
    return holds


def main():
    with tempfile.TemporaryDirectory() as scratch:
        folder, whole, killed = (os.path.join(scratch, name) for name in ("in", "whole", "killed"))
        names = fill(folder, scratch)
        begun = time.perf_counter()
        status = start(folder, whole).wait()
        seconds = time.perf_counter() - begun
        print(f"{COUNT} inputs in {seconds:.1f} s, {COUNT / seconds:.0f} a second")
        with open(f"{whole}.json", encoding="utf-8") as file:
            report = json.load(file)
        failed = [one for one in report["inputs"] if one["status"] == "failed"]
        made = {name for name in tree(whole) if name.endswith(".pdf")}
        faults = lambda one: [m for m in one["diagnostics"] if m["severity"] == "error"]
        told = all(any(m["message"] and (m.get("line") or m.get("file")) for m in faults(one)) for one in failed)
        ok = [
            check("exit status 1", status == 1),
            check(f"{COUNT - BROKEN} documents", len(made) == COUNT - BROKEN),
            check("the report names every input", len(report["inputs"]) == COUNT),
            check("those that failed are the broken ones", sorted(os.path.basename(one["input"]) for one in failed) == sorted(names)),
            check("each with its place and the reason", told),
        ]
        process = start(folder, killed)
        time.sleep(seconds / 2)
        process.send_signal(signal.SIGKILL)
        process.wait()
        print(f"killed after {sum(name.endswith('.pdf') for name in tree(killed))} documents")
        status = start(folder, killed).wait()
        ok += [check("a second run after a kill: exit status 1", status == 1), check("and the same folder, byte for byte", tree(killed) == tree(whole))]
        before = {path: os.stat(os.path.join(whole, path)).st_mtime_ns for path in made}
        begun = time.perf_counter()
        start(folder, whole).wait()
        print(f"unchanged: {time.perf_counter() - begun:.2f} s")
        ok.append(check("what is unchanged is left alone", all(os.stat(os.path.join(whole, path)).st_mtime_ns == time for path, time in before.items())))
        return 0 if all(ok) else 1


if __name__ == "__main__":
    sys.exit(main())
