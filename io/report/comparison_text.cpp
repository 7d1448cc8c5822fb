#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <string_view>

#include "instance/in_quotes.hpp"
#include "io/report/figures.hpp"
#include "io/report/plan_text.hpp"
#include "io/report/text_table.hpp"

namespace nightwatt {

namespace {

/// Decimals of each column, so that its numbers align.
struct Decimals {
    int cost;
    int kwh;
    int carbon;
    int late_h;
    int work;
};

Decimals find_decimals(const PlanRecord& record) {
    const auto largest = [&](auto&& figure) {
        double result = std::abs(figure(record.account.totals));
        for (const BaselineRecord& baseline : record.baselines) {
            if (!baseline.note.empty()) continue;
            const double value = std::abs(figure(baseline.totals));
            if (value > result) result = value;
        }
        return decimals_for(result);
    };
    return {.cost = largest([](const Totals& t) { return t.cost; }),
            .kwh = largest([](const Totals& t) { return t.energy_kwh; }),
            .carbon = largest([](const Totals& t) { return t.carbon_kg; }),
            .late_h = largest([](const Totals& t) { return t.tardiness_h; }),
            .work = largest([](const Totals& t) { return work_per_kwh(t); })};
}

/// `whole`: all that the plan takes is known; false where it runs on after the night.
std::vector<std::string> cells(const std::string& name, const Totals& t, const Decimals& d,
                               bool whole) {
    const auto known = [&](double value, int decimals) {
        return whole ? number_text(value, decimals) : std::string("-");
    };
    return {name,
            number_text(t.cost, d.cost),
            known(t.energy_cost, d.cost),
            known(t.energy_kwh, d.kwh),
            known(t.carbon_kg, d.carbon),
            fmt::format("{}", t.late_tasks),
            number_text(t.tardiness_h, d.late_h),
            known(mean_pue(t), 3),
            known(work_per_kwh(t), d.work),
            known(100 * renewable_share(t), 1)};
}

/// Differences that rounding alone can make, as a share.
constexpr double rounding = 1e-9;

/// "12.5 kWh less", or more.
std::string against(double baseline, double plan, const std::string& unit) {
    double difference = baseline - plan;
    if (std::abs(difference) <= rounding * std::abs(baseline)) difference = 0;
    return fmt::format("{} {} {}", number_text(std::abs(difference)), unit,
                       difference >= 0 ? "less" : "more");
}

/// "0.5 EUR less (12.5 %)", or "as much".
std::string cost_against(double baseline, const PlanRecord& record, const std::string& currency) {
    const double plan = record.account.totals.cost;
    const double difference = std::abs(baseline - plan);
    if (difference == 0 || difference <= record.allowed_difference) return "as much";
    const std::string text = against(baseline, plan, currency);
    return baseline > 0 ? fmt::format("{} ({})", text, percent_text(difference / baseline)) : text;
}

/// Shares that the night was dealt out to (host/shares), as the configuration of the run says.
std::int64_t shares_of(const PlanRecord& record) {
    constexpr std::string_view table = "[shares]\n";
    constexpr std::string_view key = "\ncount = ";
    const std::string& text = record.provenance.configuration;
    std::int64_t shares = 1;
    if (const std::size_t begin = text.find(table); begin != std::string::npos) {
        if (const std::size_t at = text.find(key, begin); at != std::string::npos) {
            std::from_chars(text.data() + at + key.size(), text.data() + text.size(), shares);
        }
    }
    return shares;
}

std::string saving_lines(const PlanRecord& record, const std::string& currency) {
    const auto mct = std::find_if(
        record.baselines.begin(), record.baselines.end(),
        [](const BaselineRecord& b) { return b.rule == "mct" && b.note.empty() && b.feasible; });
    if (mct == record.baselines.end()) return "";
    const Totals& plan = record.account.totals;
    const Totals& dispatcher = mct->totals;
    return fmt::format(
        "  Against mct, what a good dispatcher does, the plan costs {}; it takes {}, emits {} "
        "and is {} late.\n",
        cost_against(dispatcher.cost, record, currency),
        against(dispatcher.energy_kwh, plan.energy_kwh, "kWh"),
        against(dispatcher.carbon_kg, plan.carbon_kg, "kg CO2"),
        against(dispatcher.tardiness_h, plan.tardiness_h, "h"));
}

}  // namespace

std::string comparison_text(const Instance& instance, const PlanRecord& record,
                            const std::vector<std::string>& violations) {
    const std::string currency = currency_of(instance);
    const Decimals decimals = find_decimals(record);
    TextTable table({{"", TextTable::Side::Left},
                     {"cost " + currency},
                     {"energy"},
                     {"kWh"},
                     {"kg CO2"},
                     {"late"},
                     {"h late"},
                     {"PUE"},
                     {"work/kWh"},
                     {"renew. %"}});
    bool broken = false;
    bool beyond = false;
    const auto add = [&](const std::string& name, bool feasible, const Totals& totals) {
        const bool whole = !ends_after_horizon(instance, totals);
        broken = broken || !feasible;
        beyond = beyond || !whole;
        table.add(cells(feasible ? name : name + " *", totals, decimals, whole));
    };
    add("this plan", violations.empty(), record.account.totals);
    std::string remarks;
    for (const BaselineRecord& baseline : record.baselines) {
        const std::string rule = printable(baseline.rule, 12);
        if (!baseline.note.empty()) {
            remarks += fmt::format("  {}: {}.\n", rule, printable(baseline.note, 80));
            continue;
        }
        add(rule, baseline.feasible, baseline.totals);
    }
    if (broken) remarks += "  * breaks a limit of the instance.\n";
    if (beyond) {
        remarks += wrapped_text(
            "-: its last task ends after the night; what runs then is not counted, and its cost "
            "leaves it out, too.");
    }
    if (!record.baselines.empty() && shares_of(record) > 1) {
        remarks += "  Baselines plan each share alone.\n";
    }
    if (!record.baselines.empty() && record.published.change_penalty > 0) {
        remarks += "  Baselines plan anew; their costs hold no change penalty.\n";
    }
    const char* heading =
        record.baselines.empty() ? "The plan\n" : "The plan against the baselines\n";
    const std::string saved =
        violations.empty() ? wrapped_text(saving_lines(record, currency)) : std::string();
    return heading + table.text() + remarks + saved + bound_text(instance, record);
}

}  // namespace nightwatt
