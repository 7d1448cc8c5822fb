#pragma once

#include <cstdint>

#include "instance/instance.hpp"

namespace nightwatt::referee {

/// Whether and how a task runs on a class at a level.
struct Mode {
    enum class Verdict {
        Allowed,
        ClassNotAllowed,  ///< the task has no runtime on the class
        NoSuchLevel,      ///< the class has fewer levels
        LevelNotGiven     ///< the task lists its levels for the class, and this is not one
    };
    Verdict verdict = Verdict::ClassNotAllowed;
    double run_ms = 0;
    double power_w = 0;
};

[[nodiscard]] std::int32_t level_count(const Instance& instance, std::int32_t class_index);

/// run = runtime * (b / phi + 1 - b), power = power * psi with relative frequency phi and relative
/// power psi of the level; a row of /runtimes that names the level stands for itself.
[[nodiscard]] Mode find_mode(const Instance& instance, std::size_t task, std::int32_t class_index,
                             std::int32_t level);

}  // namespace nightwatt::referee
