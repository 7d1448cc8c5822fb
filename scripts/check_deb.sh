#!/usr/bin/env bash
# Installs the Debian package in a clean Debian 12, by apt and with what it depends on, and looks at it
# there: check_deb.sh [PACKAGE.deb]. Without an argument cpack makes one from build/release.
# Needs root and the network, for a minute or two: run it before a release. Where this machine lends no
# rights for it, it says so and ends with 77. What it makes lies in a folder under /tmp, until it ends.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source scripts/packages.sh

skip() {
  echo "SKIPPED: $1" >&2
  exit 77
}

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
may_make_a_root() {
  mknod "$scratch/null" c 1 3 && echo >"$scratch/null" && chroot / true && unshare --mount true
}
[ "$(id -u)" -eq 0 ] || skip "only root can make a Debian in a folder"
may_make_a_root 2>/dev/null || skip "no right to make devices, to chroot or to mount"

# Debian 12 from wherever this machine has its packages from.
# shellcheck disable=SC2016
apt-get indextargets --format 'deb $(REPO_URI) $(CODENAME) $(COMPONENT)' \
  'Created-By: Packages' 'Origin: Debian' | grep -E ' bookworm(-updates|-security)? ' |
  sort -u >"$scratch/sources.list" || true
grep -q ' bookworm ' "$scratch/sources.list" || skip "apt knows no Debian 12 here (apt-get update?)"
install_packages mmdebstrap

package=${1:-}
if [ -z "$package" ]; then
  cpack --config build/release/CPackConfig.cmake -G DEB -B "$scratch" >"$scratch/cpack.log" ||
    { cat "$scratch/cpack.log" >&2; exit 1; }
  package=$(echo "$scratch"/nightwatt_*.deb)
fi
cp "$package" "$scratch/nightwatt.deb"

cat >"$scratch/look.sh" <<'LOOK'
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
say() { echo "ok: $*"; }
cd /tmp
apt-get install -y -qq --no-install-recommends ./nightwatt.deb >apt.log 2>&1 || { cat apt.log; exit 1; }
say "apt installs $(dpkg-query -W -f='${Package} ${Version}' nightwatt)"
nightwatt doctor --json doctor.json >doctor.txt
grep -Eq '"healthy": *true' doctor.json
say "nightwatt doctor is content"
nightwatt --quiet generate night --tasks 30 --servers 4 --seed 1 -o night.h5 >/dev/null
nightwatt --quiet plan --instance night.h5 --config /usr/share/nightwatt/configs/default.toml \
  --seed 1 --generations 2 -o plan.h5 >/dev/null
nightwatt report night.h5 plan.h5 -o night.html >/dev/null
grep -q '</html>' night.html
say "a night is planned and its page written"

# The package only recommends MPI.
if [ -e /usr/lib/nightwatt/libnightwatt_mpi.so ]; then
  apt-get install -y -qq --no-install-recommends openmpi-bin >apt.log 2>&1 || { cat apt.log; exit 1; }
  mpirun --allow-run-as-root --oversubscribe -n 2 nightwatt doctor --json ranks.json >ranks.txt
  grep -Eq '"healthy": *true' ranks.json
  say "two processes join by mpirun"
else
  say "built without MPI: one process"
fi

# Manual and completion are found by who looks for them.
apt-get install -y -qq --no-install-recommends man-db bash-completion zsh fish >apt.log 2>&1 ||
  { cat apt.log; exit 1; }
man --where nightwatt | grep -qx '/usr/share/man/man1/nightwatt.1.*'
man nightwatt | grep -q 'change-penalty'
say "man nightwatt"
bash -c '. /usr/share/bash-completion/bash_completion; _completion_loader nightwatt
  complete -p nightwatt' | grep -q _nightwatt
say "bash completes"
zsh -fc 'autoload -Uz compinit && compinit -uD && print -- $_comps[nightwatt]' | grep -qx _nightwatt
say "zsh completes"
fish -c 'complete --do-complete "nightwatt expl"' | grep -q '^explain'
say "fish completes"

apt-get purge -y -qq nightwatt >apt.log 2>&1
left=$(find / -xdev -path /tmp -prune -o -name '*nightwatt*' -print | grep -v '^/var/' || true)
[ -z "$left" ] || { echo "left behind: $left"; exit 1; }
say "apt purges it without a trace"
LOOK

# The tree is unpacked, looked at from within, and removed again.
# shellcheck disable=SC2016
mmdebstrap --quiet --variant=minbase --format=null \
  --customize-hook="copy-in $scratch/nightwatt.deb $scratch/look.sh /tmp" \
  --customize-hook='chroot "$1" bash /tmp/look.sh' \
  bookworm /dev/null "$scratch/sources.list"
echo "The package works in a clean Debian 12 ($SECONDS s)."
