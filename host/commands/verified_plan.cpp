#include "commands/verified_plan.hpp"

#include <fmt/format.h>

#include <cmath>

#include "errors.hpp"
#include "kernels/units.hpp"

namespace nightwatt {

double exact_cost(const DecodedPlan& decoded) {
    return static_cast<double>(decoded.score.cost_nano) / nano_per_money;
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
        throw InfeasibleError(problems);
    }
    return found;
}

}  // namespace nightwatt
