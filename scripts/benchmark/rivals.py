"""Other optimizers, each in its own process, with the same cores and time.

Their schedules are evaluated by nightwatt, so every value in the table comes from the same code.
"""

import dataclasses
import os
import pathlib
import signal
import subprocess
import venv

import planner
import process

HERE = pathlib.Path(__file__).parent


@dataclasses.dataclass(frozen=True)
class Peer:
    script: str
    packages: tuple
    families: tuple


PEERS = {
    "cpsat": Peer("cpsat.py", ("ortools==9.*",), ("makespan", "night")),
    "pymoo": Peer("pymoo_genetic.py", ("pymoo==0.6.*",), ("makespan",)),
    "deap": Peer("deap_genetic.py", ("deap==1.4.*",), ("makespan",)),
    "pagmo": Peer("pagmo_genetic.py", ("pygmo==2.*",), ("makespan",)),
}


def _python(out):
    return out / "venv" / "bin" / "python"


def install(names, out):
    """A virtual environment in the output folder with what the peers need."""
    if not _python(out).exists():
        venv.create(out / "venv", with_pip=True)
    packages = ["h5py", "numpy"] + [p for name in names for p in PEERS[name].packages]
    subprocess.run([_python(out), "-m", "pip", "install", "--quiet", *packages], check=True)


def run(name, family, instance, out, seed, seconds, threads):
    schedule = out / f"{instance.stem}.{name}.csv"
    schedule.unlink(missing_ok=True)
    # numpy's own threads count as well.
    limits = {v: str(threads) for v in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")}
    done = process.run([_python(out), HERE / "peers" / PEERS[name].script, family, instance,
                        schedule, seconds, threads, seed], most_seconds=4 * seconds + 120,
                       env={**os.environ, **limits})
    took = {"seconds": done.seconds, "mib": done.memory_mib}
    if done.code == -signal.SIGKILL:
        return {**took, "note": "killed: no plan in four times the time, or no memory"}
    if done.code != 0:
        raise SystemExit(f"{name} failed on {instance}:\n{done.err}")
    if not schedule.exists():
        return {**took, "note": "no plan in time"}
    value = planner.evaluate_schedule(instance, schedule, out)
    return {**took, "value": value, "note": done.out.strip()}
