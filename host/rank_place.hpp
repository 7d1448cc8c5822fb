#pragma once

#include <cstddef>
#include <vector>

namespace nightwatt {

/// Which of a run's processes this one is: mpirun and srun start several, called ranks. The first
/// one does what the command line says; the others work for it (host/ranks).
struct RankPlace {
    int rank = 0;
    int ranks = 1;
    int on_node = 0;       ///< number among the ranks of its node
    int of_node = 1;       ///< ranks of its node: they share the GPUs that each of them sees
    int sharing_cpus = 1;  ///< ranks that may use the same CPUs, this one included
};

/// Set once, when the program starts.
inline RankPlace rank_place;

/// Which of so many devices, which all ranks of the node see, are this rank's: every of_node-th;
/// where there are fewer devices than ranks, ranks share.
[[nodiscard]] inline std::vector<std::size_t> own_devices(std::size_t devices) {
    const auto ranks = static_cast<std::size_t>(rank_place.of_node);
    const auto own = static_cast<std::size_t>(rank_place.on_node);
    if (devices != 0 && own >= devices) return {own % devices};
    std::vector<std::size_t> all;
    for (std::size_t i = own; i < devices; i += ranks) all.push_back(i);
    return all;
}

}  // namespace nightwatt
