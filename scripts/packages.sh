# Debian 12 packages that nightwatt needs, in one place; sourced by the other scripts.

build_packages=(
  build-essential cmake ninja-build pkg-config
  libfmt-dev libspdlog-dev libcli11-dev libtomlplusplus-dev nlohmann-json3-dev
  libhdf5-dev librandom123-dev coinor-libclp-dev libopenblas-dev liblapacke-dev
  libjs-chart.js libopenmpi-dev)

test_packages=(
  libgtest-dev python3 python3-h5py python3-xarray python3-h5netcdf clang libomp-dev
  shellcheck fish zsh chromium fonts-dejavu-core openmpi-bin)

# A small Slurm cluster for the tests (tests/slurm); it runs in a folder of its own.
cluster_packages=(slurm-wlm munge)

# install_packages NAME...: installs what is missing, and asks the network only if something is.
install_packages() {
  local missing=() package
  for package in "$@"; do
    dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed \
      || missing+=("$package")
  done
  [ "${#missing[@]}" -eq 0 ] && return 0
  echo "Installing: ${missing[*]}"
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || { echo "sudo is missing: run this as root" >&2; return 1; }
    as_root=(sudo)
  fi
  "${as_root[@]}" apt-get update -qq
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "${missing[@]}"
}
