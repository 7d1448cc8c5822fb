#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "instance/in_quotes.hpp"
#include "io/report/figures.hpp"
#include "io/report/late_tasks.hpp"
#include "io/report/lateness_reason.hpp"
#include "io/report/plan_text.hpp"
#include "io/report/short_name.hpp"
#include "io/report/text_table.hpp"

namespace nightwatt {

namespace {

/// Task, server, and the cells beside them.
using Row = std::vector<std::string>;

/// Columns that the longest cell takes.
std::size_t width_of(const std::vector<Row>& rows, std::size_t cell) {
    std::size_t most = 0;
    for (const Row& row : rows) most = std::max(most, columns_of(row[cell]));
    return most;
}

/// Shortens names where a line would not fit: to half of what the other cells leave each, more
/// where the other name needs less.
void fit_names(std::vector<Row>& rows) {
    constexpr std::size_t gap = 2;
    std::size_t free = text_columns;
    for (std::size_t cell = 0; cell != rows.front().size(); ++cell) {
        free -= gap + (cell < 2 ? 0 : width_of(rows, cell));
    }
    const std::size_t task = width_of(rows, 0);
    const std::size_t server = width_of(rows, 1);
    const std::size_t half = free / 2;
    const std::size_t most_task = server < free - half ? free - server : half;
    const std::size_t most_server = task < half ? free - task : free - half;
    for (const auto& [cell, most] : {std::pair{0U, most_task}, std::pair{1U, most_server}}) {
        std::vector<std::string> names;
        for (const Row& row : rows) names.push_back(row[cell]);
        names = short_names(names, most);
        for (std::size_t i = 0; i != rows.size(); ++i) rows[i][cell] = names[i];
    }
}

}  // namespace

std::string late_text(const Instance& instance, const PlanRecord& record, std::size_t top) {
    const std::vector<std::size_t> worst = worst_late_tasks(record, top);
    if (worst.empty()) return "";
    std::vector<Row> rows{{"task", "server", "late", currency_of(instance), "reason"}};
    const int money = decimals_for(record.account.tasks[worst.front()].tardiness_cost);
    const auto whole = [](const std::string& name) { return printable(name, name.size()); };
    LatenessReasons reasons(instance, record.plan);
    for (const std::size_t task : worst) {
        const auto server = static_cast<std::size_t>(record.plan.server[task]);
        const TaskAccount& account = record.account.tasks[task];
        rows.push_back({whole(instance.tasks.id[task]), whole(instance.servers.id[server]),
                        duration_text(account.lateness_s),
                        number_text(account.tardiness_cost, money), reasons.of(task)});
    }
    fit_names(rows);
    TextTable table({{rows[0][0], TextTable::Side::Left},
                     {rows[0][1], TextTable::Side::Left},
                     {rows[0][2]},
                     {rows[0][3]},
                     {rows[0][4], TextTable::Side::Left}});
    for (std::size_t i = 1; i != rows.size(); ++i) table.add(rows[i]);
    return fmt::format("The worst {} of {} late tasks\n", worst.size(),
                       record.account.totals.late_tasks) +
           table.text();
}

}  // namespace nightwatt
