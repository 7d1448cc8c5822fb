#include "commands/forecast_run.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "commands/forecast_warnings.hpp"
#include "errors.hpp"
#include "forecast/site_quantity.hpp"
#include "forecast/site_targets.hpp"
#include "instance/check.hpp"
#include "instance/in_quotes.hpp"
#include "io/history_file.hpp"
#include "io/import/utc_time.hpp"
#include "io/report/json_text.hpp"
#include "io/report/text_table.hpp"
#include "log.hpp"

namespace nightwatt {

namespace {

double moment_s(const std::string& epoch, const std::string& whose) {
    const auto moment = parse_moment(epoch);
    if (!moment) throw InputError(fmt::format("{}: epoch '{}' is no moment", whose, epoch));
    return static_cast<double>(*moment);
}

SiteForecast forecast_series(const Instance& instance, const History& history, double night_s,
                             const ForecastParameters& parameters) {
    std::string note;
    const std::unique_ptr<RidgeBackend> backend =
        create_ridge_backend(parameters.backend, threads_of(parameters), note);
    log_info(fmt::format("forecasts: backend {} with {} threads{}", backend->name(),
                         threads_of(parameters), note.empty() ? "" : fmt::format(" ({})", note)));
    return forecast_sites(*backend, instance, history, night_s, parameters);
}

/// Sites by name that a history has series of: the instance's, and others with a column of /series.
std::set<std::string> sites_of(const History& history, const Instance& instance) {
    const auto& ids = instance.sites.id;
    std::set<std::string> names;
    for (const HistorySeries& series : history.series) {
        const bool is_column = std::any_of(
            site_quantities().begin(), site_quantities().end(),
            [&](const SiteQuantity& quantity) { return quantity.name == series.quantity; });
        const bool is_planned = std::find(ids.begin(), ids.end(), series.subject) != ids.end();
        if (series.kind == "site" && (is_column || is_planned)) names.insert(series.subject);
    }
    return names;
}

/// Sites are told by their names: one that is spelt otherwise is another.
void warn_of_strangers(const std::set<std::string>& measured, const Instance& instance) {
    const std::set<std::string> planned(instance.sites.id.begin(), instance.sites.id.end());
    const auto only_in = [](const std::set<std::string>& some, const std::set<std::string>& other) {
        std::vector<std::string> names;
        for (const std::string& name : some) {
            if (other.count(name) == 0) names.push_back(in_quotes(name));
        }
        return fmt::format("{}", fmt::join(names, ", "));
    };
    if (const std::string names = only_in(measured, planned); !names.empty()) {
        log_warning(fmt::format("series of the history are of no site of the instance: {}", names));
    }
    if (const std::string names = only_in(planned, measured); !names.empty()) {
        log_warning(
            fmt::format("no series of the history is of these sites: {}; what they have "
                        "stays",
                        names));
    }
}

void add_row(TextTable& table, const char* what, double unit, const TaskQuantityForecast& made) {
    const JobModelReport& model = made.model;
    std::vector<std::string> row{what, std::to_string(model.jobs), std::to_string(model.held_out)};
    for (const JobErrors* errors : {&model.model, &model.request, &model.last_two}) {
        const bool known = std::isfinite(errors->factor);
        row.push_back(known ? fmt::format("{:.2f}", std::exp(errors->factor)) : "");
        row.push_back(known ? fmt::format("{:.3g}", errors->absolute / unit) : "");
    }
    row.push_back(std::isnan(model.coverage) ? "" : number_text(100 * model.coverage, 1));
    row.push_back(std::to_string(made.filled));
    row.push_back(std::to_string(made.kept));
    table.add(row);
}

std::string tasks_text(const TaskForecast& tasks) {
    TextTable table({{"tasks", TextTable::Side::Left},
                     {"jobs"},
                     {"held out"},
                     {"model x"},
                     {"+-"},
                     {"request x"},
                     {"+-"},
                     {"last two x"},
                     {"+-"},
                     {"in 90 %"},
                     {"filled"},
                     {"kept"}});
    constexpr double hour_s = 3600;
    add_row(table, "runtime, h", hour_s, tasks.runtime);
    add_row(table, "power, W", 1, tasks.power);
    std::string text =
        "\nBy what factor (x, geometric mean) and by how much (+-, mean) predictions miss the "
        "latest jobs,\nwhich were held out: the model's, what users asked for, the user's last two "
        "jobs.\n\n" +
        table.text();
    for (const auto& [what, made] :
         {std::pair("runtimes", &tasks.runtime), std::pair("powers", &tasks.power)}) {
        text += made->used() ? fmt::format("  {}: {}\n", what, made->model.method)
                             : fmt::format("  {} stay: {}\n", what, made->model.why);
    }
    return text;
}

nlohmann::ordered_json tasks_json(const TaskQuantityForecast& made) {
    const JobModelReport& model = made.model;
    return {{"method", model.method},
            {"why", model.why},
            {"jobs", model.jobs},
            {"held_out", model.held_out},
            {"log_error", model.model.factor},
            {"request_log_error", model.request.factor},
            {"last_two_log_error", model.last_two.factor},
            {"mean_log_error", model.mean.factor},
            {"error", model.model.absolute},
            {"request_error", model.request.absolute},
            {"last_two_error", model.last_two.absolute},
            {"mean_error", model.mean.absolute},
            {"coverage", model.coverage},
            {"filled", made.filled},
            {"kept", made.kept},
            {"nameless", made.nameless},
            {"unseen_classes", made.unseen_classes},
            {"shortened", made.shortened}};
}

/// Where no series could be forecast, jobs must have taught something.
void require_something(const NightForecast& night) {
    const bool jobs = night.tasks.runtime.model.usable() || night.tasks.power.model.usable();
    if (jobs || !night.sites.series.empty() || night.sites.given_up.empty()) return;
    throw InputError(night.sites.given_up);
}

/// What is wrong by now came from the forecast, not from whoever made the instance.
void check_night(const Instance& instance) {
    std::vector<std::string> problems = check(instance);
    for (std::string& problem : problems) problem = "the night as it is forecast: " + problem;
    if (!problems.empty()) throw InputError(std::move(problems));
}

}  // namespace

NightForecast run_forecast(const Instance& instance, const ForecastParameters& parameters) {
    if (instance.epoch == Instance().epoch) {
        throw InputError(
            "the instance says no epoch, the moment at which it begins: nobody knows which night "
            "to forecast");
    }
    const History history = read_history(parameters.history);
    const double night_s =
        moment_s(instance.epoch, "instance") - moment_s(history.epoch, parameters.history);
    NightForecast night;
    const std::set<std::string> measured = sites_of(history, instance);
    if (!measured.empty() || history.jobs.size() == 0) {
        if (!measured.empty()) warn_of_strangers(measured, instance);
        night.sites = forecast_series(instance, history, night_s, parameters);
    } else {
        check_chosen(parameters.series, instance, history);
        night.sites.instance = instance;
        night.sites.kept.emplace_back("all series");
    }
    night.tasks = forecast_tasks(night.sites.instance, history.jobs, night_s, parameters);
    require_something(night);
    warn_of(night);
    check_night(night.sites.instance);
    return night;
}

void require_forecast(const ForecastParameters& parameters, const Instance& instance,
                      const std::string& command) {
    const bool is_forecast = instance.spreads.size() > 0 || instance.runtime_spreads.size() > 0;
    if (parameters.history.empty() || is_forecast) return;
    throw UsageError(
        fmt::format("{}: forecasts nothing, and forecast.history is set: take the night that "
                    "nightwatt forecast writes; where it left series and runtimes as they were, "
                    "set forecast.history = \"\"",
                    command));
}

std::string forecast_text(const NightForecast& night) {
    const SiteForecast& forecast = night.sites;
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
    std::string text;
    if (!forecast.series.empty()) {
        text =
            "Errors on the validation part; to day, to last: how much smaller the RMSE is than "
            "that "
            "of\n"
            "the value a day earlier and of the last value.\n\n" +
            table.text();
    }
    for (const SiteSeriesForecast& s : forecast.series) {
        if (s.borrowed > 0) {
            text += fmt::format("  {}/{}: {} missing values were taken from the day before\n",
                                s.site, s.quantity, s.borrowed);
        }
    }
    if (!forecast.kept.empty()) {
        text += fmt::format("  left as they were: {}\n", fmt::join(forecast.kept, ", "));
    }
    if (night.tasks.asked) text += tasks_text(night.tasks);
    return text;
}

std::string forecast_json(const NightForecast& night) {
    const SiteForecast& forecast = night.sites;
    nlohmann::ordered_json object;
    object["series"] = nlohmann::ordered_json::array();
    for (const SiteSeriesForecast& s : forecast.series) {
        object["series"].push_back({{"site", s.site},
                                    {"quantity", s.quantity},
                                    {"method", s.method},
                                    {"why", s.why},
                                    {"steps", s.steps},
                                    {"validation_rmse", s.validation_rmse},
                                    {"skill_to_seasonal", s.skill_to_seasonal},
                                    {"skill_to_persistence", s.skill_to_persistence},
                                    {"spread", s.spread},
                                    {"borrowed", s.borrowed}});
    }
    object["kept"] = forecast.kept;
    object["given_up"] = forecast.given_up;
    if (night.tasks.asked) {
        object["runtimes"] = tasks_json(night.tasks.runtime);
        object["powers"] = tasks_json(night.tasks.power);
    }
    return json_text(object);
}

}  // namespace nightwatt
