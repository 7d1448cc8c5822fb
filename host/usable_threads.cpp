#include "usable_threads.hpp"

#include <omp.h>

#include <algorithm>

#include "rank_place.hpp"
#include "slurm_job.hpp"

namespace nightwatt {

std::int64_t usable_threads() {
    const std::int64_t threads =
        std::max<std::int64_t>(1, omp_get_max_threads() / rank_place.sharing_cpus);
    // No more than the job was given, which its cluster may or may not enforce.
    return std::min(threads, slurm_job().cpus.value_or(threads));
}

}  // namespace nightwatt
