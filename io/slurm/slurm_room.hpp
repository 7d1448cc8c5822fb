#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "instance/instance.hpp"
#include "io/slurm/slurm_running.hpp"

namespace nightwatt {

/// [resource]
[[nodiscard]] std::vector<std::uint32_t> capacity_of(const Instance& instance, std::size_t server);

/// From when a server is awake in its window, s after time 0.
[[nodiscard]] double awake_s(const Instance& instance, std::size_t server);

/// The end of its window, s after time 0, but for what rounding times to milliseconds may take.
[[nodiscard]] double last_s(const Instance& instance, std::size_t server);

/// How many tasks a night has no room for.
struct SlurmCrowd {
    std::size_t beside_holds = 0;  ///< not even alone, beside what runs
    std::size_t behind = 0;        ///< not behind those of higher priority
};

/// Takes these tasks out of an instance. As many of the highest `priority` [task] as have room
/// together, packed longest first, stay, and of the others those that fit beside them. One that
/// must wait for another has to end within the share `fill` of its server's window, so that there
/// are other plans than this one. What stays has room together without the fill, too, packed as
/// packed_plan does where no rule finds a plan, so that there is one: longest first, each on the
/// first server that has room, as early as it can.
SlurmCrowd remove_crowded_out(Instance& instance, const std::vector<SlurmHold>& holds,
                              const std::vector<std::int64_t>& priority, double fill);

}  // namespace nightwatt
