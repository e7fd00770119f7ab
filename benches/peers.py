#!/usr/bin/env python3
"""Times cvpdf beside others, each as a process of its own, in turn. Who is absent is left out.

    pip install typst rendercv; npm install -g resume-cli jsonresume-theme-even
    cargo build --profile dist && python3 benches/peers.py [RUNS]

- an empty Python start, the unit of the ratios
- typst-py: compiles the pages that cvpdf makes, from the same style, data and fonts
- RenderCV and resume-cli: a CV of their own form and style, since they take no other; they tell how long their users wait

CVPDF names another binary.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
BINARY = os.environ.get("CVPDF", os.path.join(ROOT, "target", "dist", "cvpdf"))
RUNS = int(sys.argv[1]) if len(sys.argv) > 1 else 21
PROFILE = os.path.join(ROOT, "examples", "engineer.json")

TYPST = """
import sys, typst
typst.compile(sys.argv[1], output=sys.argv[2], root=sys.argv[3], font_paths=[sys.argv[4]], ignore_system_fonts=True, pdf_standards=["ua-1", "a-2a"])
"""

RENDERCV = """cv:
  name: Ada Example
  email: ada@example.com
  sections:
    experience:
"""


def typst(folder):
    """What typst-py is given: the style with its data, as cvpdf would hand it to the engine."""
    if subprocess.run([sys.executable, "-c", "import typst"], stderr=subprocess.DEVNULL, check=False).returncode:
        return None
    style = os.path.join(folder, "style")
    shutil.copytree(os.path.join(ROOT, "templates", "compact"), style)
    shutil.copytree(os.path.join(ROOT, "templates", "_core"), os.path.join(style, "_core"))
    command = ["cargo", "run", "--quiet", "--example", "data", "--", PROFILE, "compact"]
    data = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True).stdout
    with open(os.path.join(style, "cv.json"), "wb") as file:
        file.write(data)
    fonts = os.path.join(ROOT, "fonts", "source-sans-3")
    main = os.path.join(style, "main.typ")
    return [sys.executable, "-c", TYPST, main, os.path.join(folder, "typst.pdf"), style, fonts]


def rendercv(folder):
    if not shutil.which("rendercv"):
        return None
    entry = '      - company: Acme\n        position: Engineer {n}\n        start_date: 20{n:02}-01\n        end_date: 20{n:02}-12\n        highlights: [{h}]\n'
    highlights = ", ".join(["Led the work on the engine that all others were built upon for years"] * 4)
    path = os.path.join(folder, "rendercv.yaml")
    with open(path, "w", encoding="utf-8") as file:
        file.write(RENDERCV + "".join(entry.format(n=n, h=highlights) for n in range(12, 2, -1)))
    return ["rendercv", "render", path, "--output-folder", os.path.join(folder, "rendercv"), "-nomd", "-nohtml", "-nopng"]


def resume(folder):
    if not shutil.which("resume"):
        return None
    return ["resume", "export", os.path.join(folder, "resume.pdf"), "--resume", PROFILE, "--theme", "even"]


def timed(command):
    start = time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    if done.returncode:
        sys.exit(f"{command[0]} failed: {done.stderr.decode()[-500:]}")
    return (time.perf_counter() - start) * 1000


def main():
    if not os.path.exists(BINARY):
        sys.exit("build it first: cargo build --profile dist")
    with tempfile.TemporaryDirectory() as folder:
        commands = {
            "python3 -S -c pass": [sys.executable, "-S", "-c", "pass"],
            "cvpdf --style compact": [BINARY, "render", PROFILE, "-s", "compact", "-o", os.path.join(folder, "cvpdf.pdf"), "-q"],
            "typst-py, the same pages": typst(folder),
            "RenderCV": rendercv(folder),
            "resume-cli": resume(folder),
        }
        for name in [name for name, command in commands.items() if command is None]:
            print(f"{name} is not installed")
            del commands[name]
        times = {name: [] for name in commands}
        for number in range(RUNS + 1):
            for name, command in commands.items():
                slow = name in ("RenderCV", "resume-cli")
                if slow and number > 3:
                    continue
                taken = timed(command)
                # The first run reads files from the disk.
                if number:
                    times[name].append(taken)
        unit = statistics.median(times["python3 -S -c pass"])
        ours = statistics.median(times["cvpdf --style compact"])
        print(f"{'':26} {'median ms':>10} {'to Python':>10} {'cvpdf to it':>12}")
        for name, values in times.items():
            median = statistics.median(values)
            print(f"{name:26} {median:10.1f} {median / unit:10.2f} {ours / median:12.2f}")


if __name__ == "__main__":
    main()
