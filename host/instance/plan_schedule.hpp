#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace nightwatt {

/// What a plan file says by name, so that a night that has changed since can use it. Row j is the
/// plan's task j.
struct PlanSchedule {
    std::string instance_hash;  ///< of the night that it was made for
    std::string epoch;          ///< moment of time 0
    std::vector<std::string> task_id;
    std::vector<std::string> server_id;  ///< [row of /servers]
    std::vector<std::int32_t> server;    ///< rows of server_id
    std::vector<std::int32_t> level;
    std::vector<std::int64_t> start_ms;
    std::vector<std::int64_t> hold_ms;
};

}  // namespace nightwatt
