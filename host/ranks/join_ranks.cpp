#include <dlfcn.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <string>

#include "errors.hpp"
#include "ranks/ranks.hpp"

namespace nightwatt {

namespace {

constexpr const char* library_name = "libnightwatt_mpi.so";

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

}  // namespace

std::unique_ptr<Ranks> join_ranks() {
    const int expected = started_together();
    if (expected == 1) return nullptr;
    // Global: Open MPI's own plugins look for its symbols there.
    void* const library = dlopen(library_name, RTLD_NOW | RTLD_GLOBAL);
    if (library == nullptr) {
        const char* const why = dlerror();
        throw UsageError(
            fmt::format("{} processes were started together, and this build cannot join them "
                        "(needs MPI: libopenmpi-dev when it is built): start one; {}",
                        expected, why == nullptr ? library_name : why));
    }
    const auto join = reinterpret_cast<Ranks* (*)()>(dlsym(library, "nightwatt_join_mpi"));
    if (join == nullptr) throw InternalError(fmt::format("{} is of another version", library_name));
    std::unique_ptr<Ranks> ranks(join());
    if (ranks->place().ranks == 1) {
        // Each would plan the same night and write the same files.
        throw UsageError(
            fmt::format("srun started {} processes that cannot find each other: use srun "
                        "--mpi=pmix (srun --mpi=list says what there is) or mpirun, or start one",
                        expected));
    }
    return ranks;
}

}  // namespace nightwatt
