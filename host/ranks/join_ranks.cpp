#include <dlfcn.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <string>

#include "backend/seen_devices.hpp"
#include "errors.hpp"
#include "ranks/ranks.hpp"

namespace nightwatt {

namespace {

constexpr const char* library_name = "libnightwatt_mpi.so";
/// By mpirun of Open MPI, by PMIx, by PMI.
constexpr const char* introductions[] = {"OMPI_COMM_WORLD_RANK", "PMIX_RANK", "PMI_RANK"};

int number(const char* variable) {
    const char* const text = std::getenv(variable);
    return text == nullptr ? 0 : std::atoi(text);
}

/// Processes that this one was started with: by Open MPI's mpirun, by another MPI's, by srun. (A
/// batch script of Slurm is no step: what it starts itself is one process.)
int started_together() {
    return std::max(
        {1, number("OMPI_COMM_WORLD_SIZE"), number("PMI_SIZE"), number("SLURM_STEP_NUM_TASKS")});
}

/// Whether whoever started them gave each a way to find the others.
bool introduced() {
    return std::any_of(std::begin(introductions), std::end(introductions),
                       [](const char* variable) { return std::getenv(variable) != nullptr; });
}

/// Each would plan the same night and write the same files.
[[noreturn]] void refuse_strangers(int processes) {
    throw UsageError(
        fmt::format("{} processes were started together that cannot find each other: use srun "
                    "--mpi=pmix (srun --mpi=list says what there is) or mpirun, or start one",
                    processes));
}

}  // namespace

std::unique_ptr<Ranks> join_ranks() {
    const int expected = started_together();
    if (expected == 1) return nullptr;
    if (!introduced()) refuse_strangers(expected);
    // Global: Open MPI's own plugins look for its symbols there.
    void* const library = dlopen(library_name, RTLD_NOW | RTLD_GLOBAL);
    if (library == nullptr) {
        const char* const why = dlerror();
        throw UsageError(
            fmt::format("{} processes were started together, and what joins them cannot be loaded: "
                        "install MPI (libopenmpi3; before nightwatt is built, libopenmpi-dev), or "
                        "start one; {}",
                        expected, why == nullptr ? library_name : why));
    }
    const auto join =
        reinterpret_cast<Ranks* (*)(std::uint64_t)>(dlsym(library, "nightwatt_join_mpi"));
    if (join == nullptr) throw InternalError(fmt::format("{} is of another version", library_name));
    std::unique_ptr<Ranks> ranks(join(hash_of_seen_devices()));
    if (ranks->place().ranks == 1) refuse_strangers(expected);
    return ranks;
}

}  // namespace nightwatt
