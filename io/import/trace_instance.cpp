#include "io/import/trace_instance.hpp"

#include "io/import/night_grid.hpp"
#include "io/import/problem_list.hpp"
#include "io/import/site_series.hpp"
#include "io/import/trace_rows.hpp"

namespace nightwatt {

Instance trace_instance(const TraceTasks& trace, const NodeList* nodes,
                        const ImportParameters& parameters) {
    const NightGrid grid = night_grid(parameters.night);
    Instance instance;
    set_night(instance, parameters.night, grid);
    instance.resources = trace.resources;
    instance.notes = trace.notes;
    const TraceCut cut = cut_trace(trace, parameters.trace);
    instance.notes.push_back(cut.note);
    ProblemList problems;
    problems.attempt([&] { add_sites(instance, parameters, grid); });
    const ServerClasses classes = add_classes(instance, parameters);
    const NodeList list = nodes != nullptr ? *nodes : configured_nodes(parameters, trace.resources);
    problems.attempt([&] { add_servers(instance, list, classes, parameters); });
    problems.throw_if_any();
    add_trace_tasks(instance, trace, cut, classes, parameters);
    return instance;
}

}  // namespace nightwatt
