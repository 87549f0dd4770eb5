"""The program under test, as a public newswire on loopback."""

import json
import os
import subprocess
import tempfile
import time
from pathlib import Path

from message import Message

HOST = "coop.test"
LIST = """<opml version="2.0" xmlns:coop="urn:coopwire:opml"><body>
<outline text="Mühle" xmlUrl="http://127.0.9.2/feed" coop:paused="yes"/></body></opml>
"""


class Newswire:
    def __init__(self, program, port):
        self.port = port
        self.folder = tempfile.TemporaryDirectory(prefix="coopwire-interop-")
        folder = Path(self.folder.name)
        (folder / "feeds.opml").write_text(LIST)
        self.log = folder / "log"
        settings = {name: value for name, value in os.environ.items() if not name.startswith("COOPWIRE_")}
        settings |= {
            "COOPWIRE_SITE_URL": f"https://{HOST}",
            "COOPWIRE_SITE_IMPRINT": f"https://{HOST}/imprint",
            "COOPWIRE_SITE_PRIVACY": f"https://{HOST}/privacy",
            "COOPWIRE_SITE_CONTACT": f"mailto:post@{HOST}",
            "COOPWIRE_OUTBOUND_ALLOW": "127.0.0.0/8",
        }
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(
                [program, "serve", "--opml", folder / "feeds.opml", "--data", folder / "data",
                 "--listen", f"127.0.0.1:{port}"],
                cwd=folder, env=settings, stdout=log, stderr=subprocess.STDOUT)

    def wait_until_it_answers(self, seconds=20):
        end = time.monotonic() + seconds
        while time.monotonic() < end and self.process.poll() is None:
            if Message("GET", f"https://{HOST}/healthz").send(self.port)[0] == 200:
                return
            time.sleep(0.1)
        raise SystemExit(f"interop: coopwire does not answer:\n{self.state()}")

    def state(self):
        """Whether it still runs, and what it said first, which is where a crash names its reason."""
        ended = self.process.poll()
        return (f"coopwire ended with {ended}\n" if ended is not None else "") + self.log.read_text()[:4000]

    def document(self, path):
        """What stands at one of its ids."""
        asked = Message("GET", f"https://{HOST}{path}", {"accept": "application/activity+json"})
        status, body = asked.send(self.port)
        return json.loads(body) if status == 200 else {}

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.folder.cleanup()
