#include <fmt/format.h>

#include "instance/in_quotes.hpp"
#include "io/report/figures.hpp"
#include "io/report/late_tasks.hpp"
#include "io/report/lateness_reason.hpp"
#include "io/report/plan_text.hpp"
#include "io/report/text_table.hpp"

namespace nightwatt {

std::string late_text(const Instance& instance, const PlanRecord& record, std::size_t top) {
    const std::vector<std::size_t> worst = worst_late_tasks(record, top);
    if (worst.empty()) return "";
    const std::string currency = currency_of(instance);
    TextTable table({{"task", TextTable::Side::Left},
                     {"server", TextTable::Side::Left},
                     {"late"},
                     {currency},
                     {"reason", TextTable::Side::Left}});
    const int money = decimals_for(record.account.tasks[worst.front()].tardiness_cost);
    LatenessReasons reasons(instance, record.plan);
    for (const std::size_t task : worst) {
        const auto server = static_cast<std::size_t>(record.plan.server[task]);
        table.add(
            {printable(instance.tasks.id[task], 14), printable(instance.servers.id[server], 14),
             duration_text(record.account.tasks[task].lateness_s),
             number_text(record.account.tasks[task].tardiness_cost, money), reasons.of(task)});
    }
    return fmt::format("The worst {} of {} late tasks\n", worst.size(),
                       record.account.totals.late_tasks) +
           table.text();
}

}  // namespace nightwatt
