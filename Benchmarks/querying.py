"""Questions of readers to an index of 1,000,000 entries."""

import json

import machine

ENTRIES = 1_000_000
MILLISECONDS, MEGABYTES = 5, 200


def measure(workshop, report):
    folder = full_index(workshop)
    filled = json.loads((folder / "filled.json").read_text())
    report.add(f"filling an index of {filled['entries']:,} entries",
               f"{filled['seconds']:.0f} s", f"{filled['entries'] / filled['seconds']:,.0f} entries/s")
    report.add("… database file", f"{(folder / 'index.sqlite').stat().st_size / 1e6:,.0f} MB")
    usage = workshop.run([machine.product("bench"), "query", str(folder / "index.sqlite")])
    answers = json.loads(usage.output)
    for answer in answers["answers"]:
        report.below(answer["question"], answer["median"], MILLISECONDS, "ms",
                     f"{answer['found']} entries, slowest {answer['slowest']:.3g} ms")
    report.below("… resident memory", answers["residentMegabytes"], MEGABYTES, "MB")


def full_index(workshop):
    """The folder of the full index; made once for what shapes it."""
    bench = machine.ROOT / "Benchmarks" / "Bench"
    key = machine.fingerprint(
        machine.ROOT / "Sources" / "Store" / "Schema.swift",
        *(bench / f"{name}.swift" for name in ("FillBench", "MadeUpEntry", "Vocabulary")))

    def fill(folder):
        print(f"filling an index of {ENTRIES:,} entries takes some minutes …", flush=True)
        usage = workshop.run(
            [machine.product("bench"), "fill", str(folder / "index.sqlite"), "--entries", str(ENTRIES)],
            timeout=3600)
        (folder / "filled.json").write_text(usage.output)

    return machine.made_once(f"index-{ENTRIES}", key, fill)
