"""Serving the merged feed with `wrk`, beside nginx serving the same bytes as a file."""

import re
import urllib.error
import urllib.request

import ingesting
import machine
import nginx

AIM = 0.7
CONNECTIONS, SECONDS, ROUNDS = 64, 5, 2


def measure(workshop, report):
    wrk = machine.tool("wrk", "wrk")
    if not ingesting.data(workshop).exists():
        ingesting.ingest(workshop)
    ours, theirs = machine.free_port(), machine.free_port()
    server = workshop.start(
        [machine.product("coopwire"), "serve", "--opml", str(workshop.folder / "paused.opml"),
         "--data", str(ingesting.data(workshop)), "--listen", f"127.0.0.1:{ours}"], ours)
    site = workshop.folder / "site"
    site.mkdir()
    plain, _ = get(ours, {"Accept-Encoding": "identity"})
    packed, _ = get(ours, {"Accept-Encoding": "gzip"})
    (site / "feed.atom").write_bytes(plain)
    (site / "feed.atom.gz").write_bytes(packed)
    yardstick = nginx.start(workshop, site, theirs)
    kinds = {
        f"/feed.atom, {len(plain) / 1000:.0f} kB": (200, {"Accept-Encoding": "identity"}),
        f"/feed.atom in gzip, {len(packed) / 1000:.0f} kB": (200, {"Accept-Encoding": "gzip"}),
        "/feed.atom not modified": (304, {}),
    }
    for name, (status, headers) in kinds.items():
        rates = compare(workshop, wrk, (ours, theirs), status, headers)
        report.at_least(name, rates[ours], rates[theirs], AIM, "requests/s")
    report.add("… resident memory", f"{resident(server):.0f} MB")
    machine.end(server)
    machine.end(yardstick)


def compare(workshop, wrk, ports, status, headers):
    """The best rate of each server; they take turns."""
    best = dict.fromkeys(ports, 0.0)
    for _ in range(ROUNDS):
        for port in ports:
            asked = dict(headers)
            if status == 304:
                asked["If-None-Match"] = get(port, {"Accept-Encoding": "identity"})[1]["ETag"]
            check(port, asked, status)
            best[port] = max(best[port], rate(workshop, wrk, port, asked))
    return best


def rate(workshop, wrk, port, headers):
    options = [text for name, value in headers.items() for text in ("-H", f"{name}: {value}")]
    usage = workshop.run(
        [wrk, f"-t{machine.cores()}", f"-c{CONNECTIONS}", f"-d{SECONDS}s", *options, url(port)])
    if "Non-2xx" in usage.output or "Socket errors" in usage.output:
        raise machine.Trouble(f"wrk met trouble on port {port}: {machine.tail(usage.output)}")
    return float(re.search(r"Requests/sec:\s+([\d.]+)", usage.output)[1])


def check(port, headers, status):
    """The answer is the one to be measured, on both servers."""
    try:
        with urllib.request.urlopen(urllib.request.Request(url(port), headers=headers)) as answer:
            got, encoding = answer.status, answer.headers.get("Content-Encoding", "identity")
    except urllib.error.HTTPError as error:
        got, encoding = error.code, None
    wanted = headers.get("Accept-Encoding")
    if got != status or (status == 200 and encoding != wanted):
        raise machine.Trouble(f"port {port} answers {got} ({encoding}), not {status} ({wanted})")


def get(port, headers):
    with urllib.request.urlopen(urllib.request.Request(url(port), headers=headers)) as answer:
        return answer.read(), answer.headers


def url(port):
    return f"http://127.0.0.1:{port}/feed.atom"


def resident(process):
    with open(f"/proc/{process.pid}/status") as file:
        return next(int(line.split()[1]) / 1024 for line in file if line.startswith("VmRSS:"))
