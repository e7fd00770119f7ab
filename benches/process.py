#!/usr/bin/env python3
"""Times the whole process: one CV of two pages, from start to a PDF on disk.

    cargo build --profile dist && python3 benches/process.py

Runs in turn with an empty Python start, so that a noisy machine weighs on both alike; what counts is the ratio of the medians.
Peak memory is what the system reports for the process.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
BINARY = os.environ.get("CVPDF", os.path.join(ROOT, "target", "dist", "cvpdf"))
RUNS = int(sys.argv[1]) if len(sys.argv) > 1 else 41


def run(command):
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    elapsed = (time.perf_counter() - start) * 1000
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{' '.join(command)} failed with status {process.returncode}")
    return elapsed, usage.ru_maxrss / 1024


def main():
    if not os.path.exists(BINARY):
        sys.exit("build it first: cargo build --profile dist")
    profile = os.path.join(ROOT, "examples", "engineer.json")
    with tempfile.TemporaryDirectory() as folder:
        commands = {"python3 -S -c pass": [sys.executable, "-S", "-c", "pass"]}
        for style in ("compact", "classic", "modern"):
            output = os.path.join(folder, f"{style}.pdf")
            commands[f"cvpdf --style {style}"] = [BINARY, "render", profile, "--style", style, "-o", output]
        times = {name: [] for name in commands}
        memory = dict.fromkeys(commands, 0)
        for _ in range(RUNS):
            for name, command in commands.items():
                elapsed, peak = run(command)
                times[name].append(elapsed)
                memory[name] = max(memory[name], peak)
        base = statistics.median(times["python3 -S -c pass"])
        print(f"{'':24} median ms   ratio   peak MiB   ({RUNS} runs in turn)")
        for name in commands:
            median = statistics.median(times[name])
            print(f"{name:24} {median:9.1f} {median / base:7.2f} {memory[name]:10.1f}")
        print(f"binary: {os.path.getsize(BINARY) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
