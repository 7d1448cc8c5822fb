#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "config/import_parameters.hpp"
#include "instance/instance.hpp"
#include "io/slurm/slurm_tables.hpp"

namespace nightwatt {

/// What a job that runs when the night begins holds of one server, and until when: no task of the
/// night may have it before.
struct SlurmHold {
    std::string id;  ///< "17", or "17@n3" for the part on one of several nodes
    const SlurmJobRow* job = nullptr;
    std::size_t server = 0;
    double run_s = 0;  ///< from when the server is awake; nobody else can start before
    std::vector<std::uint32_t> need;  ///< [resource]
};

/// Jobs without an end that is known, or with one after the night, hold until the night is over,
/// or their server's window.
/// Where jobs hold more than a server has (they may be suspended, or share it), those that end last
/// have theirs first, so that at every moment as much is held as can be. Jobs that hold nothing are
/// counted by their reason. The rows must outlive the holds.
[[nodiscard]] std::vector<SlurmHold> slurm_holds(const Instance& instance,
                                                 const std::vector<SlurmJobRow>& running,
                                                 std::int64_t start_s,
                                                 std::map<std::string, std::size_t>& left_out);

/// Adds the holds as tasks, pinned to their server, its first moment and its top frequency.
void add_holds(Instance& instance, const std::vector<SlurmHold>& holds,
               const ImportParameters& parameters);

}  // namespace nightwatt
