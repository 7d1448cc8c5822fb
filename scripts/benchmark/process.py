"""Runs a program and says how long it took and how much memory it had."""

import dataclasses
import os
import signal
import subprocess
import tempfile
import threading
import time


@dataclasses.dataclass(frozen=True)
class Finished:
    code: int  # -9: killed after too long
    out: str
    err: str
    seconds: float
    memory_mib: float  # peak of the program without its children; what this one has at the least


def run(arguments, most_seconds=None, env=None):
    """Output goes to files, so that nobody has to read pipes while waiting for the usage."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        begin = time.monotonic()
        child = subprocess.Popen([str(a) for a in arguments], stdout=out, stderr=err, env=env,
                                 start_new_session=True)
        # The session is the program's own, with all processes that it started.
        watchdog = threading.Timer(most_seconds or threading.TIMEOUT_MAX,
                                   lambda: os.killpg(child.pid, signal.SIGKILL))
        watchdog.daemon = True
        watchdog.start()
        try:
            _pid, status, usage = os.wait4(child.pid, 0)
        except KeyboardInterrupt:
            os.killpg(child.pid, signal.SIGKILL)
            raise
        finally:
            watchdog.cancel()
        child.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.monotonic() - begin
        texts = []
        for file in (out, err):
            file.seek(0)
            texts.append(file.read().decode("utf-8", "replace"))
    return Finished(child.returncode, texts[0], texts[1], seconds, usage.ru_maxrss / 1024)
