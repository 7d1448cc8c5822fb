#pragma once

namespace nightwatt {

/// Which of a run's processes this one is: mpirun and srun start several, called ranks. The first
/// one does what the command line says; the others work for it (host/ranks).
struct RankPlace {
    int rank = 0;
    int ranks = 1;
    int on_node = 0;       ///< number among the ranks of its node: its GPU, if it sees several
    int sharing_cpus = 1;  ///< ranks that may use the same CPUs, this one included
};

/// Set once, when the program starts.
inline RankPlace rank_place;

}  // namespace nightwatt
