#include "instance/published_plan.hpp"

#include "kernels/hash_mix.hpp"

namespace nightwatt {

PublishedPlan publish(const Plan& plan, double change_penalty, std::int64_t tolerance_ms) {
    return {.server = plan.server,
            .level = plan.level,
            .start_ms = plan.start_ms,
            .change_penalty = change_penalty,
            .tolerance_ms = tolerance_ms};
}

std::uint64_t plan_hash(const PublishedPlan& published) {
    std::uint64_t sum = 0;
    for (std::size_t j = 0; j < published.server.size(); ++j) {
        sum += task_hash(j, published.server[j], published.start_ms[j], published.level[j]);
    }
    return sum;
}

}  // namespace nightwatt
