#include "referee/case.hpp"

#include <fmt/format.h>

#include <string>

#include "errors.hpp"
#include "instance/in_quotes.hpp"

namespace nightwatt::referee {

namespace {

std::vector<Mode> chosen_modes(const Instance& instance, const Plan& plan) {
    std::vector<Mode> modes(plan.size());
    for (std::size_t task = 0; task != plan.size(); ++task) {
        const auto server = static_cast<std::size_t>(plan.server[task]);
        modes[task] =
            find_mode(instance, task, instance.servers.class_index[server], plan.level[task]);
    }
    return modes;
}

}  // namespace

void require_fit(const Instance& instance, const Plan& plan, const PublishedPlan& published) {
    std::vector<std::string> problems;
    const auto check_rows = [&](const char* column, std::size_t rows) {
        if (rows == instance.tasks.size()) return;
        problems.push_back(fmt::format("plan: column {} has {} rows, but the instance has {} tasks",
                                       column, rows, instance.tasks.size()));
    };
    check_rows("server", plan.server.size());
    check_rows("position", plan.position.size());
    check_rows("level", plan.level.size());
    check_rows("hold_ms", plan.hold_ms.size());
    check_rows("start_ms", plan.start_ms.size());
    check_rows("end_ms", plan.end_ms.size());
    if (!published.empty()) {
        check_rows("published_server", published.server.size());
        check_rows("published_level", published.level.size());
        check_rows("published_start_ms", published.start_ms.size());
    }
    if (!plan.battery_mw.empty() && plan.battery_mw.size() != instance.series.size()) {
        problems.push_back(fmt::format(
            "plan: column battery_mw has {} rows, but the instance has {} rows of /series",
            plan.battery_mw.size(), instance.series.size()));
    }
    if (instance.slots() == 0) problems.emplace_back("instance: no site has a series");
    if (!problems.empty()) throw InputError(problems);

    const auto servers = static_cast<std::int64_t>(instance.servers.size());
    const auto outside = [&](std::int32_t server) { return server < 0 || server >= servers; };
    constexpr std::size_t most_shown = 10;
    std::size_t cut = 0;
    const auto add = [&](const std::string& what, std::int32_t server) {
        if (problems.size() == most_shown) {
            ++cut;
            return;
        }
        problems.push_back(fmt::format("plan: {} names server row {}; the instance has {} servers",
                                       what, server, servers));
    };
    for (std::size_t task = 0; task != plan.size(); ++task) {
        if (!outside(plan.server[task])) continue;
        add(fmt::format("task {}", in_quotes(instance.tasks.id[task])), plan.server[task]);
    }
    for (std::size_t row = 0; row != plan.sleeps.size(); ++row) {
        if (outside(plan.sleeps[row].server)) {
            add(fmt::format("sleep {}", row), plan.sleeps[row].server);
        }
    }
    if (cut != 0) problems.push_back(fmt::format("plan: {} more server rows out of range", cut));
    if (!problems.empty()) throw InputError(problems);
}

Case::Case(const Instance& the_instance, const Plan& the_plan,
           const PublishedPlan& published_before)
    : instance(the_instance),
      plan(the_plan),
      published(published_before),
      tariffs(the_instance),
      schedule(the_instance, the_plan),
      modes(chosen_modes(the_instance, the_plan)) {}

std::string Case::task_name(std::size_t task) const {
    return in_quotes(instance.tasks.id[task]);
}

std::string Case::server_name(std::size_t server) const {
    return in_quotes(instance.servers.id[server]);
}

std::string Case::site_name(std::int32_t site) const {
    return in_quotes(instance.sites.id[static_cast<std::size_t>(site)]);
}

}  // namespace nightwatt::referee
