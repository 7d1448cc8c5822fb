#include "instance/plan.hpp"
#include "kernels/hash_mix.hpp"

namespace nightwatt {

std::uint64_t plan_hash(const Plan& plan) {
    std::uint64_t sum = 0;
    for (std::size_t j = 0; j < plan.size(); ++j) {
        sum += task_hash(j, plan.server[j], plan.start_ms[j], plan.level[j]);
    }
    for (std::size_t row = 0; row < plan.battery_mw.size(); ++row) {
        // A battery at rest adds nothing: a plan that uses none has the hash of its tasks.
        if (plan.battery_mw[row] == 0) continue;
        sum += mix_bits(mix_bits(~static_cast<std::uint64_t>(row)) ^
                        static_cast<std::uint64_t>(plan.battery_mw[row]));
    }
    return sum;
}

std::uint64_t start_hash(const Plan& plan) {
    std::uint64_t sum = 0;
    for (std::size_t j = 0; j < plan.size(); ++j) {
        const std::uint64_t genes = task_hash(j, plan.server[j], plan.hold_ms[j], plan.level[j]);
        sum += mix_bits(genes ^ static_cast<std::uint64_t>(plan.position[j]));
    }
    return sum;
}

}  // namespace nightwatt
