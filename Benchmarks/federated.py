"""A public newswire without sources, ready to deliver and to receive on loopback."""

import os
import sqlite3
import time
import urllib.request
from contextlib import closing

import machine

HOST = "news.example.coop"
LIST = """<opml version="2.0" xmlns:coop="urn:coopwire:opml"><body>
<outline text="Mühle" xmlUrl="http://127.0.9.2/feed" coop:paused="yes"/></body></opml>
"""


class Newswire:
    def __init__(self, workshop, name):
        self.folder = workshop.folder / name
        self.folder.mkdir()
        self.workshop = workshop
        self.port = machine.free_port()
        (self.folder / "feeds.opml").write_text(LIST)
        self.settings = {
            "COOPWIRE_SITE_URL": f"https://{HOST}",
            "COOPWIRE_SITE_IMPRINT": f"https://{HOST}/about",
            "COOPWIRE_SITE_PRIVACY": f"https://{HOST}/about",
            "COOPWIRE_SITE_CONTACT": "post@example.coop",
            "COOPWIRE_OUTBOUND_ALLOW": "127.0.0.0/8",
        }
        self.process = None

    @property
    def database(self):
        return self.folder / "data" / "coopwire.sqlite"

    def start(self):
        before = {key: os.environ.get(key) for key in self.settings}
        os.environ.update(self.settings)
        try:
            self.process = self.workshop.start(
                [machine.product("coopwire"), "serve", "--opml", str(self.folder / "feeds.opml"),
                 "--data", str(self.folder / "data"), "--listen", f"127.0.0.1:{self.port}"],
                self.port)
        finally:
            for key, value in before.items():
                os.environ.pop(key) if value is None else os.environ.update({key: value})
        # The key pair is made at the first look, which is not what is measured.
        self.get("/ap/users/news")
        self.get("/ap/actor")

    def get(self, path):
        asked = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}",
            headers={"Accept": "application/activity+json", "Host": HOST})
        with urllib.request.urlopen(asked) as answer:
            return answer.read()

    def post(self, path, headers, body):
        """Trouble where it is not taken."""
        asked = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", headers=headers, data=body)
        with urllib.request.urlopen(asked, timeout=30) as answer:
            if answer.status != 202:
                raise machine.Trouble(f"a good request was answered {answer.status}")

    def stop(self):
        machine.end(self.process)

    def query(self, sql, *arguments):
        with closing(sqlite3.connect(self.database, timeout=30)) as database:
            return database.execute(sql, arguments).fetchall()

    def change(self, sql, rows):
        with closing(sqlite3.connect(self.database, timeout=30)) as database:
            with database:
                database.executemany(sql, rows)


def wait_until(is_done, seconds, what):
    """The seconds it took; nobody waits for ever."""
    start = time.perf_counter()
    while not is_done():
        if time.perf_counter() - start > seconds:
            raise machine.Trouble(f"{what} was not done after {seconds} s")
        time.sleep(0.25)
    return time.perf_counter() - start
