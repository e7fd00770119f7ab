#!/usr/bin/env python3
"""Measures many documents: CVs per second with one and with two threads, memory, and a run in which nothing changed.

    cargo build --profile dist && python3 benches/batch.py [COUNT [LONG]]

COUNT (2000) distinct CVs of two pages are rendered in `compact` from a folder, LONG (20000) from a stream while memory is watched.
Machines differ, and one and the same by the minute: rates are also told as they would be where an empty Python starts in 5.8 ms.
CVPDF names another binary.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time

import people

ROOT = people.ROOT
BINARY = os.environ.get("CVPDF", os.path.join(ROOT, "target", "dist", "cvpdf"))
COUNT = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
LONG = int(sys.argv[2]) if len(sys.argv) > 2 else 20000


def run(*arguments):
    """Runs to the end; returns seconds."""
    start = time.perf_counter()
    status = subprocess.run([BINARY, *arguments, "--quiet"]).returncode
    if status != 0:
        sys.exit(f"{' '.join(arguments)} failed with status {status}")
    return time.perf_counter() - start


def python():
    """The milliseconds that an empty Python takes: the median of 20."""
    times = []
    for _ in range(20):
        start = time.perf_counter()
        subprocess.run(["python3", "-S", "-c", "pass"], check=True)
        times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times)


def resident(process):
    """What memory a process and those that it started have, in MiB, what they share counted for each; 0 when it has ended."""
    try:
        with open(f"/proc/{process}/status", encoding="ascii") as file:
            lines = [line for line in file if line.startswith("VmRSS")]
        memory = int(lines[0].split()[1]) / 1024 if lines else 0
        for task in os.listdir(f"/proc/{process}/task"):
            with open(f"/proc/{process}/task/{task}/children", encoding="ascii") as file:
                memory += sum(resident(child) for child in file.read().split())
        return memory
    except OSError:
        return 0


def watched(*arguments):
    """Runs and looks at the memory, of its helpers too, twice a second."""
    process = subprocess.Popen([BINARY, *arguments, "--quiet"])
    seen = []
    while process.poll() is None:
        seen.append(resident(process.pid))
        time.sleep(0.5)
    return [value for value in seen if value]


def main():
    if not os.path.exists(BINARY):
        sys.exit("build it first: cargo build --profile dist")
    with tempfile.TemporaryDirectory() as folder:
        source, output = os.path.join(folder, "people"), os.path.join(folder, "out")
        people.write(COUNT, source)
        rates = {}
        before = python()
        for jobs in ("1", "2", "1", "2", "1", "2"):
            seconds = run("render", source, "-o", output, "-s", "compact", "-j", jobs, "--force")
            after = python()
            start = (before + after) / 2
            before = after
            rates.setdefault(jobs, []).append(COUNT / seconds)
            print(
                f"{COUNT} CVs, -j {jobs}: {seconds:.1f} s, {COUNT / seconds:.0f} per second "
                f"({COUNT / seconds * start / 5.8:.0f} where Python starts in 5.8 ms; here it takes {start:.1f})",
                flush=True,
            )
        print(f"two threads against one: {statistics.median(rates['2']) / statistics.median(rates['1']):.2f}")
        seconds = statistics.median(run("render", source, "-o", output, "-s", "compact") for _ in range(3))
        print(f"{COUNT} unchanged: {seconds:.2f} s, so 10,000 in {seconds * 10_000 / COUNT:.2f} s", flush=True)
        if LONG:
            stream = os.path.join(folder, "people.ndjson")
            people.write(LONG, stream)
            seen = watched("render", stream, "-o", os.path.join(folder, "long"), "-s", "compact", "-j", "2")
            quarter = max(1, len(seen) // 4)
            print(
                f"{LONG} CVs from a stream: at most {max(seen):.0f} MiB; "
                f"median of the first quarter {statistics.median(seen[:quarter]):.0f}, of the last {statistics.median(seen[-quarter:]):.0f}"
            )


if __name__ == "__main__":
    main()
