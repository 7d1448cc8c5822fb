#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "instance/instance.hpp"
#include "instance/plan.hpp"

namespace nightwatt {

/// How much of each server the tasks of a plan hold, and when a task would have fitted beside the
/// others there. The tasks of a server are sorted once, when it is first asked for.
class ServerRoom {
  public:
    /// Both outlive this.
    ServerRoom(const Instance& instance, const Plan& plan);

    /// The earliest moment from `from_ms` on at which the task, as long as it runs, fits beside the
    /// other tasks of its server: all resources, its whole runtime. Not after its start, where the
    /// plan has room for it.
    [[nodiscard]] double earliest_ms(std::size_t task, double from_ms);

  private:
    using Amounts = std::array<std::int64_t, max_resources>;
    /// What is held from a moment until the next step.
    struct Step {
        std::int64_t from_ms;
        Amounts held;
    };
    [[nodiscard]] const std::vector<Step>& steps_of(std::size_t server);

    const Instance& instance_;
    const Plan& plan_;
    std::vector<std::vector<std::size_t>> tasks_;  ///< [server]
    std::vector<std::vector<Step>> steps_;         ///< [server], ascending; empty until asked for
};

}  // namespace nightwatt
