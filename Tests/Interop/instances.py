#!/usr/bin/env python3
"""Two newswires behind TLS, as operators run them, that follow one another: instances.py PROGRAM"""

import http.server
import os
import signal
import socket
import sqlite3
import ssl
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import closing
from pathlib import Path

sys.dont_write_bytecode = True

PATIENCE = 60
LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"


class Checks:
    def __init__(self):
        self.passed = self.failed = 0

    def until(self, what, holds):
        """Waits for it, and not for ever."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if holds():
                self.passed += 1
                print(f"ok     {what}", flush=True)
                return
            time.sleep(0.2)
        self.failed += 1
        print(f"FAILED {what}", flush=True)


class Publisher:
    """A mill with a feed, to which articles are added."""

    def __init__(self, address):
        self.titles = []
        publisher = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                is_feed = self.path == "/feed"
                body = publisher.feed().encode() if is_feed else b""
                self.send_response(200 if is_feed else 404)
                self.send_header("Content-Type", "application/rss+xml")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer((address, 0), Handler)
        self.url = f"http://{address}:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def feed(self):
        date = time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime())
        items = "".join(
            f"<item><title>{title}</title><guid>{title}</guid><link>{self.url}/{title}</link>"
            f"<pubDate>{date}</pubDate><description>Mehr über {title}.</description></item>"
            for title in self.titles)
        return (f'<rss version="2.0"><channel><title>Mühle</title><link>{self.url}/</link>'
                f"<description>Mehl</description>{items}</channel></rss>")


class TLSProxy:
    """Ends TLS before a server, and passes every byte on as it is."""

    def __init__(self, address, certificate, key, port):
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(certificate, key)
        self.listener = socket.create_server((address, 0))
        self.port = self.listener.getsockname()[1]
        self.behind = port
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            client, _ = self.listener.accept()
            threading.Thread(target=self.serve, args=(client,), daemon=True).start()

    def serve(self, client):
        try:
            client = self.context.wrap_socket(client, server_side=True)
            server = socket.create_connection(("127.0.0.1", self.behind))
        except OSError:
            return client.close()
        threading.Thread(target=pass_on, args=(client, server), daemon=True).start()
        pass_on(server, client)


def pass_on(source, target):
    try:
        while part := source.recv(65536):
            target.sendall(part)
    except OSError:
        pass
    for end in (source, target):
        try:
            end.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass


class Instance:
    def __init__(self, program, folder, address, certificate, key):
        self.program, self.folder = program, folder
        folder.mkdir()
        self.port = free_port()
        self.proxy = TLSProxy(address, certificate, key, self.port)
        self.host = f"{address}:{self.proxy.port}"
        self.origin = f"https://{self.host}"
        self.settings = {name: value for name, value in os.environ.items() if not name.startswith("COOPWIRE_")} | {
            "COOPWIRE_SITE_URL": self.origin, "COOPWIRE_SITE_IMPRINT": f"{self.origin}/imprint",
            "COOPWIRE_SITE_PRIVACY": f"{self.origin}/privacy", "COOPWIRE_SITE_CONTACT": "mailto:post@coop.test",
            "COOPWIRE_OUTBOUND_ALLOW": "127.0.0.0/8", "COOPWIRE_OUTBOUND_CA_FILE": str(certificate)}

    def list(self, outlines):
        (self.folder / "feeds.opml").write_text(
            f'<opml version="2.0" xmlns:coop="urn:coopwire:opml"><body>{outlines}</body></opml>')

    def start(self):
        with open(self.folder / "log", "ab") as log:
            self.process = subprocess.Popen(
                [self.program, "serve", "--listen", f"127.0.0.1:{self.port}"], cwd=self.folder,
                env=self.settings, stdout=log, stderr=subprocess.STDOUT)

    def stop(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        self.process.wait(20)

    def command(self, *words):
        return subprocess.run(
            [self.program, *words], cwd=self.folder, env=self.settings, capture_output=True, text=True)

    def rows(self, sql):
        try:
            with closing(sqlite3.connect(self.folder / "data/coopwire.sqlite", timeout=10)) as database:
                return database.execute(sql).fetchall()
        except sqlite3.OperationalError:
            return []

    def ask_again(self):
        """Lets it ask its sources at once, as if their time had come."""
        with closing(sqlite3.connect(self.folder / "data/coopwire.sqlite", timeout=10)) as database:
            with database:
                database.execute(
                    "UPDATE source SET next_check = 0, state = json_set(state, '$.nextCheck', 0, '$.lastTry', 0)")

    def entries(self):
        return self.rows("SELECT count(*) FROM entry WHERE removed IS NULL")

    def log(self):
        return (self.folder / "log").read_text()[-3000:]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def name(number):
    """What an entry's page is called."""
    return "".join(LETTERS[number >> 5 * place & 31] for place in reversed(range(13)))


def talk(checks, mill, first, second):
    mill.titles.append("Archiv")
    first.list(f'<outline text="Essen" coop:handle="essen"><outline text="Mühle" xmlUrl="{mill.url}/feed" '
               'coop:handle="muehle"/></outline>')
    first.start()
    checks.until("the first reads a feed", lambda: first.entries() == [(1,)])
    second.list(f'<outline type="activitypub" text="Mühle" coop:account="@muehle@{first.host}"/>')
    second.start()
    follower = f"{second.origin}/ap/users/news"
    checks.until("the second's follow is accepted", lambda: second.rows("SELECT state FROM following") == [("accepted",)])
    checks.until("the first has a follower", lambda: first.rows("SELECT actor, id FROM follower") == [("muehle", follower)])
    checks.until("the second reads the outbox", lambda: second.entries() == [(1,)])
    checks.until("nothing of it is boosted", lambda: second.rows("SELECT * FROM post") == [])

    mill.titles.append("Mehl")
    first.ask_again()
    checks.until("a new article is told by three actors", lambda: [row[0] for row in first.rows(
        "SELECT actor FROM post ORDER BY actor")] == ["essen", "muehle", "news"])
    note = f"{first.origin}/ap/notes/{name(first.rows('SELECT max(id) FROM entry')[0][0])}"
    checks.until("it arrives at the second", lambda: second.entries() == [(2,)])
    checks.until("which boosts the first's own post", lambda: second.rows("SELECT actor, object FROM post") == [("news", note)])

    mill.titles.append("Kleie")
    first.ask_again()
    checks.until("another article is taken in", lambda: first.entries() == [(3,)])
    first.stop(signal.SIGKILL)
    first.start()
    checks.until("after kill -9 it arrives all the same", lambda: second.entries() == [(3,)])
    time.sleep(3)
    checks.until("and once", lambda: second.entries() == [(3,)] and len(second.rows("SELECT * FROM post")) == 2)

    removed = first.rows("SELECT max(id) FROM entry")[0][0]
    checks.until("it is taken down by a command", lambda: first.command("entries", "remove", name(removed)).returncode == 0)
    checks.until("the deletion arrives", lambda: second.entries() == [(2,)])
    checks.until("and the boost is taken back", lambda: second.rows("SELECT count(*) FROM post WHERE withdrawn IS NOT NULL") == [(1,)])

    second.list("")
    checks.until("a source that is no longer listed is not followed any more", lambda: first.rows("SELECT * FROM follower") == [])
    second.list(f'<outline type="activitypub" text="Mühle" coop:account="@muehle@{first.host}"/>')
    checks.until("listed again it is", lambda: len(first.rows("SELECT * FROM follower")) == 1)
    refusal = first.command("actors", "move", "@muehle", f"@news@{second.host}")
    checks.until("a move to whoever does not name the mirror is refused", lambda: refusal.returncode == 1 and "alias" in refusal.stderr)
    checks.until("the other's host is blocked", lambda: first.command("actors", "block", second.host).returncode == 0)
    checks.until("and follows no more", lambda: first.rows("SELECT * FROM follower") == [])


def main(program):
    start = time.monotonic()
    checks = Checks()
    with tempfile.TemporaryDirectory(prefix="coopwire-instances-") as temporary:
        folder = Path(temporary)
        certificate, key = folder / "certificate.pem", folder / "key.pem"
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate,
             "-days", "2", "-subj", "/CN=test", "-addext", "subjectAltName=IP:127.0.0.41,IP:127.0.0.42"],
            check=True, capture_output=True)
        first = Instance(program, folder / "first", "127.0.0.41", certificate, key)
        second = Instance(program, folder / "second", "127.0.0.42", certificate, key)
        try:
            talk(checks, Publisher("127.0.0.43"), first, second)
        finally:
            for instance in (first, second):
                if hasattr(instance, "process"):
                    instance.stop()
                if checks.failed:
                    print(f"{instance.origin}\n{instance.log()}")
    print(f"{time.monotonic() - start:.0f} s")
    print(f"{checks.passed} passed, {checks.failed} failed")
    return 1 if checks.failed else 0


if __name__ == "__main__":
    sys.exit(main(os.path.abspath(sys.argv[1])))
