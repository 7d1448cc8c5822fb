#pragma once

#include "kernels/loads/family.hpp"

namespace nightwatt {

/// A server and level that a task may use.
struct LoadsOption {
    std::uint32_t server;
    std::uint32_t run_ms;
    std::int64_t cost_nano;  ///< c[j, mode], exact
    double guide;            ///< what it is judged by: c + makespan price * run, in nano-money
    float reduced;           ///< c + all prices * run, above the least of the task, in nano-money
    std::uint32_t level;
};
static_assert(sizeof(LoadsOption) ==
              3 * sizeof(std::uint32_t) + sizeof(float) + 2 * sizeof(double));

/// A problem of the family with what its servers' prices say about it. Non-owning.
struct LoadsView {
    ProblemView problem;
    const std::uint32_t* first;  ///< [task + 1]: into options
    const LoadsOption* options;  ///< a task's few options of least reduced cost, best first
    const double* least;         ///< [task]: c + all prices * run of its best option
    const double* lambda;        ///< [server]: of the makespan alone
    const double* price;         ///< [server]: nano-money a ms that load is worth
    const double* limit_price;   ///< [server]: of it, what the end of the window asks for
    const double* idle_price;    ///< [server]: of it, idle power and the share of a wake
    const double* task_price;    ///< [task]: nano-money, of generalised assignment; else null
    double task_cost;            ///< mean cost of a task, in nano-money: the scale of thresholds
    double penalty_floor;        ///< least price of a ms above a limit, in nano-money
    bool costs;                  ///< there is more than the makespan to pay for
    bool fixed;                  ///< idle power or waking costs something
    std::int64_t floor_ms;       ///< no plan ends earlier
};

HOST_DEVICE inline double larger_of(double a, double b) {
    return a > b ? a : b;
}

/// What idle power and waking cost at a load.
HOST_DEVICE inline std::int64_t fixed_nano(const LoadsView& v, std::uint32_t server,
                                           std::int64_t load_ms) {
    return v.fixed ? load_score(v.problem, server, load_ms).energy_nano : 0;
}

/// A task on a server at a level, whether or not it is among its few; `reduced` is measured from
/// the best of these.
HOST_DEVICE inline LoadsOption option_at(const LoadsView& v, std::uint32_t task,
                                         std::uint32_t server, std::uint32_t level) {
    const ProblemView& p = v.problem;
    const ModeOption mode = option_of(p, p.servers[server], task, level);
    LoadsOption option{};
    option.server = server;
    option.run_ms = mode.run_ms;
    option.cost_nano = option_nano(mode, family_rate(p, server));
    const auto money = static_cast<double>(option.cost_nano);
    option.guide = money + v.lambda[server] * mode.run_ms;
    option.reduced = static_cast<float>(money + v.price[server] * mode.run_ms - v.least[task]);
    option.level = level;
    return option;
}

/// The option of a task on a server, or null if it is not among its few.
HOST_DEVICE inline const LoadsOption* option_on(const LoadsView& v, std::uint32_t task,
                                                std::uint32_t server) {
    for (std::uint32_t k = v.first[task]; k != v.first[task + 1]; ++k) {
        if (v.options[k].server == server) return v.options + k;
    }
    return nullptr;
}

}  // namespace nightwatt
