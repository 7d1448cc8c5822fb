#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "config/import_parameters.hpp"
#include "io/import/trace_tasks.hpp"

namespace nightwatt {

/// A task of a trace that belongs to the night.
struct CutTask {
    std::size_t task = 0;  ///< row of TraceTasks
    double release_s = 0;  ///< since the start of the night, whole milliseconds
};

struct TraceCut {
    std::vector<CutTask> tasks;  ///< in order of the trace
    std::string note;
};

/// A task's runtime as trace.runtimes wants it. Throws InputError where the trace does not say it.
[[nodiscard]] double trace_runtime_s(const TraceTasks& trace, std::size_t task,
                                     const TraceParameters& parameters);

/// Chooses the tasks of a night and their releases. Throws InputError where none is left.
[[nodiscard]] TraceCut cut_trace(const TraceTasks& trace, const TraceParameters& parameters);

}  // namespace nightwatt
