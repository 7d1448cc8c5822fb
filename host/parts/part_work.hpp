#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "backend/island_group.hpp"

namespace nightwatt {

/// What is done with every part of a plan in one exchange.
struct PartLesson {
    Breeding breeding;    ///< of the first generation; the others follow
    Education education;  ///< the same
    std::uint32_t generations = 1;
};

/// A part before: its problem, whose arrays must live until the work is done, and its plan.
struct PartTask {
    std::uint32_t part = 0;  ///< number: parts draw random numbers of their own
    ProblemView problem;
    Plan genes;
};

/// And after: the best plan that was met, never worse than the one it began with, and the one where
/// the walk stands.
struct PartResult {
    Plan best;
    Plan walker;
};

/// Makes a group on which a part can be worked on, the `worker`th at the same time; worker 0 works
/// when it is waited for, in this process.
using MakeGroup =
    std::function<std::unique_ptr<IslandGroup>(std::uint32_t worker, const ProblemView& problem)>;

/// Works on all parts, `workers` of them at a time. The results depend on neither.
[[nodiscard]] std::vector<PartResult> work_on_parts(std::span<const PartTask> tasks,
                                                    const PartLesson& lesson, std::uint32_t workers,
                                                    const MakeGroup& make_group);

/// Groups on a backend of this process and on the ranks of its crew (host/ranks).
[[nodiscard]] MakeGroup groups_on_ranks(const std::string& backend, std::uint32_t own_threads,
                                        std::uint32_t others_threads);

}  // namespace nightwatt
