#include "instance/plan.hpp"
#include "kernels/hash_mix.hpp"

namespace nightwatt {

std::uint64_t plan_hash(const Plan& plan) {
    std::uint64_t sum = 0;
    for (std::size_t j = 0; j < plan.size(); ++j) {
        sum += task_hash(j, plan.server[j], plan.start_ms[j], plan.level[j]);
    }
    return sum;
}

}  // namespace nightwatt
