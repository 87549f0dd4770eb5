"""The program under test, as a public newswire on loopback."""

import json
import os
import signal
import sqlite3
import subprocess
import time
from contextlib import closing

from message import Message


class Newswire:
    """One folder, one process, known to others by its origin."""

    def __init__(self, program, folder, origin, port, **settings):
        self.program, self.folder, self.origin, self.port = program, folder, origin, port
        folder.mkdir()
        self.settings = {name: value for name, value in os.environ.items() if not name.startswith("COOPWIRE_")} | {
            "COOPWIRE_SITE_URL": origin, "COOPWIRE_SITE_IMPRINT": f"{origin}/imprint",
            "COOPWIRE_SITE_PRIVACY": f"{origin}/privacy", "COOPWIRE_SITE_CONTACT": "mailto:post@coop.test",
            "COOPWIRE_OUTBOUND_ALLOW": "127.0.0.0/8"} | settings
        self.process = None

    def list(self, outlines):
        (self.folder / "feeds.opml").write_text(
            f'<opml version="2.0" xmlns:coop="urn:coopwire:opml"><body>{outlines}</body></opml>')

    def start(self):
        with open(self.folder / "log", "ab") as log:
            self.process = subprocess.Popen(
                [self.program, "serve", "--listen", f"127.0.0.1:{self.port}"], cwd=self.folder,
                env=self.settings, stdout=log, stderr=subprocess.STDOUT)

    def wait_until_it_answers(self, seconds=20):
        end = time.monotonic() + seconds
        while time.monotonic() < end and self.process.poll() is None:
            if self.ask("/healthz").status == 200:
                return
            time.sleep(0.1)
        raise SystemExit(f"interop: coopwire does not answer:\n{self.state()}")

    def stop(self, how=signal.SIGTERM):
        if self.process is None:
            return
        self.process.send_signal(how)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def command(self, *words):
        return subprocess.run(
            [self.program, *words], cwd=self.folder, env=self.settings, capture_output=True, text=True)

    def ask(self, path, **headers):
        """What it answers to a GET; underscores in the names of fields stand for hyphens."""
        fields = {name.replace("_", "-"): value for name, value in headers.items()}
        return Message("GET", f"{self.origin}{path}", fields).send(self.port)

    def document(self, path):
        """What stands at one of its ids."""
        answer = self.ask(path, accept="application/activity+json")
        return json.loads(answer.body) if answer.status == 200 else {}

    def rows(self, sql):
        """What its database says, and nothing where there is none yet."""
        try:
            with closing(sqlite3.connect(self.folder / "data/coopwire.sqlite", timeout=10)) as database:
                return database.execute(sql).fetchall()
        except sqlite3.OperationalError:
            return []

    def read_feeds_again(self):
        """Lets it ask its sources at once, as if their time had come."""
        with closing(sqlite3.connect(self.folder / "data/coopwire.sqlite", timeout=10)) as database:
            with database:
                database.execute(
                    "UPDATE source SET next_check = 0, state = json_set(state, '$.nextCheck', 0, '$.lastTry', 0)")

    def entries(self):
        [(count,)] = self.rows("SELECT count(*) FROM entry WHERE removed IS NULL") or [(0,)]
        return count

    def log(self):
        return (self.folder / "log").read_text()

    def state(self):
        """Whether it still runs, what it said first, which is where a crash names its reason, and last."""
        ended = self.process.poll()
        return ((f"coopwire ended with {ended}\n" if ended is not None else "")
                + self.log()[:2000] + "\n…\n" + self.log()[-2000:])
