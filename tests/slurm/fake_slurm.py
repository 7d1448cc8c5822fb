"""Stand-ins for sbatch, scontrol and squeue that write down what they are told. Each knows just what
submit.sh and `import slurm --live` use (queue.json, nodes.txt and waiting are what it answers, made by the
test). FAKE_DIE_AT=N kills the whole process group right after the N-th call had its effect:
the caller never hears the answer. An outage is a file with a line for every call that it hits: refuse and lost
(sbatch; of lost ones only the answer is), squeue_fails, release_fails, update_fails, update_lost (nobody answers),
goes_down (an update fails for another reason, then squeue),
test_lost (of sbatch --test-only), config_lost, started (an update of a job that has started since the queue was
read)."""

import os
import pathlib

COMMON = r"""#!/bin/bash
set -eu
cd "$FAKE_SLURM"
hit() {  # hit OUTAGE
  [ -s "$1" ] || return
  sed -i 1d "$1"
}
count() {
  echo x >> calls
  if [ "${FAKE_DIE_AT:-0}" -gt 0 ] && [ "$(wc -l < calls)" -eq "$FAKE_DIE_AT" ]; then kill -9 0; fi
}
"""

SBATCH = COMMON + r"""
case "$1" in
  --test-only)
    if hit test_lost; then echo "allocation failure: Unable to contact slurm controller" >&2; exit 1; fi
    echo "sbatch: Job 1 to start" >&2; exit 0 ;;
  --parsable) [ "$2" = --hold ] ;;
esac
script=$OLDPWD/$3
if hit refuse; then
  echo "sbatch: error: QOSMaxSubmitJobPerUserLimit" >&2
  echo "sbatch: error: Batch job submission failed: Job violates accounting/QOS policy" >&2
  exit 1
fi
name=$(sed -n 's/^#SBATCH --job-name=//p' "$script")
touch jobs
id=$((100 + $(wc -l < jobs)))
echo "$id $name" >> jobs
count
if hit lost; then
  echo "sbatch: error: Batch job submission failed: Socket timed out on send/recv operation" >&2
  exit 1
fi
echo "$id"
"""

SCONTROL = COMMON + r"""
case "$*" in
  "show node") cat nodes.txt; exit ;;
  "show reservation") cat reservations.txt 2> /dev/null || echo "No reservations in the system"; exit ;;
  "show reservation "*) exit 1 ;;
esac
case "$1" in
  show)
    if hit config_lost; then echo "slurm_load_ctl_conf error: Unable to contact slurm controller" >&2; exit 1; fi
    echo "MaxArraySize            = ${FAKE_MAX_ARRAY:-1001}" ;;
  requeue) echo "$2" >> requeued ;;
  create) echo "$*" >> reserved ;;
  update)
    shift
    if hit started; then
      sed -i "/^${1#JobId=}$/d" waiting
      echo "slurm_update error: Job is no longer pending execution" >&2
      exit 1
    fi
    if hit update_lost; then echo "slurm_update error: Unable to contact slurm controller" >&2; exit 1; fi
    if hit goes_down; then echo x > squeue_fails; echo "slurm_update error: Unspecified error" >&2; exit 1; fi
    if hit update_fails; then echo "slurm_update error: Access/permission denied" >&2; exit 1; fi
    echo "$*" >> updates; count ;;
  release)
    if hit release_fails; then echo "Unable to contact slurm controller" >&2; exit 1; fi
    echo "$2" >> released; count ;;
esac
"""

SQUEUE = COMMON + r"""
if hit squeue_fails; then echo "slurm_load_jobs error: Socket timed out" >&2; exit 1; fi
case "$*" in
  --json) cat queue.json ;;
  *--format=%i*) cat waiting ;;
  *)
    touch jobs released
    while read -r id name; do
      grep -qx "$id" released || echo "$id|$name|JobHeldUser"
    done < jobs ;;
esac
"""


class FakeSlurm:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir()
        self.tools = self.folder / "tools"
        self.tools.mkdir()
        for name, text in (("sbatch", SBATCH), ("scontrol", SCONTROL), ("squeue", SQUEUE)):
            (self.tools / name).write_text(text)
            (self.tools / name).chmod(0o755)
        for name in ("jobs", "updates", "released", "requeued", "calls"):
            (self.folder / name).touch()

    def environment(self, **more):
        return {**os.environ, "PATH": f"{self.tools}:{os.environ['PATH']}",
                "FAKE_SLURM": str(self.folder), "SUBMIT_WAIT": "0",
                **{name: str(value) for name, value in more.items()}}

    def outage(self, name, calls):
        (self.folder / name).write_text("x\n" * calls)

    def lines(self, name):
        return (self.folder / name).read_text().splitlines()
