#include <fmt/format.h>

#include <cmath>

#include "instance/content_hash.hpp"
#include "instance/in_quotes.hpp"
#include "io/report/figures.hpp"
#include "io/report/plan_text.hpp"
#include "io/report/text_table.hpp"

namespace nightwatt {

namespace {

/// Items that are zero because the instance does not know them are left out; shares where the total
/// is not above zero, as their signs would mislead.
std::string cost_table(const Totals& totals, const std::string& currency) {
    TextTable table({{"cost", TextTable::Side::Left}, {currency}, {"share"}});
    const int decimals = decimals_for(totals.cost);
    const auto add = [&](const char* name, double amount, bool always) {
        if (amount == 0 && !always) return;
        table.add({name, number_text(amount, decimals),
                   totals.cost > 0 ? percent_text(amount / totals.cost) : ""});
    };
    add("energy and carbon", totals.energy_cost, true);
    add("tardiness", totals.tardiness_cost, true);
    add("transfers", totals.transfer_cost, false);
    add("above the soft cap", totals.soft_cap_cost, false);
    add("peak demand", totals.peak_cost, false);
    add("makespan", totals.makespan_cost, false);
    add("moved tasks", totals.change_cost, false);
    add("heat credit", -totals.heat_credit, false);
    add("total", totals.cost, true);
    return table.text();
}

std::string change_line(const PlanRecord& record, const std::string& currency) {
    if (record.published.empty()) return "";
    return fmt::format("  {} of {} tasks moved from the published plan {}, {} {} each.\n",
                       record.account.totals.changed_tasks, record.plan.size(),
                       hash_text(plan_hash(record.published)),
                       number_text(record.published.change_penalty), currency);
}

std::string benchmark_line(const Benchmark& benchmark, const Totals& totals) {
    if (benchmark.name.empty()) return "";
    // The formula ends with what is rounded: it is shown whole.
    constexpr std::size_t most_bytes = 500;
    return wrapped_text(fmt::format(
        "Benchmark {}: {} = {:.12g}{}.", printable(benchmark.name), printable(benchmark.objective),
        benchmark_value(benchmark, totals),
        benchmark.formula.empty() ? "" : " (" + printable(benchmark.formula, most_bytes) + ")"));
}

}  // namespace

std::string bound_text(const Instance& instance, const PlanRecord& record) {
    if (std::isnan(record.lower_bound)) return "";
    const std::string currency = currency_of(instance);
    const std::string bound = floor_text(record.lower_bound);
    const double cost = record.account.totals.cost;
    double most = cost - record.lower_bound;
    // What rounding explains is no gap; the bound is one of the plans that keep every limit.
    if (most < -record.allowed_difference) {
        return fmt::format("  No plan that keeps the limits costs less than {} {}.\n", bound,
                           currency);
    }
    if (most <= record.allowed_difference) most = 0;
    // A share of the cost says something only where neither can be below zero.
    const std::string words = record.lower_bound >= 0 && cost > 0
                                  ? ceil_text(100 * most / cost, 1) + " % of this cost"
                                  : fmt::format("{} {}", ceil_text(most), currency);
    return fmt::format("  No plan costs less than {} {}: at most {} can be saved.\n", bound,
                       currency, words);
}

std::string cost_text(const Instance& instance, const PlanRecord& record) {
    const Totals& totals = record.account.totals;
    const std::string currency = currency_of(instance);
    std::string text =
        fmt::format("Plan {} for {} tasks on {} of {} servers\n", hash_text(plan_hash(record.plan)),
                    instance.tasks.size(), totals.servers_used, instance.servers.size());
    text += cost_table(totals, currency);
    text += fmt::format(
        "  {} kWh for servers and cooling, {} kg CO2 ({} intensity), {} late tasks, {} h late.\n",
        number_text(totals.energy_kwh), number_text(totals.carbon_kg),
        printable(instance.carbon_kind, 12), totals.late_tasks, number_text(totals.tardiness_h));
    if (ends_after_horizon(instance, totals)) {
        text += "  Energy, carbon and their costs are those until the night's end.\n";
    }
    text += fmt::format("  Last task ends after {}; highest slots add up to {} kW.\n",
                        duration_text(totals.makespan_s), number_text(totals.peak_kw));
    text += change_line(record, currency);
    text += bound_text(instance, record);
    text += benchmark_line(instance.benchmark, totals);
    return text;
}

}  // namespace nightwatt
