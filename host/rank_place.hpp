#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace nightwatt {

/// Which of a run's processes this one is: mpirun and srun start several, called ranks. The first
/// one does what the command line says; the others work for it (host/ranks).
struct RankPlace {
    int rank = 0;
    int ranks = 1;
    int on_node = 0;       ///< number among the ranks of its node
    int of_node = 1;       ///< ranks of its node
    int on_devices = 0;    ///< number among those of them that see the same GPUs
    int of_devices = 1;    ///< those: they share the GPUs
    int sharing_cpus = 1;  ///< ranks that may use the same CPUs, this one included

    /// `seen`: of each rank of the node, a hash of the GPUs that it sees. A rank to which Slurm has
    /// given GPUs of its own sees no others.
    void share_devices(std::span<const std::uint64_t> seen) {
        const auto own = static_cast<std::size_t>(on_node);
        on_devices = of_devices = 0;
        for (std::size_t i = 0; i < seen.size(); ++i) {
            if (seen[i] != seen[own]) continue;
            if (i < own) ++on_devices;
            ++of_devices;
        }
    }
};

/// Set once, when the program starts.
inline RankPlace rank_place;

/// Which of so many devices, which this rank sees, are its own: every of_devices-th; where there
/// are fewer devices than ranks, ranks share.
[[nodiscard]] inline std::vector<std::size_t> own_devices(std::size_t devices) {
    const auto ranks = static_cast<std::size_t>(rank_place.of_devices);
    const auto own = static_cast<std::size_t>(rank_place.on_devices);
    if (devices != 0 && own >= devices) return {own % devices};
    std::vector<std::size_t> all;
    for (std::size_t i = own; i < devices; i += ranks) all.push_back(i);
    return all;
}

}  // namespace nightwatt
