#pragma once

#include <cstddef>
#include <vector>

#include "instance/fit_check.hpp"
#include "instance/instance.hpp"

namespace nightwatt {

/// A task's rows of /runtimes: [first, last).
struct TaskRows {
    std::size_t task = 0;
    std::size_t first = 0;
    std::size_t last = 0;
};

/// Shortens these rows of a task (`predicted`, among `rows`) in proportion, until it fits a server:
/// by no more than a millionth too much. `fit` is of the same instance. Returns the share of the
/// runtimes that is left; 1: it fits as it is, or would not fit however short it were, and nothing
/// was changed.
double shorten_to_fit(Instance& instance, const FitCheck& fit, const TaskRows& rows,
                      const std::vector<std::size_t>& predicted);

}  // namespace nightwatt
