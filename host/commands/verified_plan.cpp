#include "commands/verified_plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "commands/money.hpp"
#include "errors.hpp"

namespace nightwatt {

namespace {

/// What is in the way where starts are pinned: the pinned tasks of servers on which something ends
/// too late or does not start at its pin. Empty: there are none.
std::string pins_in_the_way(const Instance& instance, const Plan& plan) {
    const TaskTable& tasks = instance.tasks;
    const auto off_pin = [&](std::size_t j) {
        return std::fabs(static_cast<double>(plan.start_ms[j]) - 1e3 * tasks.pin_start_s[j]) > 1;
    };
    std::vector<char> troubled(instance.servers.size(), 0);
    for (std::size_t j = 0; j < tasks.size(); ++j) {
        const auto server = static_cast<std::size_t>(plan.server[j]);
        const double close_s = instance.servers.close_s[server];
        const double last_s =
            std::isnan(close_s) ? instance.horizon_s : std::min(close_s, instance.horizon_s);
        if (off_pin(j) || static_cast<double>(plan.end_ms[j]) > 1e3 * last_s + 1) {
            troubled[server] = 1;
        }
    }
    constexpr std::size_t most_names = 5;
    std::vector<std::string> names;
    std::size_t count = 0;
    for (std::size_t j = 0; j < tasks.size(); ++j) {
        if (std::isnan(tasks.pin_start_s[j])) continue;
        if (troubled[static_cast<std::size_t>(plan.server[j])] == 0) continue;
        if (++count <= most_names) names.push_back(fmt::format("'{}'", tasks.id[j]));
    }
    if (count == 0) return "";
    return fmt::format(
        "on these servers {} task{} pinned to a start ({}{}): free some of them, or begin from an "
        "earlier plan that keeps them by nightwatt plan --warm-start",
        count, count == 1 ? " is" : "s are", fmt::join(names, ", "),
        count > most_names ? ", ..." : "");
}

}  // namespace

double exact_cost(const DecodedPlan& decoded) {
    return money(decoded.score.cost_nano);
}

Audit verify(const Instance& instance, const DecodedPlan& decoded, const PublishedPlan& published) {
    Audit found = audit(instance, decoded.plan, published);
    const bool feasible = decoded.score.violation == 0;
    if (feasible && !found.violations.empty()) {
        std::vector<std::string> problems{"the referee found what the planner did not see:"};
        problems.insert(problems.end(), found.violations.begin(), found.violations.end());
        throw InternalError(problems);
    }
    if (!feasible && found.violations.empty()) {
        throw InternalError(
            fmt::format("the planner counts a violation of {} that the referee does not see",
                        decoded.score.violation));
    }
    // Beyond the horizon the planner's costs stop growing, so only feasible plans are compared.
    const double difference = std::fabs(found.account.totals.cost - exact_cost(decoded));
    if (feasible && !(difference <= found.allowed_difference)) {
        throw InternalError(fmt::format(
            "the referee's cost is {:.9f}, the planner's {:.9f}: a difference of {:.3g} where "
            "rounding "
            "allows {:.3g}",
            found.account.totals.cost, exact_cost(decoded), difference, found.allowed_difference));
    }
    return found;
}

Audit verify_feasible(const Instance& instance, const DecodedPlan& decoded,
                      const PublishedPlan& published) {
    Audit found = verify(instance, decoded, published);
    if (!found.violations.empty()) {
        std::vector<std::string> problems{"no feasible plan was found; the best one breaks this:"};
        problems.insert(problems.end(), found.violations.begin(), found.violations.end());
        const std::string pins = pins_in_the_way(instance, decoded.plan);
        if (!pins.empty()) problems.push_back(pins);
        throw InfeasibleError(problems);
    }
    return found;
}

}  // namespace nightwatt
