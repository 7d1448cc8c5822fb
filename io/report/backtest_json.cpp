#include "io/report/backtest_text.hpp"
#include "io/report/json_text.hpp"

namespace nightwatt {

namespace {

using nlohmann::ordered_json;

void add_figures(ordered_json& object, const StepFigures& f) {
    object["mae"] = f.mae;
    object["rmse"] = f.rmse;
    object["mase"] = f.mase;
    object["skill_to_seasonal"] = f.skill_to_seasonal;
    object["skill_to_persistence"] = f.skill_to_persistence;
    object["split_coverage"] = f.split_coverage;
    object["split_width"] = f.split_width;
    object["adaptive_coverage"] = f.adaptive_coverage;
    object["adaptive_width"] = f.adaptive_width;
}

ordered_json members_of(const std::vector<RidgeMember>& members) {
    ordered_json list = ordered_json::array();
    for (const RidgeMember& member : members) {
        list.push_back({{"lookback", member.lookback},
                        {"centring", member.centring},
                        {"penalty", member.penalty},
                        {"validation_mse", member.validation_mse}});
    }
    return list;
}

}  // namespace

std::string backtest_json(const BacktestRecord& record) {
    ordered_json object;
    object["horizon"] = record.horizon;
    object["coverage"] = record.coverage;
    object["series"] = ordered_json::array();
    for (const SeriesBacktest& series : record.series) {
        ordered_json row;
        row["id"] = series.id;
        row["unit"] = series.unit;
        row["method"] = series.method;
        row["why"] = series.why;
        row["forecasts"] = series.forecasts;
        row["unknown"] = series.unknown;
        row["borrowed"] = series.borrowed;
        row["validation_errors"] = series.errors;
        const std::vector<StepFigures> figures = step_figures(series);
        add_figures(row, figures.front());
        row["rmse_seasonal"] = series.seasonal.rmse();
        row["rmse_persistence"] = series.persistence.rmse();
        row["members"] = members_of(series.members);
        row["steps"] = ordered_json::array();
        for (std::size_t i = 1; i < figures.size(); ++i) {
            ordered_json step{{"step", figures[i].step}};
            add_figures(step, figures[i]);
            row["steps"].push_back(step);
        }
        object["series"].push_back(row);
    }
    return json_text(object);
}

std::string ltsf_json(const LtsfResult& result, std::size_t horizon) {
    ordered_json object;
    object["protocol"] = "ltsf";
    object["horizon"] = horizon;
    object["mse"] = result.mse;
    object["mae"] = result.mae;
    object["validation_mse"] = result.validation_mse;
    object["windows"] = result.windows;
    object["members"] = members_of(result.members);
    return json_text(object);
}

}  // namespace nightwatt
