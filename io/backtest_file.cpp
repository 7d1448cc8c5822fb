#include "io/backtest_file.hpp"

#include "io/backtest_schema.hpp"
#include "io/file_formats.hpp"
#include "io/hdf5_writer.hpp"

namespace nightwatt {

namespace {

StepFigures figures_at(const SeriesBacktest& series, std::size_t step) {
    const std::size_t h = step - 1;
    StepFigures figures;
    figures.step = step;
    figures.mae = series.model.mae(h);
    figures.rmse = series.model.rmse(h);
    figures.mase = series.mase(figures.mae);
    figures.skill_to_seasonal = skill(figures.rmse, series.seasonal.rmse(h));
    figures.skill_to_persistence = skill(figures.rmse, series.persistence.rmse(h));
    figures.split_coverage = series.split.inside[h] / series.split.count[h];
    figures.split_width = series.split.width[h] / series.split.count[h];
    figures.adaptive_coverage = series.adaptive.inside[h] / series.adaptive.count[h];
    figures.adaptive_width = series.adaptive.width[h] / series.adaptive.count[h];
    return figures;
}

ColumnLabel label(const Column& column) {
    return {std::string(column.name), std::string(column.unit), std::string(column.help), ""};
}

void write_series(Hdf5Writer& file, const BacktestRecord& record) {
    using namespace backtest_schema;
    file.table("series", "One row a series.", record.series.size());
    const auto texts = [&](const Column& column, auto&& of) {
        std::vector<std::string> values;
        for (const SeriesBacktest& each : record.series) values.push_back(of(each));
        file.column(label(column), values);
    };
    const auto counts = [&](const Column& column, auto&& of) {
        std::vector<std::int64_t> values;
        for (const SeriesBacktest& each : record.series) {
            values.push_back(static_cast<std::int64_t>(of(each)));
        }
        file.column(label(column), values);
    };
    texts(id, [](const SeriesBacktest& s) { return s.id; });
    texts(method, [](const SeriesBacktest& s) { return s.method; });
    texts(unit, [](const SeriesBacktest& s) { return s.unit; });
    counts(forecast_count, [](const SeriesBacktest& s) { return s.forecasts; });
    counts(unknown, [](const SeriesBacktest& s) { return s.unknown; });
    counts(borrowed, [](const SeriesBacktest& s) { return s.borrowed; });
}

void write_steps(Hdf5Writer& file, const BacktestRecord& record) {
    using namespace backtest_schema;
    std::vector<std::int32_t> owner;
    std::vector<std::int32_t> number;
    std::vector<StepFigures> rows;
    for (std::size_t s = 0; s < record.series.size(); ++s) {
        for (const StepFigures& figures : step_figures(record.series[s])) {
            owner.push_back(static_cast<std::int32_t>(s));
            number.push_back(static_cast<std::int32_t>(figures.step));
            rows.push_back(figures);
        }
    }
    file.table("steps", "One row a series and step of the horizon.", rows.size());
    file.column(label(series), owner);
    file.column(label(step), number);
    const auto figure = [&](const Column& column, double StepFigures::*member) {
        std::vector<double> values;
        for (const StepFigures& row : rows) values.push_back(row.*member);
        file.column(label(column), values);
    };
    figure(mae, &StepFigures::mae);
    figure(rmse, &StepFigures::rmse);
    figure(mase, &StepFigures::mase);
    figure(skill_to_seasonal, &StepFigures::skill_to_seasonal);
    figure(skill_to_persistence, &StepFigures::skill_to_persistence);
    figure(split_coverage, &StepFigures::split_coverage);
    figure(split_width, &StepFigures::split_width);
    figure(adaptive_coverage, &StepFigures::adaptive_coverage);
    figure(adaptive_width, &StepFigures::adaptive_width);
}

}  // namespace

std::vector<StepFigures> step_figures(const SeriesBacktest& series) {
    std::vector<StepFigures> all{{0, series.model.mae(), series.model.rmse(), series.mase(),
                                  series.skill_to_seasonal(), series.skill_to_persistence(),
                                  series.split.coverage(), series.split.mean_width(),
                                  series.adaptive.coverage(), series.adaptive.mean_width()}};
    for (std::size_t step = 1; step <= series.model.count.size(); ++step) {
        all.push_back(figures_at(series, step));
    }
    return all;
}

void write_backtest(const std::string& path, const BacktestRecord& record) {
    Hdf5Writer file(path, backtest_schema::format, backtest_schema::version);
    file.attribute("created_by", program_name());
    file.attribute(backtest_schema::horizon.name, static_cast<std::int64_t>(record.horizon));
    file.attribute(backtest_schema::coverage.name, record.coverage);
    file.attribute(backtest_schema::configuration.name, std::string_view(record.configuration));
    write_series(file, record);
    write_steps(file, record);
    file.finish();
}

}  // namespace nightwatt
