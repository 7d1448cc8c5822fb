#pragma once

#include "config/import_parameters.hpp"
#include "instance/instance.hpp"
#include "io/import/trace_cut.hpp"
#include "io/import/trace_servers.hpp"
#include "io/import/trace_tasks.hpp"

namespace nightwatt {

/// Puts the tasks of a cut into /tasks and /runtimes and says in the notes what is synthetic. Needs
/// the instance's servers, sites and links. A task that fits no server within the night is a
/// problem, or left out and counted (trace.misfits). Throws UsageError or InputError, each with
/// every problem.
void add_trace_tasks(Instance& instance, const TraceTasks& trace, const TraceCut& cut,
                     const ServerClasses& classes, const ImportParameters& parameters);

}  // namespace nightwatt
