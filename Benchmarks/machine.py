"""The machine measured on: its processes, its ports, its folders."""

import hashlib
import os
import resource
import shutil
import socket
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / ".build" / "bench"
PRODUCTS = ROOT / ".build" / "release"


class Trouble(Exception):
    """Why a figure cannot be had, in a sentence."""


def cores():
    return len(os.sched_getaffinity(0))


def description():
    names = [line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")]
    return f"{cores()} cores{', ' + names[0] if names else ''}"


def load():
    return " ".join(f"{value:.2f}" for value in os.getloadavg())


def product(name):
    path = PRODUCTS / name
    if not path.exists():
        raise Trouble(f"{path} is missing; type: swift build -c release --product {name}")
    return str(path)


def tool(name, package):
    path = shutil.which(name, path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")
    if not path:
        raise Trouble(f"{name} is missing; type: sudo apt-get install {package}")
    return path


def fingerprint(*paths):
    """A short name for what the files hold, so that what was made from them is made anew when they change."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def made_once(name, key, make):
    """The cached folder of that name; MAKE fills it where the key is new, whole or not at all."""
    path = CACHE / f"{name}-{key}"
    if not path.exists():
        for older in CACHE.glob(f"{name}-*"):
            shutil.rmtree(older)
        unfinished = CACHE / f"{name}-unfinished"
        unfinished.mkdir(parents=True)
        make(unfinished)
        unfinished.rename(path)
    return path


def free_port(address="127.0.0.1"):
    with socket.socket() as probe:
        probe.bind((address, 0))
        return probe.getsockname()[1]


@dataclass
class Usage:
    """What one run of a program took."""

    output: str
    seconds: float
    processor_seconds: float
    peak_megabytes: float


class Workshop:
    """A temporary folder and the processes started in it; none of them outlives it."""

    def __enter__(self):
        limit = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))
        self.folder = Path(tempfile.mkdtemp(prefix="coopwire-bench-"))
        self.processes = []
        return self

    def __exit__(self, *_):
        for process in self.processes:
            end(process)
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self, command, port, address="127.0.0.1"):
        """Starts a server in the project's folder and waits until it listens."""
        log = self.folder / f"{Path(command[0]).name}-{port}.log"
        with open(log, "wb") as file:
            process = subprocess.Popen(
                command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=file, stderr=subprocess.STDOUT)
        self.processes.append(process)
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and process.poll() is None:
            try:
                socket.create_connection((address, port), timeout=1).close()
                return process
            except OSError:
                time.sleep(0.05)
        raise Trouble(f"{command[0]} does not listen on port {port}: {tail(log.read_text())}")

    def run(self, command, environment=None, timeout=900):
        """Runs a program to its end, which must be a good one."""
        with tempfile.TemporaryFile(dir=self.folder) as output:
            start = time.perf_counter()
            process = subprocess.Popen(
                command, cwd=self.folder, env=os.environ | (environment or {}),
                stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT)
            timer = threading.Timer(timeout, process.kill)
            timer.start()
            watch = MemoryWatch(process.pid)
            try:
                _, status, usage = os.wait4(process.pid, 0)
                seconds = time.perf_counter() - start
            except BaseException:
                process.kill()
                process.wait()
                raise
            finally:
                timer.cancel()
                watch.stop()
            process.returncode = os.waitstatus_to_exitcode(status)
            output.seek(0)
            text = output.read().decode(errors="replace")
        if process.returncode:
            raise Trouble(f"{' '.join(command[:3])} ended with {process.returncode}: {tail(text)}")
        return Usage(text, seconds, usage.ru_utime + usage.ru_stime, watch.peak_megabytes)


class MemoryWatch:
    """Reads a process's peak from the kernel while it runs; wait4's would include our own before `exec`."""

    def __init__(self, pid):
        self.status = f"/proc/{pid}/status"
        self.peak_megabytes = 0.0
        self.stopped = threading.Event()
        self.thread = threading.Thread(target=self.watch)
        self.thread.start()

    def watch(self):
        while not self.stopped.wait(0.02):
            try:
                with open(self.status) as file:
                    lines = [line for line in file if line.startswith("VmHWM:")]
            except OSError:
                continue
            if lines:
                self.peak_megabytes = int(lines[0].split()[1]) / 1024

    def stop(self):
        self.stopped.set()
        self.thread.join()


def end(process):
    process.terminate()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def tail(text):
    lines = text.strip().splitlines()[-3:]
    return " / ".join(lines) or "it said nothing"
