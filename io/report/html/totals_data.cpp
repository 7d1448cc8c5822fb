#include <nlohmann/json.hpp>

#include "instance/account_fields.hpp"
#include "instance/content_hash.hpp"
#include "io/report/figures.hpp"
#include "io/report/html/page_data.hpp"

namespace nightwatt {

namespace {

PageJson row_of(const Instance& instance, const std::string& rule, const std::string& note,
                bool feasible, const Totals& totals) {
    PageJson row{{"rule", rule}, {"note", note}, {"feasible", feasible}};
    row["beyond"] = ends_after_horizon(instance, totals);
    visit_totals(totals, [&](const Column& column, const auto& value) {
        row[std::string(column.name)] = value;
    });
    row["pue"] = mean_pue(totals);
    row["work_per_kwh"] = work_per_kwh(totals);
    row["renewable_share"] = renewable_share(totals);
    return row;
}

}  // namespace

PageJson totals_data(const PageContent& content) {
    const PlanRecord& record = content.record;
    PageJson rows = PageJson::array();
    rows.push_back(row_of(content.instance, "this plan", "", content.violations.empty(),
                          record.account.totals));
    for (const BaselineRecord& baseline : record.baselines) {
        rows.push_back(row_of(content.instance, baseline.rule, baseline.note, baseline.feasible,
                              baseline.totals));
    }
    PageJson data{{"rows", std::move(rows)}};
    data["lower_bound"] = record.lower_bound;
    data["gap"] = optimality_gap(record.account.totals.cost, record.lower_bound);
    data["change_penalty"] = record.published.change_penalty;
    const Benchmark& benchmark = content.instance.benchmark;
    data["benchmark"] = nullptr;
    if (!benchmark.name.empty()) {
        data["benchmark"] = {{"name", benchmark.name},
                             {"objective", benchmark.objective},
                             {"value", benchmark_value(benchmark, record.account.totals)}};
    }
    data["published"] = nullptr;
    if (!record.published.empty()) {
        data["published"] = {{"hash", hash_text(plan_hash(record.published))},
                             {"change_penalty", record.published.change_penalty}};
    }
    data["scenarios"] = nullptr;
    if (content.scenarios.scenarios > 0) {
        const ScenarioRange& range = content.scenarios;
        data["scenarios"] = {{"scenarios", range.scenarios},   {"cost_low", range.cost_low},
                             {"cost_mean", range.cost_mean},   {"cost_high", range.cost_high},
                             {"late_low", range.late_low},     {"late_high", range.late_high},
                             {"beyond_low", range.beyond_low}, {"beyond_high", range.beyond_high},
                             {"infeasible", range.infeasible}};
    }
    return data;
}

}  // namespace nightwatt
