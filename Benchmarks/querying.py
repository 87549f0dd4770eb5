"""Questions of readers to an index of 1,000,000 entries."""

import json

import machine

ENTRIES = 1_000_000
MILLISECONDS, MEGABYTES = 5, 200
QUESTIONS = {
    "newestPage": "newest page",
    "folderPage": "category page",
    "searchCommonWord": "search, one common word",
    "searchTwoWords": "search, two common words",
    "searchRareWord": "search, a common and a rare word",
}


def measure(workshop, report):
    folder = full_index(workshop)
    filled = json.loads((folder / "filled.json").read_text())
    report.add(f"filling an index of {filled['entries']:,} entries",
               f"{filled['seconds']:.0f} s", f"{filled['entries'] / filled['seconds']:,.0f} entries/s")
    report.add("… database file", f"{(folder / 'index.sqlite').stat().st_size / 1e6:,.0f} MB")
    usage = workshop.run([machine.product("bench"), "query", str(folder / "index.sqlite")])
    answers = json.loads(usage.output)
    for key, name in QUESTIONS.items():
        report.below(name, answers[key], MILLISECONDS, "ms")
    report.below("… resident memory", answers["residentMegabytes"], MEGABYTES, "MB")


def full_index(workshop):
    """The folder of the full index; made once for what shapes it."""
    bench = machine.ROOT / "Benchmarks" / "Bench"
    key = machine.fingerprint(
        machine.ROOT / "Sources" / "Store" / "Schema.swift",
        bench / "FillBench.swift", bench / "Vocabulary.swift")

    def fill(folder):
        print(f"filling an index of {ENTRIES:,} entries takes some minutes …", flush=True)
        usage = workshop.run(
            [machine.product("bench"), "fill", str(folder / "index.sqlite"), "--entries", str(ENTRIES)],
            timeout=3600)
        (folder / "filled.json").write_text(usage.output)

    return machine.made_once(f"index-{ENTRIES}-{key}", fill)
