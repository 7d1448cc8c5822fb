#pragma once

#include "kernels/price_task.hpp"

namespace nightwatt {

/// What a pass over tasks adds up. Non-owning.
struct PassView {
    StepAmounts<SharedAdd> amounts;
    std::int64_t* cost_nano;  ///< [1]
    double* scratch;          ///< [worker * TaskPricer::scratch_size()]
};

/// Sets a row of amounts to 0. Item: (one of the four arrays' cells, by array).
struct ForgetAmounts {
    PassView pass;
    std::uint64_t held_count;
    std::uint64_t used_count;

    HOST_DEVICE void operator()(std::uint32_t, std::uint32_t cell) const {
        if (cell == 0) *pass.cost_nano = 0;
        if (cell < held_count) pass.amounts.held[cell] = pass.amounts.held_change[cell] = 0;
        if (cell < used_count) pass.amounts.used_uj[cell] = pass.amounts.used_change[cell] = 0;
    }
};

/// Prices task first + n * stride. Item: n, with a worker's memory.
struct PriceTask {
    ProblemView problem;
    PriceView prices;
    PriceSizesView sizes;
    PassView pass;
    std::uint32_t first;
    std::uint32_t stride;

    HOST_DEVICE void operator()(std::uint32_t, std::uint32_t n, std::uint32_t worker) const {
        TaskPricer pricer(problem, prices,
                          pass.scratch + std::uint64_t{worker} * TaskPricer::scratch_size(prices));
        add_shared(*pass.cost_nano,
                   price_task(problem, prices, sizes, first + n * stride, pricer, pass.amounts));
    }
};

/// Item: a row of `held`, then of `used`.
struct SettleRow {
    PassView pass;
    std::uint32_t held_rows;

    HOST_DEVICE void operator()(std::uint32_t, std::uint32_t row) const {
        const StepAmounts<SharedAdd>& a = pass.amounts;
        if (row < held_rows) {
            const std::uint64_t at = std::uint64_t{row} * a.steps;
            settle_steps(a.held + at, a.held_change + at, a.steps, a.step_ms);
        } else {
            const std::uint64_t at = std::uint64_t{row - held_rows} * a.steps;
            settle_steps(a.used_uj + at, a.used_change + at, a.steps, a.step_ms);
        }
    }
};

}  // namespace nightwatt
