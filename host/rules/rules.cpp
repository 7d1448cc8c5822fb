#include <fmt/format.h>

#include <algorithm>

#include "config/nearest_name.hpp"
#include "errors.hpp"
#include "rules/rule.hpp"

namespace nightwatt {

namespace {
/// One step is a look at a server that is mostly passed over at once: 1 to 3 ns at any size
/// (README.md).
double every_pair(const Problem& problem) {
    return static_cast<double>(problem.tasks()) * problem.servers();
}
/// Every pair is priced, not only looked at.
double every_pair_priced(const Problem& problem) {
    return 20 * every_pair(problem);
}
double every_task(const Problem& problem) {
    return problem.tasks();
}
/// Tasks look anew for a server whenever their best one changes; among identical servers that is
/// nearly always.
double every_pair_again(const Problem& problem) {
    return every_pair(problem) * problem.tasks();
}
}  // namespace

const std::vector<Rule>& rules() {
    static const std::vector<Rule> all = {
        {"fifo", "Arrival order; the server that is free first.", construct_fifo, every_pair},
        {"mct", "Arrival order; the server that completes the task first.", construct_mct,
         every_pair},
        {"round-robin", "Arrival order; the servers in turn.", construct_round_robin, every_task},
        {"edf", "Earliest deadline of the tasks that have arrived; earliest completion.",
         construct_edf, every_pair},
        {"least-energy",
         "Arrival order; the server and level that use least energy and keep the "
         "deadline if any does.",
         construct_least_energy, every_pair_priced},
        {"least-cost", "Cheapest hour with room first; the server and level that cost least.",
         construct_least_cost, every_pair_priced},
        {"min-min", "The task that can complete first of all goes first.", construct_min_min,
         every_pair},
        {"sufferage", "The task that loses most without its best server goes first.",
         construct_sufferage, every_pair_again},
    };
    return all;
}

const Rule& rule_named(const std::string& name) {
    std::vector<std::string> names;
    for (const Rule& rule : rules()) {
        if (rule.name == name) return rule;
        names.push_back(rule.name);
    }
    throw UsageError(fmt::format("there is no rule '{}'; the rules are {}{}", name,
                                 fmt::join(names, ", "), suggestion(name, names)));
}

}  // namespace nightwatt
