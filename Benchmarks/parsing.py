"""Parsing, with and without sanitising, beside `xmllint --sax --noout` on the same files.

Rates are of processor time, whole process: both programs run on one thread and read from the page cache, and
a busy machine disturbs it least.
"""

import json

import corpus
import machine

FEEDS, ENTRIES, SEED = 2000, 30, 7
ROUNDS = 3
AIMS = {"raw": 0.9, "sanitising": 0.75}
MEGABYTES = 40


def corpus_folder():
    """The 2,000 feeds; made once."""
    key = machine.fingerprint(machine.ROOT / "Benchmarks" / "corpus.py")
    return machine.made_once(
        f"corpus-{SEED}-{FEEDS}x{ENTRIES}", key,
        lambda folder: corpus.write(folder, FEEDS, ENTRIES, SEED))


def measure(workshop, report):
    folder = corpus_folder()
    bench = [machine.product("bench"), "parse", str(folder)]
    xmllint = machine.tool("xmllint", "libxml2-utils")
    commands = {
        "xmllint": [xmllint, "--sax", "--noout", *map(str, sorted(folder.iterdir()))],
        "raw": [*bench, "--raw"],
        "sanitising": bench,
    }
    # The first reading of every file warms the page cache for all.
    found = {name: digest(workshop, commands[name]) for name in AIMS}
    best = dict.fromkeys(commands, float("inf"))
    peak = dict.fromkeys(AIMS, 0.0)
    for _ in range(ROUNDS):
        for name, command in commands.items():
            usage = workshop.run(command)
            best[name] = min(best[name], usage.processor_seconds)
            if name in peak:
                peak[name] = max(peak[name], json.loads(usage.output)["peakMegabytes"])
    for name, aim in AIMS.items():
        publish(report, name, aim, found[name], best, peak[name])


def publish(report, name, aim, found, best, peak):
    rate = {key: found["bytes"] / 1e6 / seconds for key, seconds in best.items()}
    report.at_least(f"parsing, {name}", rate[name], rate["xmllint"], aim, "MB/s")
    report.add("… in feeds", f"{found['files'] / best[name]:,.0f} feeds/s",
               f"{found['entries']:,} entries, {found['bytes'] / 1e6:.0f} MB, hash {found['hash']}")
    report.below("… peak memory", peak, MEGABYTES, "MB")


def digest(workshop, command):
    """What one reading gives, with a hash over every field."""
    usage = workshop.run([*command, "--hash"], {"SWIFT_DETERMINISTIC_HASHING": "1"})
    return json.loads(usage.output)
