"""Starts `make run` on an empty database as a newcomer would, opens the sign-in page, and stops it again."""

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from setup.checkout import ROOT, say

HOST = "127.0.0.1"
START_SECONDS = 300
STOP_SECONDS = 30
direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def main() -> int:
    """0 when the sign-in page came with its style and a TERM stopped everything; else 1, with the reason."""
    with tempfile.TemporaryDirectory(prefix="jinze-smoke-") as var:
        port = _free_port()
        env = {**os.environ, "JINZE_VAR": var, "JINZE_PORT": str(port), "DATABASE_URL": ""}
        out = Path(var) / "make-run.log"
        with out.open("wb") as log:
            running = subprocess.Popen(
                ["make", "run"], cwd=ROOT, env=env, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
            started = time.monotonic()
            trouble = _visit(running, f"http://{HOST}:{port}/", out)
            seconds = time.monotonic() - started
            trouble = trouble or _leave(running, port)
            _kill(running)
        if trouble:
            say(f"smoke: {trouble}\n--- make run said:\n{out.read_text(errors='replace')}")
            return 1
        say(f"smoke: the sign-in page answered {seconds:.0f} s after `make run`, and it stopped cleanly")
        return 0


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def _visit(running: subprocess.Popen[bytes], address: str, log: Path) -> str:
    """Waits for the greeting, then reads the first page and its styles; gives a reason, or nothing."""
    end = time.monotonic() + START_SECONDS
    while address not in log.read_text(errors="replace"):
        if running.poll() is not None:
            return f"make run ended with {running.returncode}"
        if time.monotonic() > end:
            return f"no answer in {START_SECONDS} s"
        time.sleep(0.2)
    try:
        with direct.open(address, timeout=30) as answer:
            page = answer.read().decode()
        if 'type="password"' not in page:
            return f"{answer.url} is no sign-in page"
        for path in re.findall(r'href="(/static/[^"]+\.css)"', page):
            direct.open(address.rstrip("/") + path, timeout=30).close()
    except OSError as failure:
        return f"{address}: {failure}"
    return ""


def _leave(running: subprocess.Popen[bytes], port: int) -> str:
    """Stops `make run` as a supervisor would; a reason when it does not end or something still serves."""
    running.send_signal(signal.SIGTERM)
    try:
        running.wait(timeout=STOP_SECONDS)
    except subprocess.TimeoutExpired:
        return f"TERM did not stop make run in {STOP_SECONDS} s"
    end = time.monotonic() + STOP_SECONDS
    while time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)):
                return ""
        time.sleep(0.2)
    return "after make run ended, something still served"


def _kill(running: subprocess.Popen[bytes]) -> None:
    if running.poll() is None:
        running.kill()
        running.wait()


if __name__ == "__main__":
    sys.exit(main())
