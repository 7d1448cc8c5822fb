#include <fmt/format.h>

#include <cmath>

#include "instance/in_quotes.hpp"
#include "io/report/explanation.hpp"
#include "io/report/figures.hpp"
#include "io/report/lateness_reason.hpp"
#include "io/report/moment_text.hpp"
#include "io/report/text_table.hpp"

namespace nightwatt {

namespace {

constexpr std::size_t widest_id = 24;

std::string signed_text(double money) {
    return (money < 0 ? "" : "+") + number_text(money);
}

/// "server s3 (class gpu, site north) at level 1".
std::string place_text(const Instance& instance, std::size_t server, std::size_t level) {
    const ServerTable& servers = instance.servers;
    return fmt::format(
        "server {} (class {}, site {}) at level {}", printable(servers.id[server], widest_id),
        printable(instance.classes.id[static_cast<std::size_t>(servers.class_index[server])],
                  widest_id),
        printable(instance.sites.id[static_cast<std::size_t>(servers.site[server])], widest_id),
        level);
}

std::string deadline_text(const Instance& instance, const PlanRecord& record, std::size_t task) {
    const double deadline_s = instance.tasks.deadline_s[task];
    if (std::isnan(deadline_s)) return "It has no deadline.";
    const double late_s = record.account.tasks[task].lateness_s;
    const std::string moment = utc_text(instance.epoch, deadline_s);
    if (late_s <= 0) {
        const double end_s = static_cast<double>(record.plan.end_ms[task]) / 1000;
        return fmt::format("It ends {} before its deadline, {}.", duration_text(deadline_s - end_s),
                           moment);
    }
    return fmt::format("It ends {} after its deadline, {}: {}.", duration_text(late_s), moment,
                       LatenessReasons(instance, record.plan).of(task));
}

std::string help_text(const Instance& instance, const Explanation& explanation) {
    if (!explanation.on_time) {
        return "No server, start or level was found that has it on time beside the others, which "
               "keep their order: release it earlier, allow it faster servers, or move its "
               "deadline.";
    }
    const ElsewhereRow& row = *explanation.on_time;
    return fmt::format("On time it would be on {}, from {}, for {} {}.",
                       place_text(instance, row.server, row.level),
                       utc_text(instance.epoch, row.start_s), signed_text(row.cost_change),
                       currency_of(instance));
}

}  // namespace

std::string explanation_text(const Instance& instance, const PlanRecord& record,
                             const Explanation& explanation) {
    const std::size_t task = explanation.task;
    const Plan& plan = record.plan;
    const TaskAccount& cost = record.account.tasks[task];
    const std::string currency = currency_of(instance);
    std::string text = wrapped_text(fmt::format(
        "Task {} runs on {}, from {} for {}. {}", printable(instance.tasks.id[task], widest_id),
        place_text(instance, static_cast<std::size_t>(plan.server[task]),
                   static_cast<std::size_t>(plan.level[task])),
        utc_text(instance.epoch, static_cast<double>(plan.start_ms[task]) / 1000),
        duration_text(static_cast<double>(plan.end_ms[task] - plan.start_ms[task]) / 1000),
        deadline_text(instance, record, task)));
    text += wrapped_text(
        fmt::format("It costs {} {} of energy ({} kWh with cooling), {} for lateness, {} for "
                    "moving its data and "
                    "{} for leaving its published place; the server's idle power is not among it.",
                    number_text(cost.energy_cost), currency, number_text(cost.energy_kwh),
                    number_text(cost.tardiness_cost), number_text(cost.transfer_cost),
                    number_text(cost.change_cost)));
    if (cost.lateness_s > 0) text += wrapped_text(help_text(instance, explanation));
    if (explanation.elsewhere.empty()) {
        return text + wrapped_text("There is no other place for it beside the other tasks.");
    }
    text +=
        "\nWhat else it could do, the others keeping their order, and what the whole plan would "
        "cost then\n";
    TextTable table({{"", TextTable::Side::Left},
                     {"server", TextTable::Side::Left},
                     {"level"},
                     {"from", TextTable::Side::Left},
                     {"until", TextTable::Side::Left},
                     {currency}});
    for (const ElsewhereRow& row : explanation.elsewhere) {
        table.add({row.what, printable(instance.servers.id[row.server], widest_id),
                   std::to_string(row.level), utc_text(instance.epoch, row.start_s),
                   utc_text(instance.epoch, row.end_s), signed_text(row.cost_change)});
    }
    return text + table.text() +
           fmt::format("  {} of {} servers allow the task.\n", explanation.allowed_servers,
                       instance.servers.size());
}

}  // namespace nightwatt
