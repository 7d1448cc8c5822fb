#include "io/slurm/submit_script.hpp"

namespace nightwatt {

/// Why nothing is ever submitted twice: arrays are submitted held, so one of whose id nothing was
/// written down still waits in the queue, under a name that only this plan gives, and is found
/// there. Everything after that may be done again without harm.
const std::string_view submit_arrays_script = R"SCRIPT(#!/bin/bash
# Hands this folder's jobs to Slurm. May be stopped and run again at any time: journal.tsv says what is
# done, and nothing is submitted twice.
#
#   submit.sh             submits what is not submitted yet
#   submit.sh --dry-run   asks Slurm whether it would take the jobs (sbatch --test-only)
#
# SUBMIT_PAUSE   seconds between two calls, for a controller that must be spared; 0 if not set
# SUBMIT_WAIT    seconds to wait where Slurm takes no more jobs for now or does not answer; 30 if not set
# SUBMIT_TRIES   how often to wait for that before giving up; 20 if not set
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

pause=${SUBMIT_PAUSE:-0}
wait=${SUBMIT_WAIT:-30}
tries=${SUBMIT_TRIES:-20}
tab=$'\t'
no_answer='temporarily|try again|timed out|Unable to contact'

die() { echo "submit.sh: $*" >&2; exit 1; }
again() { echo "submit.sh: $*; run this again" >&2; exit 75; }

# ask COMMAND...: runs a command of Slurm and shows what it says; where Slurm does not answer, all ends.
ask() {
  local said status=0
  said=$("$@" 2>&1) || status=$?
  [ -z "$said" ] || echo "$said" >&2
  [ "$status" -eq 0 ] || ! grep -qiE "$no_answer" <<< "$said" || again "Slurm does not answer"
  return "$status"
}

dry_run=no
case "${1:-}" in
  '') ;;
  --dry-run) dry_run=yes ;;
  *) die "unknown argument $1; there is --dry-run" ;;
esac
for tool in sbatch scontrol squeue flock; do
  command -v "$tool" > /dev/null || die "$tool is missing: run this where Slurm's commands are"
done

mapfile -t scripts < <(cut -f 1 placement.tsv | sort -u -V)
limit=$(scontrol show config | sed -n 's/^MaxArraySize *= *//p') ||
  again "Slurm does not say its MaxArraySize: nothing was done"
largest=$(cut -f 2 placement.tsv | sort -n | tail -n 1)
[ "${largest:-0}" -lt "${limit:-1001}" ] ||
  die "array index $largest is above what this cluster allows (MaxArraySize $limit): export the plan" \
      "again with --array-size $limit"

if [ "$dry_run" = yes ]; then
  refused=0
  for script in "${scripts[@]}"; do
    ask sbatch --test-only "$script" || refused=$((refused + 1))
  done
  [ "$refused" -eq 0 ] || die "$refused of ${#scripts[@]} arrays would be refused"
  echo "Slurm would take all ${#scripts[@]} arrays; $(wc -l < placement.tsv) tasks"
  exit 0
fi

exec 9>> journal.tsv
flock -n 9 || die "another submit.sh works in this folder"
mkdir -p log

# The last word of the journal on every array, and the elements that were placed.
declare -A state id placed
while IFS=$tab read -r what script value; do
  case "$what" in
    submitting | released) state[$script]=$what ;;
    submitted) state[$script]=$what; id[$script]=$value ;;
    placed) placed[$script/$value]=yes ;;
  esac
done < journal.tsv

note() { printf '%s\t%s\t%s\n' "$1" "$2" "${3:-}" >&9; }

# What waits of this user's: ID|NAME|REASON. Fails where Slurm does not answer: that is no empty queue.
waiting_arrays() { squeue --noheader --user="$(id -un)" --states=PENDING --format='%F|%j|%r'; }

# Id of a script's array, if it waits and is held.
find_held() {
  local name
  name=$(sed -n 's/^#SBATCH --job-name=//p' "$1")
  waiting_arrays | awk -F '|' -v name="$name" '$2 == name && $3 ~ /JobHeldUser/ { print $1 }' | sort -u
}

is_released() {
  local arrays
  arrays=$(waiting_arrays) && ! grep -q "^$1|.*JobHeldUser" <<< "$arrays"
}

# submit_held SCRIPT IN_DOUBT: prints the id of its array. In doubt, after an earlier submit.sh died or
# sbatch's answer was lost, Slurm may have it already: held, so that the queue must show it. Nothing is
# submitted before the queue has answered that it does not.
submit_held() {
  local script=$1 in_doubt=$2 answer held try
  for ((try = 1; ; ++try)); do
    if [ "$in_doubt" = yes ] && held=$(find_held "$script"); then
      [ "$(wc -w <<< "$held")" -le 1 ] || die "$script is in the queue more than once: $held"
      if [ -n "$held" ]; then echo "$held"; return; fi
      in_doubt=no
    fi
    if [ "$in_doubt" = no ]; then
      if answer=$(sbatch --parsable --hold "$script" 2> submit.err); then
        echo "${answer%%;*}"
        return
      fi
      cat submit.err >&2
      grep -qiE "limit|$no_answer" submit.err ||
        die "$script was refused; see above. Run this again when the reason is gone."
      in_doubt=yes
    fi
    [ "$try" -lt "$tries" ] || again "Slurm takes no more jobs for now, or does not answer"
    sleep "$wait"
  done
}

for script in "${scripts[@]}"; do
  [ "${state[$script]:-}" = released ] && continue
  job=${id[$script]:-}
  if [ -z "$job" ]; then
    in_doubt=no
    if [ "${state[$script]:-}" = submitting ]; then in_doubt=yes; fi
    note submitting "$script"
    job=$(submit_held "$script" "$in_doubt")
    note submitted "$script" "$job"
    sleep "$pause"
  fi
  while IFS=$tab read -r _ index start node rank; do
    [ "${placed[$script/$index]:-}" = yes ] && continue
    if ! ask scontrol update "JobId=${job}_$index" "StartTime=uts$start" "ReqNodeList=$node" "Nice=$rank"; then
      waiting_arrays > /dev/null || again "Slurm does not answer"
      die "${job}_$index of $script could not be placed; run this again when the reason is gone"
    fi
    note placed "$script" "$index"
    sleep "$pause"
  done < <(awk -F '\t' -v script="$script" '$1 == script' placement.tsv)
  # Once more is no harm, but Slurm calls it an error for jobs that have ended since.
  scontrol release "$job" || is_released "$job" ||
    again "job $job could not be released"
  note released "$script" "$job"
  echo "$script is job $job"
done
rm -f submit.err
echo "all ${#scripts[@]} arrays are submitted"
)SCRIPT";

const std::string_view submit_queued_script = R"SCRIPT(#!/bin/bash
# Tells Slurm where and when the jobs of its queue start. May be stopped and run again at any time:
# journal.tsv says what is done.
#
#   submit.sh             places what is not placed yet
#   submit.sh --dry-run   only shows how many jobs still wait in the queue
#
# SUBMIT_PAUSE   seconds between two calls, for a controller that must be spared; 0 if not set
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

pause=${SUBMIT_PAUSE:-0}
tab=$'\t'
no_answer='temporarily|try again|timed out|Unable to contact'

die() { echo "submit.sh: $*" >&2; exit 1; }
again() { echo "submit.sh: $*; run this again" >&2; exit 75; }

# ask COMMAND...: runs a command of Slurm and shows what it says; where Slurm does not answer, all ends.
ask() {
  local said status=0
  said=$("$@" 2>&1) || status=$?
  [ -z "$said" ] || echo "$said" >&2
  [ "$status" -eq 0 ] || ! grep -qiE "$no_answer" <<< "$said" || again "Slurm does not answer"
  return "$status"
}

dry_run=no
case "${1:-}" in
  '') ;;
  --dry-run) dry_run=yes ;;
  *) die "unknown argument $1; there is --dry-run" ;;
esac
for tool in scontrol squeue flock; do
  command -v "$tool" > /dev/null || die "$tool is missing: run this where Slurm's commands are"
done

waiting_jobs() { squeue --noheader --array --states=PENDING --format=%i; }
queue=$(waiting_jobs) || again "Slurm does not say which jobs wait: nothing was done"
declare -A waiting
while read -r job; do
  if [ -n "$job" ]; then waiting[$job]=yes; fi
done <<< "$queue"

if [ "$dry_run" = yes ]; then
  here=0
  while IFS=$tab read -r job _; do
    [ "${waiting[$job]:-}" = yes ] && here=$((here + 1))
  done < placement.tsv
  echo "$here of $(wc -l < placement.tsv) jobs wait in the queue and would be placed"
  exit 0
fi

exec 9>> journal.tsv
flock -n 9 || die "another submit.sh works in this folder"
declare -A placed
while IFS=$tab read -r _ job; do placed[$job]=yes; done < journal.tsv

gone=0
while IFS=$tab read -r job start node rank; do
  [ "${placed[$job]:-}" = yes ] && continue
  if [ "${waiting[$job]:-}" != yes ]; then
    gone=$((gone + 1))
    continue
  fi
  if ! ask scontrol update "JobId=$job" "StartTime=uts$start" "ReqNodeList=$node" "Nice=$rank"; then
    # It may have started, or been cancelled, since the queue was read: the others wait for their place.
    queue=$(waiting_jobs) || again "Slurm does not answer"
    if ! grep -qxF "$job" <<< "$queue"; then
      gone=$((gone + 1))
      continue
    fi
    die "job $job could not be placed; run this again when the reason is gone"
  fi
  printf 'placed\t%s\n' "$job" >&9
  sleep "$pause"
done < placement.tsv
echo "all jobs that wait are placed; $gone had left the queue"
)SCRIPT";

}  // namespace nightwatt
