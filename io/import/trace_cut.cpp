#include "io/import/trace_cut.hpp"

#include <fmt/format.h>

#include <cmath>

#include "errors.hpp"

namespace nightwatt {

double trace_runtime_s(const TraceTasks& trace, std::size_t task,
                       const TraceParameters& parameters) {
    if (parameters.runtimes == "measured") return trace.runtime_s[task];
    if (trace.requested_s[task] > 0) return trace.requested_s[task];
    throw InputError(
        fmt::format("task {}: the trace does not say what was asked for; trace.runtimes must be "
                    "measured",
                    trace.id[task]));
}

TraceCut cut_trace(const TraceTasks& trace, const TraceParameters& parameters) {
    const bool fold = parameters.cut == "fold";
    const double release_s = parameters.release_h * 3600;
    const double window_s = parameters.window_start_h * 3600;
    const double day_s = parameters.fold_h * 3600;
    TraceCut cut;
    std::size_t too_long = 0;
    std::size_t outside = 0;
    for (std::size_t task = 0; task < trace.size(); ++task) {
        const double since_s = trace.submit_s[task] - window_s;
        if (!fold && (since_s < 0 || since_s > release_s)) {
            ++outside;
            continue;
        }
        if (parameters.max_runtime_h > 0 &&
            trace_runtime_s(trace, task, parameters) > parameters.max_runtime_h * 3600) {
            ++too_long;
            continue;
        }
        const double release =
            fold ? std::fmod(trace.submit_s[task], day_s) * (release_s / day_s) : since_s;
        cut.tasks.push_back({task, std::round(release * 1000) / 1000});
    }
    cut.note = fold ? fmt::format(
                          "Cut: submit times modulo {} h, compressed to the first {} h of "
                          "the night",
                          parameters.fold_h, parameters.release_h)
                    : fmt::format("Cut: hours {} to {} of the trace", parameters.window_start_h,
                                  parameters.window_start_h + parameters.release_h);
    cut.note += fmt::format("; {} of {} tasks", cut.tasks.size(), trace.size());
    if (!fold) cut.note += fmt::format(", {} lie outside", outside);
    if (parameters.max_runtime_h > 0)
        cut.note += fmt::format(", {} that ran longer than {} h are left out", too_long,
                                parameters.max_runtime_h);
    cut.note += '.';
    if (cut.tasks.empty()) throw InputError("no task is left for the night. " + cut.note);
    return cut;
}

}  // namespace nightwatt
