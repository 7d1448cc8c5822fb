#pragma once

#include "kernels/loads/cover.hpp"

namespace nightwatt {

inline constexpr std::uint32_t cover_steps = 60;  ///< of a cover's prices, at most

/// Gives the tasks other prices.
HOST_DEVICE inline void reprice(Cover& cover, const double* price) {
    for (std::uint32_t side = 0; side < cover.sides; ++side) {
        for (std::uint32_t k = 0; k < cover.items[side]; ++k) {
            PatternItem& item = cover.item[side][k];
            item.profit += price[item.bit] - cover.price[item.bit];
        }
    }
    for (std::uint32_t k = 0; k < cover.count; ++k) cover.price[k] = price[k];
}

/// Finds the best sets of all servers at the cover's prices, or sets that bring at most
/// `least_gain` less. Returns the slack that the present placement wastes; missing[k] is 1 less the
/// sets that task k is in.
HOST_DEVICE inline double present_waste(const LoadsState& s, Cover& cover, double least_gain,
                                        std::uint32_t node_limit, std::int32_t* missing,
                                        std::uint32_t& nodes) {
    double waste = 0;
    for (std::uint32_t k = 0; k < cover.count; ++k) {
        missing[k] = 1;
        waste -= cover.price[k] - static_cast<double>(s.now[cover.task[k].task].cost_nano);
    }
    for (std::uint32_t side = 0; side < cover.sides; ++side) {
        sort_items(cover.item[side], cover.items[side]);
        BestSet& best = cover.best[side];
        best = best_set(cover.item[side], cover.items[side], cover.room_ms[side], best.tasks,
                        least_gain, node_limit, nodes);
        waste += best.profit;
        for (std::uint32_t k = 0; k < cover.count; ++k) missing[k] -= best.tasks >> k & 1;
    }
    return waste;
}

/// Lowers the waste of the present placement by changing the prices, in subgradient steps towards
/// no waste at all: what is left of it bounds what any placement can win. Ends where it is `least`.
HOST_DEVICE inline double lower_waste(const LoadsView& v, const LoadsState& s, Cover& cover,
                                      double least, std::uint32_t node_limit,
                                      std::uint32_t& nodes) {
    const double roughly = 1e-3 * v.task_cost;
    double price[cover_tasks];
    double best_price[cover_tasks];
    std::int32_t missing[cover_tasks];
    double here = present_waste(s, cover, roughly, node_limit, missing, nodes);
    double waste = here;
    for (std::uint32_t k = 0; k < cover.count; ++k) best_price[k] = cover.price[k];
    double share = 1;
    std::uint32_t stalled = 0;
    for (std::uint32_t step = 0; step < cover_steps && waste > least; ++step) {
        std::int32_t norm = 0;
        for (std::uint32_t k = 0; k < cover.count; ++k) norm += missing[k] * missing[k];
        if (norm == 0) break;
        const double length = share * here / norm;
        for (std::uint32_t k = 0; k < cover.count; ++k) {
            price[k] = cover.price[k] + length * missing[k];
        }
        reprice(cover, price);
        here = present_waste(s, cover, roughly, node_limit, missing, nodes);
        if (here < waste) {
            if (here < 0.99 * waste) stalled = 0;
            waste = here;
            for (std::uint32_t k = 0; k < cover.count; ++k) best_price[k] = price[k];
        }
        if (++stalled > 4) {
            stalled = 0;
            share *= 0.6;
        }
    }
    reprice(cover, best_price);
    return present_waste(s, cover, 1e-6 * v.task_cost, node_limit, missing, nodes);
}

}  // namespace nightwatt
