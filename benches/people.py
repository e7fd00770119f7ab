#!/usr/bin/env python3
"""Writes distinct CVs of two pages: a file each into a folder, or one per line.

    python3 benches/people.py 2000 people/
    python3 benches/people.py 20000 people.ndjson

Each is `examples/engineer.json` with the words of every text in another order, so that no paragraph that was set before serves again.
The same number gives the same CV everywhere.
"""

import json
import os
import random
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
# Values that mean something to a program stay.
KEPT = {"startDate", "endDate", "date", "releaseDate", "url", "email", "countryCode", "doi", "network", "username", "image", "lang", "meta", "$schema", "sectionOrder"}


def person(profile, number):
    """The profile with other words in every text."""
    rng = random.Random(number)

    def other(value, key=None):
        if key in KEPT:
            return value
        if isinstance(value, dict):
            return {name: other(inner, name) for name, inner in value.items()}
        if isinstance(value, list):
            return [other(inner, key) for inner in value]
        if not isinstance(value, str) or len(value.split()) < 4:
            return value
        words = value.split()
        rng.shuffle(words)
        return " ".join(words)

    made = other(profile)
    made["basics"]["name"] = f"{profile['basics']['name']} {number}"
    made["basics"]["email"] = f"person{number}@example.com"
    return made


def people(count):
    with open(os.path.join(ROOT, "examples", "engineer.json"), encoding="utf-8") as file:
        profile = json.load(file)
    return (person(profile, number) for number in range(1, count + 1))


def write(count, path):
    if path.endswith((".ndjson", ".jsonl")):
        with open(path, "w", encoding="utf-8") as file:
            for made in people(count):
                file.write(json.dumps(made, ensure_ascii=False) + "\n")
        return
    os.makedirs(path, exist_ok=True)
    for number, made in enumerate(people(count), 1):
        with open(os.path.join(path, f"person-{number:06}.json"), "w", encoding="utf-8") as file:
            json.dump(made, file, ensure_ascii=False, indent=1)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    write(int(sys.argv[1]), sys.argv[2])
