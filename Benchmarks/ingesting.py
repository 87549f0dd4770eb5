"""Taking in all feeds from a local server, each source on a loopback address of its own."""

import re
from xml.sax.saxutils import quoteattr

import machine
import nginx
import parsing

SECONDS = 20
FOLDERS = 10


def measure(workshop, report):
    usage, summary = ingest(workshop)
    files = parsing.FEEDS
    report.below(f"first refresh of {files:,} feeds", usage.seconds, SECONDS, "s", summary)
    report.add("… in feeds", f"{files / usage.seconds:,.0f} feeds/s")
    report.add("… processor time", f"{usage.processor_seconds:.1f} s")
    report.add("… peak memory", f"{usage.peak_megabytes:.0f} MB")
    size = sum(file.stat().st_size for file in data(workshop).iterdir()) / 1e6
    report.add("… data directory", f"{size:.0f} MB")


def ingest(workshop):
    """Fills the data directory by one refresh; gives what it took and what it says it found."""
    corpus = parsing.corpus_folder()
    addresses = [f"127.1.{number // 200}.{number % 200 + 1}" for number in range(parsing.FEEDS)]
    port = machine.free_port(addresses[0])
    publisher = nginx.start(workshop, corpus, port, addresses)
    feeds = [f"http://{address}:{port}/{file.name}"
             for address, file in zip(addresses, sorted(corpus.iterdir()))]
    write_list(workshop.folder / "feeds.opml", feeds, paused=False)
    write_list(workshop.folder / "paused.opml", feeds, paused=True)
    try:
        usage = workshop.run(
            [machine.product("coopwire"), "refresh", "--opml",
             str(workshop.folder / "feeds.opml"), "--data", str(data(workshop))],
            {"COOPWIRE_OUTBOUND_ALLOW": "127.0.0.0/8"})
    finally:
        machine.end(publisher)
    return usage, summary(usage.output)


def data(workshop):
    return workshop.folder / "data"


def summary(output):
    """The outcomes as the command counts them, on one line."""
    rows = re.findall(r"^(\w[\w ]*?) {2,}(\d+)$", output, re.MULTILINE)
    entries = re.findall(r"^entries: .*$", output, re.MULTILINE)
    return ", ".join([f"{count} {name}" for name, count in rows if name != "all"] + entries)


def write_list(path, feeds, paused):
    """An OPML list of the feeds in ten folders; paused ones are served and not asked."""
    attribute = ' coop:paused="yes"' if paused else ""
    folders = [
        f'<outline text="Sektor {number}" coop:slug="sektor-{number}">\n'
        + "".join(f'<outline type="rss" text="Coop {index}" language="de" '
                  f"xmlUrl={quoteattr(feed)}{attribute}/>\n"
                  for index, feed in enumerate(feeds) if index % FOLDERS == number)
        + "</outline>\n"
        for number in range(FOLDERS)]
    path.write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<opml version="2.0" xmlns:coop="urn:coopwire:opml"><head><title>Corpus</title></head>\n'
        f"<body>\n{''.join(folders)}</body></opml>\n", encoding="utf-8")
