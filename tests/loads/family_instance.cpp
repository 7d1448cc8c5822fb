#include "loads/family_instance.hpp"

#include <random>

#include "hand/hand_builder.hpp"
#include "kernels/loads/family.hpp"

namespace nightwatt {

Instance family_instance(std::uint64_t seed, const FamilyShape& shape) {
    std::mt19937_64 bits(seed);
    const auto between = [&](int low, int high) {
        return low + static_cast<int>(bits() % static_cast<std::uint64_t>(high - low + 1));
    };
    hand::Builder builder(6, 3600);
    hand::Site site;
    site.price_per_kwh = {shape.energy || shape.idle ? 0.001 * between(1, 900) : 0.0};
    builder.add(site);
    for (std::uint32_t i = 0; i < shape.servers; ++i) {
        if (shape.energy && shape.levels && i % 2 == 1) {
            builder.add_class({{1.0, 1.0}, {0.7, 0.45}});
        } else {
            builder.add_class();
        }
        hand::Server server;
        server.class_index = static_cast<std::int32_t>(i);
        if (shape.idle) {
            server.idle_w = 0.001 * between(0, 90'000);
            server.wake_s = 0.001 * between(0, 60'000);
            server.wake_j = between(0, 50'000);
        }
        if (shape.windows) server.close_s = 0.001 * between(9'000'000, 21'600'000);
        builder.add(server);
    }
    const int longest_s = static_cast<int>(40'000 * shape.servers / (shape.tasks + 1));
    for (std::uint32_t j = 0; j < shape.tasks; ++j) {
        hand::Task task;
        for (std::uint32_t i = 0; i < shape.servers; ++i) {
            if (i > 0 && between(1, 100) <= 15) continue;
            hand::Run run;
            run.class_index = static_cast<std::int32_t>(i);
            run.runtime_s = 0.001 * between(1, std::min(longest_s, 9'000) * 1000);
            run.power_w = shape.energy ? 0.001 * between(0, 300'000) : 0.0;
            task.runs.push_back(run);
        }
        task.frequency_sensitivity = 0.01 * between(0, 100);
        builder.add(task);
    }
    Instance instance = builder.instance();
    instance.makespan_weight_per_h = shape.makespan ? 0.01 * between(1, 5000) : 0;
    return instance;
}

namespace {

/// Tries all options of task j and those after it, as the arrays have them: what is checked by it
/// asks kernels/problem_access.hpp.
void try_all(const ProblemView& p, std::uint32_t j, std::vector<std::uint32_t>& server,
             std::vector<std::uint8_t>& level, std::vector<std::int64_t>& load_ms,
             std::int64_t& least) {
    if (j == p.task_count) {
        const Score score = family_score(
            p, {server.data(), level.data(), nullptr, nullptr, nullptr}, load_ms.data());
        if (score.violation == 0) least = smaller(least, score.cost_nano);
        return;
    }
    const std::uint32_t first = p.profile_first[p.profile[j]];
    const std::uint32_t last = p.profile_first[p.profile[j] + 1];
    for (std::uint32_t k = first; k < last; ++k) {
        server[j] = p.profile_servers[k];
        const ServerFacts& s = p.servers[server[j]];
        for (std::uint32_t l = 0; l < s.levels; ++l) {
            if (p.options[std::size_t{j} * p.mode_count + s.first_mode + l].run_ms ==
                forbidden_run_ms) {
                continue;
            }
            level[j] = static_cast<std::uint8_t>(l);
            try_all(p, j + 1, server, level, load_ms, least);
        }
    }
}

}  // namespace

std::int64_t least_cost_nano(const Problem& problem) {
    const ProblemView p = problem.view();
    std::vector<std::uint32_t> server(p.task_count);
    std::vector<std::uint8_t> level(p.task_count);
    std::vector<std::int64_t> load_ms(p.server_count);
    std::int64_t least = INT64_MAX;
    try_all(p, 0, server, level, load_ms, least);
    return least;
}

}  // namespace nightwatt
