#include "forecast/task_forecast.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>

#include "forecast/fitting_runtimes.hpp"
#include "instance/columns.hpp"

namespace nightwatt {

namespace {

constexpr double spread_shares[] = {0.05, 0.25, 0.5, 0.75, 0.95};

/// Three digits.
double rounded(double value) {
    if (!(value > 0)) return value;
    double unit = 1;
    while (value >= 1000 * unit) unit *= 10;
    while (value < 100 * unit) unit /= 10;
    return std::round(value / unit) * unit;
}

std::vector<TaskRows> rows_by_task(const RuntimeTable& runtimes) {
    std::vector<TaskRows> all;
    for (std::size_t row = 0; row < runtimes.size(); ++row) {
        const auto task = static_cast<std::size_t>(runtimes.task[row]);
        if (all.empty() || all.back().task != task) all.push_back({task, row, row});
        all.back().last = row + 1;
    }
    return all;
}

/// Names of classes, the instance's first, then others that jobs name.
std::vector<std::string> class_names(const Instance& instance, const JobTable& jobs) {
    std::vector<std::string> names = instance.classes.id;
    for (const std::string& name : jobs.class_id) {
        if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end()) {
            names.push_back(name);
        }
    }
    return names;
}

class TaskFiller {
  public:
    TaskFiller(Instance& instance, const JobTable& jobs, double night_s,
               const ForecastParameters& parameters)
        : instance_(instance),
          jobs_(jobs),
          night_s_(night_s),
          parameters_(parameters),
          resources_(shared_resources(jobs, instance)),
          classes_(class_names(instance, jobs)),
          rows_(rows_by_task(instance.runtimes)) {}

    TaskForecast fill() {
        TaskForecast result;
        result.asked = true;
        JobModelSettings settings{parameters_.runtimes, parameters_.validation_share, night_s_,
                                  classes_.size(), true};
        const JobModel runtimes(samples(Quantity::Runtime), settings);
        fill_runtimes(runtimes, result.runtime);
        settings.method = "auto";
        settings.asked_for = false;
        const JobModel powers(samples(Quantity::Power), settings);
        fill_powers(powers, result.power);
        return result;
    }

  private:
    enum class Quantity { Runtime, Power };

    /// NaN: not measured.
    [[nodiscard]] double value_of(std::size_t row, Quantity quantity) const {
        return quantity == Quantity::Runtime ? jobs_.runtime_s[row]
                                             : jobs_.energy_j[row] / jobs_.runtime_s[row];
    }

    /// Says of too few jobs how many there would be in another night.
    void say_later(Quantity quantity, TaskQuantityForecast& result) const {
        std::size_t later = 0;
        for (std::size_t row = 0; row < jobs_.size(); ++row) {
            later += value_of(row, quantity) > 0 && jobs_.end_s[row] > night_s_ ? 1 : 0;
        }
        if (later == 0) return;
        result.model.why +=
            fmt::format("; {} jobs that end after the night begins are not looked at", later);
    }

    [[nodiscard]] std::vector<JobSample> samples(Quantity quantity) const {
        std::vector<JobSample> all;
        for (std::size_t row = 0; row < jobs_.size(); ++row) {
            const double value = value_of(row, quantity);
            if (!(value > 0) || jobs_.end_s[row] > night_s_) continue;
            JobSample sample;
            sample.traits = traits_of(jobs_, row, resources_);
            sample.keys = alike_keys(sample.traits);
            const auto found = std::find(classes_.begin(), classes_.end(), jobs_.class_id[row]);
            if (found != classes_.end()) {
                sample.class_index = static_cast<int>(found - classes_.begin());
            }
            sample.submit_s = jobs_.submit_s[row];
            sample.end_s = jobs_.end_s[row];
            sample.y = std::log(value);
            all.push_back(std::move(sample));
        }
        return all;
    }

    [[nodiscard]] bool names_classes(const JobModel& model) const {
        for (std::size_t k = 0; k < classes_.size(); ++k) {
            if (model.knows(static_cast<int>(k))) return true;
        }
        return false;
    }

    /// A running task's runtime is what is left of it.
    [[nodiscard]] bool runs_already(std::size_t task) const {
        return !std::isnan(instance_.tasks.pin_start_s[task]);
    }

    /// Calls f(first row of a class, last, prediction, what the rows are to be relative to) for
    /// every class of the task that the model can speak of; counts the others as kept.
    template <class F>
    void each_class(const TaskRows& rows, const JobModel& model, const std::vector<double>& values,
                    TaskQuantityForecast& result, F&& f) const {
        const bool classes = names_classes(model);
        const JobTraits traits = traits_of(instance_, rows.task, resources_);
        if (!model.tells_apart(traits)) {
            result.kept += rows.last - rows.first;
            ++result.nameless;
            return;
        }
        const auto& class_index = instance_.runtimes.class_index;
        const double longest =
            *std::max_element(values.begin() + static_cast<std::ptrdiff_t>(rows.first),
                              values.begin() + static_cast<std::ptrdiff_t>(rows.last));
        for (std::size_t first = rows.first; first < rows.last;) {
            std::size_t last = first + 1;
            while (last < rows.last && class_index[last] == class_index[first]) ++last;
            const int k = class_index[first];
            const auto prediction = model.predict(traits, classes ? k : -1);
            if (runs_already(rows.task) || !prediction || (classes && !model.knows(k))) {
                result.kept += last - first;
                note_unseen(classes && !model.knows(k), k, result);
            } else {
                result.filled += last - first;
                f(first, last, *prediction, classes ? values[first] : longest);
            }
            first = last;
        }
    }

    void note_unseen(bool unseen, int k, TaskQuantityForecast& result) const {
        const std::string& name = instance_.classes.id[static_cast<std::size_t>(k)];
        auto& list = result.unseen_classes;
        if (unseen && std::find(list.begin(), list.end(), name) == list.end()) list.push_back(name);
    }

    void fill_runtimes(const JobModel& model, TaskQuantityForecast& result) {
        result.model = model.report();
        if (!result.model.usable()) say_later(Quantity::Runtime, result);
        const bool refused = !result.model.usable() ||
                             (parameters_.runtimes == "auto" && result.model.worse_than_request());
        if (refused) {
            if (result.model.why.empty()) {
                result.model.why = "what users asked for was the better guess on held-out jobs";
            }
            result.kept = instance_.runtimes.size();
            return;
        }
        const std::vector<double> before = instance_.runtimes.runtime_s;
        const FitCheck fit(instance_);
        for (const TaskRows& rows : rows_) {
            const double limit = limit_of(rows.task);
            const std::size_t kept_before = result.kept;
            std::vector<std::size_t> predicted;
            std::optional<JobModel::Prediction> longest;
            double longest_s = 0;
            each_class(rows, model, before, result,
                       [&](std::size_t first, std::size_t last, const JobModel::Prediction& found,
                           double whole) {
                           const double planned = planned_s(found, limit);
                           for (std::size_t row = first; row < last; ++row) {
                               predicted.push_back(row);
                               const double exact = std::max(planned * before[row] / whole, 0.001);
                               // What was asked for fits the night; a little more may not.
                               instance_.runtimes.runtime_s[row] =
                                   planned >= limit
                                       ? exact
                                       : std::min(rounded(exact),
                                                  exact_limit(limit, before[row] / whole));
                           }
                           if (longest && planned <= longest_s) return;
                           longest = found;
                           longest_s = planned;
                       });
            if (!longest) continue;
            const double share = shorten_to_fit(instance_, fit, rows, predicted);
            if (share < 1) result.shortened.push_back(instance_.tasks.id[rows.task]);
            // One set of factors serves all rows: one that was not predicted is not to vary.
            if (result.kept == kept_before) {
                set_spread(rows.task, *longest, limit, longest_s * share);
            } else {
                set_certain(rows.task);
            }
        }
        say_why(model, result);
    }

    /// Why a model that is there predicted nothing.
    void say_why(const JobModel& model, TaskQuantityForecast& result) const {
        for (std::size_t k = 0; k < classes_.size(); ++k) {
            if (model.knows(static_cast<int>(k))) result.seen_classes.push_back(classes_[k]);
        }
        if (result.used()) return;
        result.model.why = "no task could be predicted";
        if (!rows_.empty() && result.nameless == rows_.size()) {
            result.model.why = "no task says its user, name or group";
        } else if (!result.unseen_classes.empty()) {
            result.model.why = result.unseen_text();
        }
    }

    [[nodiscard]] double limit_of(std::size_t task) const {
        const bool asked =
            instance_.requests.size() > 0 && instance_.requests.requested_s[task] > 0;
        return asked ? instance_.requests.requested_s[task] : none;
    }

    [[nodiscard]] static double exact_limit(double limit, double share) {
        return std::isnan(limit) ? std::numeric_limits<double>::infinity() : limit * share;
    }

    [[nodiscard]] double planned_s(const JobModel::Prediction& found, double limit) const {
        if (parameters_.runtime_quantile == 0) return found.mean(limit);
        const double planned = found.quantile(parameters_.runtime_quantile);
        return planned > limit ? limit : planned;
    }

    static std::array<std::vector<double>*, 5> columns(RuntimeSpreadTable& spreads) {
        return {&spreads.factor_05, &spreads.factor_25, &spreads.factor_50, &spreads.factor_75,
                &spreads.factor_95};
    }

    void set_spread(std::size_t task, const JobModel::Prediction& found, double limit,
                    double planned) {
        std::size_t place = 0;
        for (std::vector<double>* column : columns(instance_.runtime_spreads)) {
            column->resize(instance_.tasks.size(), 1.0);
            const double runtime = found.quantile(spread_shares[place++]);
            (*column)[task] = rounded((runtime > limit ? limit : runtime) / planned);
        }
    }

    void set_certain(std::size_t task) {
        for (std::vector<double>* column : columns(instance_.runtime_spreads)) {
            column->resize(instance_.tasks.size(), 1.0);
            (*column)[task] = 1;
        }
    }

    void fill_powers(const JobModel& model, TaskQuantityForecast& result) {
        result.model = model.report();
        if (!result.model.usable()) {
            if (result.model.jobs == 0) result.model.why = "no energy was measured";
            say_later(Quantity::Power, result);
            result.kept = instance_.runtimes.size();
            return;
        }
        const std::vector<double> before = instance_.runtimes.power_w;
        for (const TaskRows& rows : rows_) {
            each_class(rows, model, before, result,
                       [&](std::size_t first, std::size_t last, const JobModel::Prediction& found,
                           double whole) {
                           const double power_w = found.mean(none);
                           for (std::size_t row = first; row < last; ++row) {
                               instance_.runtimes.power_w[row] =
                                   rounded(whole > 0 ? power_w * before[row] / whole : power_w);
                           }
                       });
        }
        say_why(model, result);
    }

    Instance& instance_;
    const JobTable& jobs_;
    double night_s_;
    const ForecastParameters& parameters_;
    std::vector<std::string> resources_;
    std::vector<std::string> classes_;
    std::vector<TaskRows> rows_;
};

}  // namespace

std::string TaskQuantityForecast::unseen_text() const {
    return fmt::format("no job of the history ran on {}; its jobs ran on {}",
                       fmt::join(unseen_classes, ", "), fmt::join(seen_classes, ", "));
}

TaskForecast forecast_tasks(Instance& instance, const JobTable& jobs, double night_s,
                            const ForecastParameters& parameters) {
    if (parameters.runtimes == "keep" || jobs.size() == 0 || instance.tasks.size() == 0) return {};
    TaskForecast result = TaskFiller(instance, jobs, night_s, parameters).fill();
    const auto note = [&](const char* what, const TaskQuantityForecast& made) {
        instance.notes.push_back(made.used()
                                     ? fmt::format("{}: predicted from {} jobs by {}", what,
                                                   made.model.jobs, made.model.method)
                                     : fmt::format("{}: as they were, {}", what, made.model.why));
    };
    note("Runtimes", result.runtime);
    note("Powers", result.power);
    return result;
}

}  // namespace nightwatt
