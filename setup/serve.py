"""Serves the pages with the worker beside them until Ctrl-C or TERM; one falling over does not pass unseen.

JINZE_PORT     port on 127.0.0.1; default 8000
JINZE_WORKERS  processes that serve pages; default 2
JINZE_DEMO     0 leaves an empty database empty
"""

import ctypes
import http.client
import os
import signal
import socket
import subprocess
import sys
import time

from setup.checkout import PYTHON, ROOT, VENV, say, stop

HOST = "127.0.0.1"
START_SECONDS = 60
STOP_SECONDS = 15
PAUSE_SECONDS = 0.2
RESTART_SECONDS = 2
PR_SET_PDEATHSIG = 1


def main() -> int:
    """Prepares, starts both, prints where to look, and watches; 0 after an asked-for stop."""
    port = _port()
    _refuse_taken(port)
    asked: list[int] = []
    for wanted in (signal.SIGINT, signal.SIGTERM):
        signal.signal(wanted, lambda number, _: asked.append(number))
    prepared = _prepare(asked)
    if prepared or asked:
        return 0 if asked else prepared
    pages, worker = _start(_pages(port)), _start(_worker())
    try:
        if not _answers(port, pages, asked):
            return 0 if asked else 1
        _greet(port)
        while not asked and pages.poll() is None:
            time.sleep(PAUSE_SECONDS)
            if worker.poll() is not None and not asked:
                say(f"The worker ended with {worker.returncode}; starting it again.")
                time.sleep(RESTART_SECONDS)
                worker = _start(_worker())
        if not asked:
            say(f"The server ended with {pages.returncode}; the lines above say why.")
        return 0 if asked else 1
    finally:
        _end(pages, worker)


def _prepare(asked: list[int]) -> int:
    preparing = _start([str(PYTHON), "-m", "setup.prepare"])
    while preparing.poll() is None:
        time.sleep(0.05)
        if asked:
            _end(preparing)
    return preparing.returncode


def _port() -> int:
    value = os.environ.get("JINZE_PORT") or "8000"
    if not value.isdecimal() or not 0 < int(value) < 65536:
        stop(f"JINZE_PORT is {value!r}: say a port between 1 and 65535.")
    return int(value)


def _refuse_taken(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except PermissionError:
            stop(f"Port {port} may be opened by root only. Choose one above 1023: make run JINZE_PORT=8001")
        except OSError:
            stop(f"Port {port} on {HOST} is in use. Choose another: make run JINZE_PORT=8001")


def _pages(port: int) -> list[str]:
    memory = "/dev/shm"  # noqa: S108 - for the heartbeat of workers, which a slow disk would stall
    return [
        *(str(VENV / "bin" / "gunicorn"), "config.wsgi:application", "--bind", f"{HOST}:{port}"),
        *("--workers", os.environ.get("JINZE_WORKERS") or "2", "--worker-class", "gthread", "--threads", "2"),
        *("--graceful-timeout", "5", "--log-level", "warning", "--no-control-socket"),
        *(["--worker-tmp-dir", memory] if os.access(memory, os.W_OK) else []),
    ]


def _worker() -> list[str]:
    return [str(VENV / "bin" / "jinze"), "work"]


def _start(command: list[str]) -> subprocess.Popen[bytes]:
    """In a session of its own: Ctrl-C reaches this script alone, which then stops both in order."""
    return subprocess.Popen(
        command,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=_ends_with_parent,  # noqa: PLW1509 - this script has one thread
    )


def _ends_with_parent() -> None:
    """On Linux the kernel stops the child when this script is killed and can stop it no more."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _answers(port: int, pages: subprocess.Popen[bytes], asked: list[int]) -> bool:
    """Whether the server answers a request before it ends, before a stop is asked for, and in time."""
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and pages.poll() is None and not asked:
        connection = http.client.HTTPConnection(HOST, port, timeout=10)
        try:
            connection.request("GET", "/")
            connection.getresponse()
        except OSError:
            time.sleep(0.1)
        else:
            return True
        finally:
            connection.close()
    if not asked:
        say("The server did not answer; the lines above say why.")
    return False


def _greet(port: int) -> None:
    """Where to look and as whom, in the words of those who will use it."""
    print(f"\n尽责已启动：http://{HOST}:{port}/    （停止：Ctrl-C）\n", flush=True)
    subprocess.run([VENV / "bin" / "jinze", "demo", "--users"], cwd=ROOT, check=False)


def _end(*running: subprocess.Popen[bytes]) -> None:
    for process in running:
        if process.poll() is None:
            process.terminate()
    end = time.monotonic() + STOP_SECONDS
    for process in running:
        try:
            process.wait(timeout=max(0.1, end - time.monotonic()))
        except subprocess.TimeoutExpired:
            say(f"{process.args!r} did not stop in {STOP_SECONDS} s; killing it.")
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


if __name__ == "__main__":
    sys.exit(main())
