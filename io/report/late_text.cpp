#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "instance/quoted.hpp"
#include "io/report/figures.hpp"
#include "io/report/lateness_reason.hpp"
#include "io/report/plan_text.hpp"
#include "io/report/text_table.hpp"

namespace nightwatt {

namespace {

/// Late tasks, the dearest first, then the latest.
std::vector<std::size_t> worst_tasks(const PlanRecord& record, std::size_t top) {
    const std::vector<TaskAccount>& tasks = record.account.tasks;
    std::vector<std::size_t> late;
    for (std::size_t task = 0; task != tasks.size(); ++task) {
        if (tasks[task].lateness_s > 0.5e-3) late.push_back(task);
    }
    const auto middle = late.begin() + static_cast<std::ptrdiff_t>(std::min(top, late.size()));
    std::partial_sort(late.begin(), middle, late.end(), [&](std::size_t a, std::size_t b) {
        return std::tuple(-tasks[a].tardiness_cost, -tasks[a].lateness_s, a) <
               std::tuple(-tasks[b].tardiness_cost, -tasks[b].lateness_s, b);
    });
    late.erase(middle, late.end());
    return late;
}

}  // namespace

std::string late_text(const Instance& instance, const PlanRecord& record, std::size_t top) {
    const std::vector<std::size_t> worst = worst_tasks(record, top);
    if (worst.empty()) return "";
    const std::string currency = currency_of(instance);
    TextTable table({{"task", TextTable::Side::Left},
                     {"server", TextTable::Side::Left},
                     {"late"},
                     {currency},
                     {"reason", TextTable::Side::Left}});
    const int money = decimals_for(record.account.tasks[worst.front()].tardiness_cost);
    for (const std::size_t task : worst) {
        const auto server = static_cast<std::size_t>(record.plan.server[task]);
        table.add({printable(instance.tasks.id[task], 14),
                   printable(instance.servers.id[server], 14),
                   duration_text(record.account.tasks[task].lateness_s),
                   number_text(record.account.tasks[task].tardiness_cost, money),
                   lateness_reason(instance, record.plan, task)});
    }
    return fmt::format("The worst {} of {} late tasks\n", worst.size(),
                       record.account.totals.late_tasks) +
           table.text();
}

}  // namespace nightwatt
