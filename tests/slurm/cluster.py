"""A real Slurm cluster of eight nodes on this machine, in a scratch folder: munge, slurmctld and eight
slurmd. It uses ports and sockets of its own, so a Slurm that is installed for real is not touched,
and ends only the processes that it started."""

import os
import pathlib
import shutil
import socket
import subprocess
import tempfile
import time

NODES = 8
TOOLS = ("munged", "slurmctld", "slurmd", "sbatch", "scontrol", "squeue", "scancel", "sinfo")
PATH = f"{os.environ['PATH']}:/usr/sbin:/sbin"

CONFIGURATION = """
ClusterName=nightwatt
SlurmctldHost={host}(127.0.0.1)
SlurmctldPort={port}
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket={folder}/munge.socket,cred_expire=5
CredType=cred/munge
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool/%n
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd.%n.pid
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core_Memory
SchedulerParameters=sched_interval=1,bf_interval=1,batch_sched_delay=0,bf_resolution=1
JobAcctGatherType=jobacct_gather/none
SwitchType=switch/none
MpiDefault=none
ReturnToService=2
JobRequeue=1
KillWait=5
MinJobAge=3600
SlurmdParameters=config_overrides
SuspendProgram={folder}/power-down
ResumeProgram={folder}/power-up
SuspendTime=86400
SuspendTimeout=1
ResumeTimeout=60
NodeName=n[1-{nodes}] NodeHostname={host} NodeAddr=127.0.0.1 Port=[{first}-{last}] CPUs=4 RealMemory=2000
PartitionName=night Nodes=ALL Default=YES MaxTime=INFINITE State=UP
"""


def why_not():
    """Why no cluster can be started here; empty: it can."""
    if os.geteuid() != 0:
        return "slurmctld and slurmd of several nodes need the rights of root"
    missing = [tool for tool in TOOLS if shutil.which(tool, path=PATH) is None]
    if missing:
        return f"not installed: {', '.join(missing)} (packages slurm-wlm and munge)"
    return ""


def free_ports(count):
    """First of `count` neighbouring ports that nobody listens on."""
    for first in range(20000 + os.getpid() % 20000, 65000, count):
        sockets = []
        try:
            for port in range(first, first + count):
                sockets.append(socket.socket())
                sockets[-1].bind(("127.0.0.1", port))
            return first
        except OSError:
            continue
        finally:
            for one in sockets:
                one.close()
    raise RuntimeError("no free ports")


class Cluster:
    def __init__(self):
        self.processes = []
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="nightwatt-slurm-"))
        try:
            self.start()
        except BaseException:
            self.stop()
            raise

    def start(self):
        self.folder.chmod(0o755)
        for name in ("state", "spool"):
            (self.folder / name).mkdir()
        key = self.folder / "munge.key"
        key.write_bytes(os.urandom(64))
        key.chmod(0o600)
        first = free_ports(NODES + 1)
        configuration = self.folder / "slurm.conf"
        configuration.write_text(CONFIGURATION.format(
            host=socket.gethostname().split(".")[0], folder=self.folder, nodes=NODES,
            port=first + NODES, first=first, last=first + NODES - 1))
        for what in ("down", "up"):  # only written down: see powered()
            program = self.folder / f"power-{what}"
            program.write_text(f'#!/bin/sh\necho "$1" >> {self.folder}/powered-{what}\n')
            program.chmod(0o755)
        self.environment = {**os.environ, "PATH": PATH, "SLURM_CONF": str(configuration),
                            "SLURM_TIME_FORMAT": "%s"}
        self.spawn("munged", "--foreground", "--force", f"--key-file={key}",
                   *(f"--{what}-file={self.folder}/munge.{what}" for what in ("pid", "log", "seed")),
                   f"--socket={self.folder}/munge.socket")
        self.wait_for("munge", 20, lambda: (self.folder / "munge.socket").exists())
        self.spawn("slurmctld", "-D", "-c")
        for node in range(1, NODES + 1):
            self.spawn("slurmd", "-D", "-N", f"n{node}", log=f"n{node}")
        self.wait_for_nodes()

    def wait_for_nodes(self):
        self.wait_for("nodes", 60, lambda: self.call(
            "sinfo", "-h", "-N", "-o", "%t", check=False).stdout.split() == ["idle"] * NODES)

    def powered(self, what):
        """Nodes that Slurm powered down or up, in order."""
        path = self.folder / f"powered-{what}"
        return path.read_text().split() if path.exists() else []

    def boot_last_node(self):
        """As if it had been powered up."""
        self.end(self.processes.pop())
        self.spawn("slurmd", "-D", "-b", "-N", f"n{NODES}", log=f"n{NODES}")
        self.wait_for_nodes()

    def spawn(self, *command, log=None):
        with open(self.folder / f"{log or command[0]}.log", "w", encoding="utf-8") as output:
            self.processes.append(subprocess.Popen(
                command, env=self.environment, stdout=output, stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL, start_new_session=True))

    def wait_for(self, what, seconds, ready):
        end = time.monotonic() + seconds
        while not ready():
            if time.monotonic() > end:
                logs = "".join(f"== {log.name}\n{log.read_text()[-1500:]}"
                               for log in self.folder.glob("*.log"))
                raise RuntimeError(f"{what}: not there after {seconds} s\n{logs}")
            time.sleep(0.2)

    def call(self, *command, check=True, **options):
        return subprocess.run([str(word) for word in command], env=self.environment, text=True,
                              capture_output=True, check=check, timeout=60, **options)

    def active_jobs(self):
        """Jobs that wait, run or end, one line an array element."""
        return self.call("squeue", "-h", "-r", "-o", "%i").stdout.split()

    def accounting(self):
        """What `sacct -P` would print; this cluster has no accounting, but forgets no job."""
        rows = self.call("squeue", "-h", "-r", "-t", "all", "-o", "%i|%j|%N|%T|%S|%e").stdout
        return "JobID|JobName|NodeList|State|Start|End\n" + rows

    def stop(self):
        if self.processes:
            self.call("scancel", "--user=root", "--full", check=False)
            end = time.monotonic() + 15
            while time.monotonic() < end and self.call("squeue", "-h", check=False).stdout:
                time.sleep(0.2)
        for process in reversed(self.processes):
            process.terminate()
        for process in self.processes:
            self.end(process)
        shutil.rmtree(self.folder, ignore_errors=True)

    @staticmethod
    def end(process):
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
