"""What was tried, and what came of it."""

import time

PATIENCE = 60


class Checks:
    def __init__(self):
        self.passed = self.failed = 0
        self.begun = time.monotonic()

    def check(self, what, holds, otherwise=""):
        self.passed, self.failed = self.passed + bool(holds), self.failed + (not holds)
        why = f": {otherwise}" if otherwise and not holds else ""
        print(f"{'ok    ' if holds else 'FAILED'} {what}{why}", flush=True)

    def until(self, what, holds):
        """Waits for it, and not for ever."""
        end = time.monotonic() + PATIENCE
        while not (held := holds()) and time.monotonic() < end:
            time.sleep(0.2)
        self.check(what, held)

    def status(self, what, expected, message, port):
        answer = message.send(port)
        self.check(f"{what}: {expected}", answer.status == expected,
                   f"{answer.status} {answer.body[:200].decode(errors='replace')}")

    def close(self):
        """The last lines, and how the process is to end."""
        print(f"{time.monotonic() - self.begun:.0f} s")
        print(f"{self.passed} passed, {self.failed} failed")
        return 1 if self.failed else 0
