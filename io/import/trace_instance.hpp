#pragma once

#include "config/import_parameters.hpp"
#include "instance/instance.hpp"
#include "io/import/node_list.hpp"
#include "io/import/trace_tasks.hpp"

namespace nightwatt {

/// A night made of a trace's tasks and a configuration; the way of every trace format.
///
/// A task's row for a class stands where some server of the class can hold it and end it within the
/// night. Runtime = the trace's / speed of the class; power = sum over resources of need (before
/// trace.round_up) * dynamic_w_per_unit; work = hours of the trace's runtime. What the trace does
/// not say (deadlines, weights, frequency sensitivity, inputs) is drawn and noted as synthetic.
///
/// `nodes`: the trace's own servers, or null where the configuration has them. Throws UsageError
/// (settings) or InputError (data), each with every problem.
[[nodiscard]] Instance trace_instance(const TraceTasks& trace, const NodeList* nodes,
                                      const ImportParameters& parameters);

}  // namespace nightwatt
