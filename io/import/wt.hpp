#pragma once

#include <cstdint>
#include <string>

#include "instance/instance.hpp"

namespace nightwatt {

/// Which instance of a file of many.
struct WtChoice {
    std::int64_t index = 1;  ///< from 1
    std::int64_t tasks =
        0;  ///< tasks of each instance; 0: the file holds 125, as the OR-Library's do
};

/// 1||sum wjTj, total weighted tardiness on one machine: for each instance of the file the
/// runtimes, the weights and the due dates of its tasks. One unit of the objective costs one unit
/// of money.
[[nodiscard]] Instance import_wt(const std::string& path, const WtChoice& choice);

}  // namespace nightwatt
