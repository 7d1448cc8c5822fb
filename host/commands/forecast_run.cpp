#include "commands/forecast_run.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "errors.hpp"
#include "io/history_file.hpp"
#include "io/import/utc_time.hpp"
#include "io/report/text_table.hpp"
#include "log.hpp"

namespace nightwatt {

namespace {

double moment_s(const std::string& epoch, const std::string& whose) {
    const auto moment = parse_moment(epoch);
    if (!moment) throw InputError(fmt::format("{}: epoch '{}' is no moment", whose, epoch));
    return static_cast<double>(*moment);
}

}  // namespace

SiteForecast run_forecast(const Instance& instance, const ForecastParameters& parameters) {
    const History history = read_history(parameters.history);
    std::string note;
    const std::unique_ptr<RidgeBackend> backend =
        create_ridge_backend(parameters.backend, threads_of(parameters), note);
    log_info(fmt::format("forecasts: backend {} with {} threads{}", backend->name(),
                         threads_of(parameters), note.empty() ? "" : fmt::format(" ({})", note)));
    const double night_s =
        moment_s(instance.epoch, "instance") - moment_s(history.epoch, parameters.history);
    SiteForecast forecast = forecast_sites(*backend, instance, history, night_s, parameters);
    for (const SiteSeriesForecast& series : forecast.series) {
        if (series.why.empty()) continue;
        log_warning(fmt::format("{}/{}: persistence instead of a model: {}", series.site,
                                series.quantity, series.why));
    }
    return forecast;
}

std::string forecast_text(const SiteForecast& forecast) {
    const auto left = [](const char* name) { return TextTable::Head{name, TextTable::Side::Left}; };
    TextTable table({left("site"),
                     left("series"),
                     left("model"),
                     {"steps"},
                     {"RMSE"},
                     {"to day %"},
                     {"to last %"},
                     {"90 % within"}});
    for (const SiteSeriesForecast& s : forecast.series) {
        table.add(
            {s.site, s.quantity, s.method, std::to_string(s.steps),
             fmt::format("{:.4g}", s.validation_rmse), number_text(100 * s.skill_to_seasonal, 1),
             number_text(100 * s.skill_to_persistence, 1), fmt::format("+-{:.4g}", s.spread)});
    }
    std::string text =
        "Errors on the validation part; to day, to last: how much smaller the RMSE is than that "
        "of\n"
        "the value a day earlier and of the last value.\n\n" +
        table.text();
    for (const SiteSeriesForecast& s : forecast.series) {
        if (s.borrowed > 0) {
            text += fmt::format("  {}/{}: {} missing values were taken from the day before\n",
                                s.site, s.quantity, s.borrowed);
        }
    }
    if (!forecast.kept.empty()) {
        text += fmt::format("  left as they were: {}\n", fmt::join(forecast.kept, ", "));
    }
    return text;
}

std::string forecast_json(const SiteForecast& forecast) {
    nlohmann::ordered_json object;
    object["series"] = nlohmann::ordered_json::array();
    const auto number = [](double value) {
        return std::isfinite(value) ? nlohmann::ordered_json(value) : nlohmann::ordered_json();
    };
    for (const SiteSeriesForecast& s : forecast.series) {
        object["series"].push_back({{"site", s.site},
                                    {"quantity", s.quantity},
                                    {"method", s.method},
                                    {"why", s.why},
                                    {"steps", s.steps},
                                    {"validation_rmse", number(s.validation_rmse)},
                                    {"skill_to_seasonal", number(s.skill_to_seasonal)},
                                    {"skill_to_persistence", number(s.skill_to_persistence)},
                                    {"spread", s.spread},
                                    {"borrowed", s.borrowed}});
    }
    object["kept"] = forecast.kept;
    constexpr int indent = 2;
    return object.dump(indent, ' ', false, nlohmann::json::error_handler_t::replace) + '\n';
}

}  // namespace nightwatt
