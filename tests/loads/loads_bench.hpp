#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <vector>

#include "backend/loads_model.hpp"
#include "kernels/loads/cover_plan.hpp"
#include "problem/problem.hpp"

namespace nightwatt {

/// A plan of the family in arrays of its own, at random options.
class LoadsBench {
  public:
    LoadsBench(const Problem& problem, std::uint64_t seed)
        : model(problem.view()),
          view(model.view()),
          dice(seed, 1, 0),
          now(problem.tasks()),
          next(problem.tasks()),
          previous(problem.tasks()),
          head(problem.servers(), no_task),
          load_ms(problem.servers(), 0),
          limit_ms(problem.servers(), 0),
          penalty(problem.servers(), 0) {
        state = {now.data(),
                 next.data(),
                 previous.data(),
                 head.data(),
                 load_ms.data(),
                 limit_ms.data(),
                 penalty.data(),
                 0,
                 0,
                 cover.get()};
        for (std::uint32_t j = 0; j < problem.tasks(); ++j) {
            now[j] = random_option(j);
            link_task(state, j, now[j].server);
            load_ms[now[j].server] += now[j].run_ms;
            state.cost_nano += now[j].cost_nano;
        }
        std::int64_t end_ms = 0;
        for (std::uint32_t i = 0; i < problem.servers(); ++i) {
            state.cost_nano += fixed_nano(view, i, load_ms[i]);
            penalty[i] = 2 * view.price[i] + view.penalty_floor;
            end_ms += load_ms[i];
        }
        aim_at(view, state, end_ms / problem.servers());
    }
    LoadsOption random_option(std::uint32_t task) {
        return view.options[view.first[task] + dice.below(view.first[task + 1] - view.first[task])];
    }
    /// The value of what stands, computed anew.
    [[nodiscard]] double value() const {
        double sum = 0;
        for (const LoadsOption& option : now) sum += option.guide;
        for (std::uint32_t i = 0; i < head.size(); ++i) {
            std::int64_t load = 0;
            for (const LoadsOption& option : now) load += option.server == i ? option.run_ms : 0;
            sum += server_value(view, state, i, load);
        }
        return sum;
    }
    /// The exact score of what stands, by the evaluation that plans get.
    [[nodiscard]] Score score() const {
        std::vector<std::uint32_t> server;
        std::vector<std::uint8_t> level;
        for (const LoadsOption& option : now) {
            server.push_back(option.server);
            level.push_back(static_cast<std::uint8_t>(option.level));
        }
        std::vector<std::int64_t> scratch(head.size());
        return family_score(view.problem, {server.data(), level.data(), nullptr, nullptr, nullptr},
                            scratch.data());
    }
    void expect_exact() const {
        const Score whole = score();
        EXPECT_EQ(violation_ms(view, state), whole.violation);
        if (whole.violation == 0) {
            EXPECT_EQ(
                state.cost_nano + weighted(last_end_ms(view, state), view.problem.makespan_weight),
                whole.cost_nano);
        }
        std::uint32_t above = 0;
        std::size_t listed = 0;
        for (std::uint32_t i = 0; i < head.size(); ++i) {
            above += load_ms[i] > limit_ms[i] ? 1 : 0;
            for (std::uint32_t j = head[i]; j != no_task; j = next[j]) {
                EXPECT_EQ(now[j].server, i);
                ++listed;
            }
        }
        EXPECT_EQ(state.above, above);
        EXPECT_EQ(listed, now.size());
    }

    LoadsModel model;
    LoadsView view;
    LoadsDice dice;
    std::vector<LoadsOption> now;
    std::vector<std::uint32_t> next;
    std::vector<std::uint32_t> previous;
    std::vector<std::uint32_t> head;
    std::vector<std::int64_t> load_ms;
    std::vector<std::int64_t> limit_ms;
    std::vector<double> penalty;
    std::unique_ptr<Cover> cover = std::make_unique<Cover>();
    LoadsState state{};
};

}  // namespace nightwatt
