#include "commands/forecast_warnings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "instance/in_quotes.hpp"
#include "log.hpp"

namespace nightwatt {

namespace {

void warn_of_series(const SiteForecast& forecast) {
    for (const std::string& why : forecast.given_up) {
        log_warning(fmt::format("{}; what the night has stays", why));
    }
    for (const SiteSeriesForecast& series : forecast.series) {
        if (series.why.empty()) continue;
        log_warning(fmt::format("{}/{}: {} instead of a model: {}", series.site, series.quantity,
                                series.method, series.why));
    }
}

void warn_of_shortened(const char* what, const std::vector<std::string>& tasks) {
    if (tasks.empty()) return;
    constexpr std::size_t most_names = 5;
    std::string names;
    for (std::size_t k = 0; k < std::min(tasks.size(), most_names); ++k) {
        names += (k == 0 ? "" : ", ") + in_quotes(tasks[k]);
    }
    if (tasks.size() > most_names) {
        names += fmt::format(" and {} more", tasks.size() - most_names);
    }
    log_warning(
        fmt::format("{}: no server has time for what is predicted of these tasks; they are planned "
                    "with the longest that fits: {}",
                    what, names));
}

void warn_of_tasks(const char* what, const TaskQuantityForecast& made) {
    if (!made.used()) {
        log_warning(fmt::format("{} of tasks stay as they are: {}", what, made.model.why));
        return;
    }
    if (made.model.worse_than_request()) {
        log_warning(
            fmt::format("{}: on held-out jobs what users asked for was the better guess", what));
    }
    if (made.nameless > 0) {
        log_warning(fmt::format("{}: {} tasks say no user, name or group; what they have stays",
                                what, made.nameless));
    }
    if (!made.unseen_classes.empty()) {
        log_warning(fmt::format("{}: {}; what tasks have there stays", what, made.unseen_text()));
    }
    warn_of_shortened(what, made.shortened);
}

}  // namespace

void warn_of(const NightForecast& night) {
    warn_of_series(night.sites);
    if (!night.tasks.asked) return;
    warn_of_tasks("runtimes", night.tasks.runtime);
    if (night.tasks.power.model.jobs > 0) warn_of_tasks("powers", night.tasks.power);
}

}  // namespace nightwatt
