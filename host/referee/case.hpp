#pragma once

#include <string>
#include <vector>

#include "instance/instance.hpp"
#include "instance/plan.hpp"
#include "instance/published_plan.hpp"
#include "referee/modes.hpp"
#include "referee/schedule.hpp"
#include "referee/tariffs.hpp"
#include "referee/transfer.hpp"
#include "referee/violations.hpp"

namespace nightwatt::referee {

/// Everything the parts of an audit share. `modes` has one row a task: the mode that the plan
/// chose, whose runtime and power are 0 where it is not allowed.
struct Case {
    const Instance& instance;
    const Plan& plan;
    const PublishedPlan& published;
    Tariffs tariffs;
    Schedule schedule;
    std::vector<Mode> modes;
    Violations violations;

    Case(const Instance& the_instance, const Plan& the_plan, const PublishedPlan& published_before);

    [[nodiscard]] std::size_t server_of(std::size_t task) const {
        return static_cast<std::size_t>(plan.server[task]);
    }
    [[nodiscard]] std::int32_t site_of(std::size_t server) const {
        return instance.servers.site[server];
    }
    [[nodiscard]] double start_ms(std::size_t task) const {
        return static_cast<double>(plan.start_ms[task]);
    }
    [[nodiscard]] double end_ms(std::size_t task) const {
        return static_cast<double>(plan.end_ms[task]);
    }
    /// Ids in quotes, fit for a message.
    [[nodiscard]] std::string task_name(std::size_t task) const;
    [[nodiscard]] std::string server_name(std::size_t server) const;
    [[nodiscard]] std::string site_name(std::int32_t site) const;
};

/// Throws InputError unless the plans' columns and indices fit the instance.
void require_fit(const Instance& instance, const Plan& plan, const PublishedPlan& published);

/// Class, level, runtime, ready, window, horizon, pins and hold of every task.
void check_tasks(Case& the_case);
/// Positions and order of starts on every server.
void check_order(Case& the_case);
/// Resources of every server at every moment.
void check_capacity(Case& the_case);
/// Matches the plan's sleeps with the gaps (Gap::asleep) and judges each choice between idling and
/// sleeping.
void check_sleeps(Case& the_case);

}  // namespace nightwatt::referee
