#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "instance/instance.hpp"

namespace nightwatt {

/// How many tasks have a deadline and a weight of their tardiness.
struct DeadlineCounts {
    std::size_t tasks = 0;
    std::size_t unweighed = 0;  ///< a deadline alone
    std::size_t idle = 0;       ///< a weight alone
    std::size_t weighed = 0;    ///< both

    void add(const TaskTable& some);
};

/// What a night leaves without a price though someone may count on one: deadlines without a weight,
/// weights without a deadline, a night in which nothing costs anything. One sentence each, without
/// a full stop. Empty for published benchmarks, which price what they mean to.
[[nodiscard]] std::vector<std::string> unpriced(const Instance& instance);

/// The same of a night whose tasks were counted; those of `frame` are not looked at.
[[nodiscard]] std::vector<std::string> unpriced(const Instance& frame,
                                                const DeadlineCounts& counts);

}  // namespace nightwatt
