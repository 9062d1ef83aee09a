"""What a trial does to the services' processes: kills and restarts them, runs more of them, gives one other settings or a clock of its own."""

import os
import signal
import subprocess
import time
import urllib.request
from contextlib import contextmanager
from email.utils import parsedate_to_datetime
from pathlib import Path

from outside import free_port
from waiting import eventually

READY_SECONDS = 90


class Processes:
    """The part of the lab that minds processes."""

    def pid(self, service):
        """The service's present process, or None between two."""
        try:
            pid, birth = Path(self.system.description["services"][service]["pidFile"]).read_text().split()
            return int(pid) if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19] == birth else None
        except (OSError, IndexError, ValueError):
            return None

    def kill(self, service, sign=signal.SIGKILL):
        """Ends the service's process, which its supervisor starts again."""
        pid = eventually(f"{service} runs", lambda: self.pid(service), READY_SECONDS)
        os.kill(pid, sign)
        return pid

    def kill_and_wait(self, service, sign=signal.SIGKILL):
        self.wait_restarted(service, self.kill(service, sign))

    def wait_restarted(self, service, before):
        """Another process than `before` serves."""
        eventually(f"{service} was started again", lambda: self.pid(service) not in (None, before), READY_SECONDS)
        self.wait_service(service)

    def wait_service(self, service):
        eventually(f"{service} is ready", lambda: self.system.is_ready(service), READY_SECONDS)

    def program(self, service):
        return Path(os.environ["PITCREW_BIN"]) / f"pitcrew-{service}"

    def environment(self, service):
        lines = (self.state / "env" / f"{service}.env").read_text().splitlines()
        return dict(line.split("=", 1) for line in lines)

    def start_instance(self, service, **settings):
        """One more of a service beside the supervised one, on a port of its own; its name."""
        name, port = f"{service}-{len(self.instances) + 2}", free_port()
        environment = {"PATH": os.environ["PATH"], **self.environment(service), "PITCREW_HTTP_PORT": str(port), **settings}
        with open(self.state / "log" / f"{name}.log", "a") as log:
            self.instances[name] = (subprocess.Popen([self.program(service)], env=environment, stdout=log, stderr=log), port)
        eventually(f"{name} is ready", lambda: self.answers(port), READY_SECONDS)
        return name

    def stop_instance(self, name, sign=signal.SIGTERM):
        process, _ = self.instances.pop(name)
        process.send_signal(sign)
        try:
            process.wait(60)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise

    @contextmanager
    def more(self, service, count):
        names = [self.start_instance(service) for _ in range(count)]
        try:
            yield names
        finally:
            for name in names:
                if name in self.instances:
                    self.stop_instance(name)

    @staticmethod
    def answers(port):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2):
                return True
        except OSError:
            return False

    @contextmanager
    def changed(self, service, **settings):
        """The service runs with other settings while the body runs."""
        file = self.state / "env" / f"{service}.env"
        before = file.read_text()
        try:
            file.write_text(before + "".join(f"{name}={value}\n" for name, value in settings.items()))
            self.restart(service)
            yield
        finally:
            file.write_text(before)
            self.restart(service)

    @contextmanager
    def own_clock(self, service):
        """The service lives by a clock that can be set; steady clocks go on as they do when a host's time is set."""
        file = self.outside / "clock"
        clock = Clock(file)
        library = next(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))
        with self.changed(service, LD_PRELOAD=library, FAKETIME_TIMESTAMP_FILE=file, FAKETIME_NO_CACHE=1, FAKETIME_DONT_FAKE_MONOTONIC=1,
                          DONT_FAKE_MONOTONIC=1):
            yield clock

    def host_clock_off(self, service):
        """Seconds by which the clock of the service's host is ahead of ours, by the time its HTTP server tells."""
        with urllib.request.urlopen(self.system.description["services"][service]["url"] + "/healthz", timeout=10) as answer:
            return parsedate_to_datetime(answer.headers["date"]).timestamp() - time.time()

    def restart(self, service):
        self.control("stop", service)
        self.control("start", service)
        self.wait_service(service)


class Clock:
    """How far a service's clock is from the true one."""

    def __init__(self, file):
        self.file = file
        self.set(0)

    def set(self, seconds):
        unfinished = self.file.with_suffix(".next")
        unfinished.write_text(f"{seconds:+d}\n")
        unfinished.rename(self.file)
