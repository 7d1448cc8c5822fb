#include "io/import/trace_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "instance/columns.hpp"
#include "io/import/problem_list.hpp"
#include "io/import/server_shapes.hpp"
#include "io/import/synthetic_deadlines.hpp"
#include "io/import/value_lists.hpp"

namespace nightwatt {

namespace {

/// Kept free at the end of the night: times are rounded to milliseconds later.
constexpr double rounding_margin_s = 0.01;
constexpr std::int32_t no_row = -1;

/// Turns tasks of a trace into rows of /tasks and /runtimes.
class TaskBuilder {
  public:
    TaskBuilder(Instance& instance, const TraceTasks& trace, const ServerClasses& classes,
                const ImportParameters& parameters)
        : instance_(instance),
          trace_(trace),
          classes_(classes),
          parameters_(parameters),
          draw_(parameters.synthetic.seed),
          shapes_(server_shapes(instance)) {
        instance_.tasks.need.resize(trace.resources.size());
        ProblemList problems;
        round_up_ = units_by_resource(parameters.trace.round_up, trace.resources, "trace.round_up",
                                      problems);
        const auto& names = trace.resources;
        const auto found = std::find(names.begin(), names.end(), parameters.trace.accelerator);
        if (found != names.end())
            accelerator_ = found - names.begin();
        else if (!parameters.trace.accelerator.empty())
            problems.add(fmt::format("trace.accelerator: no resource '{}' in the trace",
                                     parameters.trace.accelerator));
        problems.throw_if_any<UsageError>();
    }

    void add(const CutTask& cut) {
        const std::size_t task = cut.task;
        const std::vector<std::uint32_t> need = rounded_need(task);
        const Input input = drawn_input(task);
        const std::vector<double> fastest = runtimes_that_fit(cut, need, input);
        const double shortest = *std::min_element(fastest.begin(), fastest.end());
        if (!std::isfinite(shortest)) {
            misfit(cut, need);
            return;
        }
        TaskTable& tasks = instance_.tasks;
        const auto row = static_cast<std::int32_t>(tasks.size());
        const Deadline deadline = synthetic_deadline(parameters_.deadlines, draw_,
                                                     {.address = task,
                                                      .release_s = cut.release_s,
                                                      .fastest_s = shortest,
                                                      .eligible = gets_deadline(task)},
                                                     instance_.horizon_s);
        if (!std::isnan(deadline.deadline_s)) ++with_deadline_;
        tasks.id.push_back(trace_.id[task]);
        tasks.release_s.push_back(cut.release_s);
        tasks.deadline_s.push_back(deadline.deadline_s);
        tasks.tardiness_weight_per_h.push_back(deadline.weight_per_h);
        tasks.frequency_sensitivity.push_back(drawn_sensitivity(task));
        tasks.work.push_back(trace_.runtime_s[task] / 3600);
        tasks.input_bytes.push_back(input.bytes);
        tasks.input_site.push_back(input.site);
        tasks.pin_server.push_back(no_row);
        tasks.pin_level.push_back(no_row);
        tasks.pin_start_s.push_back(none);
        add_request(task);
        for (std::size_t r = 0; r < need.size(); ++r) tasks.need[r].push_back(need[r]);
        for (std::size_t k = 0; k < fastest.size(); ++k)
            if (std::isfinite(fastest[k])) add_runtime(row, k, fastest[k], task);
    }

    void finish() {
        unknown_model_problems_.throw_if_any();
        if (parameters_.trace.misfits == "refuse") misfit_problems_.throw_if_any();
        if (instance_.tasks.size() == 0)
            throw InputError("no task of the trace fits a server within the night");
        if (!requests_known_) instance_.requests = {};
        std::vector<std::string>& notes = instance_.notes;
        if (too_large_ + too_late_ > 0)
            notes.push_back(
                fmt::format("Left out: {} tasks larger than any server they may use, {} "
                            "that could not end within the night.",
                            too_large_, too_late_));
        const SyntheticParameters& made = parameters_.synthetic;
        if (with_deadline_ > 0)
            notes.push_back(deadline_note(parameters_, instance_.currency, with_deadline_));
        const double least = made.frequency_sensitivity_min;
        const double greatest = made.frequency_sensitivity_max;
        notes.push_back(least < greatest
                            ? fmt::format("SYNTHETIC frequency sensitivity: uniform from {} to {} "
                                          "(seed {}).",
                                          least, greatest, made.seed)
                            : fmt::format("Frequency sensitivity: {} for every task.", least));
        if (made.input_share > 0)
            notes.push_back(
                fmt::format("SYNTHETIC inputs: a share of {} of the tasks reads {} to {} "
                            "GB that lie at one site (seed {}).",
                            made.input_share, made.input_gb_min, made.input_gb_max, made.seed));
        notes.push_back(
            "Power of servers and tasks, and the speed of classes: the import's "
            "configuration. Work: hours that the task ran in the trace.");
    }

  private:
    struct Input {
        double bytes = 0;
        std::int32_t site = no_row;
    };

    [[nodiscard]] std::vector<std::uint32_t> rounded_need(std::size_t task) const {
        std::vector<std::uint32_t> need;
        for (std::size_t r = 0; r < round_up_.size(); ++r) {
            const std::uint32_t unit = std::max<std::uint32_t>(round_up_[r], 1);
            need.push_back((trace_.need[r][task] + unit - 1) / unit * unit);
        }
        return need;
    }

    [[nodiscard]] Input drawn_input(std::size_t task) const {
        const SyntheticParameters& made = parameters_.synthetic;
        if (draw_.fraction(SyntheticPurpose::HasInput, task) >= made.input_share) return {};
        const double gb =
            draw_.between(SyntheticPurpose::InputSize, task, made.input_gb_min, made.input_gb_max);
        const auto sites = static_cast<double>(instance_.sites.size());
        const double site = std::floor(draw_.fraction(SyntheticPurpose::InputSite, task) * sites);
        return {std::round(gb * 1e9), static_cast<std::int32_t>(site)};
    }

    /// In thousandths: what is made up needs no more digits.
    [[nodiscard]] double drawn_sensitivity(std::size_t task) const {
        const SyntheticParameters& made = parameters_.synthetic;
        const double drawn =
            draw_.between(SyntheticPurpose::FrequencySensitivity, task,
                          made.frequency_sensitivity_min, made.frequency_sensitivity_max);
        return std::round(drawn * 1000) / 1000;
    }

    [[nodiscard]] bool gets_deadline(std::size_t task) const {
        const auto& of = parameters_.deadlines.service_classes;
        return of.empty() ||
               std::find(of.begin(), of.end(), trace_.service_class[task]) != of.end();
    }

    /// Runtime of a task on each class; infinity where it may not or cannot run.
    [[nodiscard]] std::vector<double> runtimes_that_fit(const CutTask& cut,
                                                        const std::vector<std::uint32_t>& need,
                                                        const Input& input) {
        const std::vector<bool> allowed = allowed_classes(cut.task);
        std::vector<double> runtimes(allowed.size(), std::numeric_limits<double>::infinity());
        for (const ServerShape& shape : shapes_) {
            const auto k = static_cast<std::size_t>(shape.class_index);
            if (!allowed[k] || !shape.holds(need)) continue;
            const double runtime =
                trace_runtime_s(trace_, cut.task, parameters_.trace) / speed(k, cut.task);
            const double start =
                std::max(ready_s(instance_, cut.release_s, input.bytes, input.site, shape.site),
                         shape.wake_s);
            if (start + runtime + rounding_margin_s <= instance_.horizon_s) runtimes[k] = runtime;
        }
        return runtimes;
    }

    [[nodiscard]] std::vector<bool> allowed_classes(std::size_t task) {
        const auto& models = trace_.allowed_classes[task];
        std::vector<bool> allowed(instance_.classes.size(), models.empty());
        for (const std::string& model : models) {
            const auto found = classes_.class_of_model.find(model);
            if (found != classes_.class_of_model.end())
                allowed[static_cast<std::size_t>(found->second)] = true;
            else if (unknown_models_.insert(model).second)
                unknown_model_problems_.add(
                    fmt::format("task {} may use model '{}', which no [[class]] "
                                "names",
                                trace_.id[task], model));
        }
        return allowed;
    }

    [[nodiscard]] double speed(std::size_t class_index, std::size_t task) const {
        const ClassParameters& entry = parameters_.classes[class_index];
        const bool accelerated =
            accelerator_ >= 0 && trace_.need[static_cast<std::size_t>(accelerator_)][task] > 0;
        return accelerated ? entry.accelerator_speed : entry.speed;
    }

    void add_request(std::size_t task) {
        RequestTable& requests = instance_.requests;
        requests.requested_s.push_back(trace_.requested_s[task]);
        requests.user.push_back(trace_.user[task]);
        requests.name.push_back(trace_.name[task]);
        requests.group.push_back(trace_.service_class[task]);
        requests_known_ = requests_known_ || trace_.requested_s[task] > 0 ||
                          !trace_.user[task].empty() || !trace_.name[task].empty() ||
                          !trace_.service_class[task].empty();
    }

    void add_runtime(std::int32_t row, std::size_t class_index, double runtime, std::size_t task) {
        double power_w = 0;
        for (std::size_t r = 0; r < trace_.resources.size(); ++r)
            power_w += classes_.dynamic_w_per_unit[class_index][r] * trace_.need[r][task];
        instance_.runtimes.task.push_back(row);
        instance_.runtimes.class_index.push_back(static_cast<std::int32_t>(class_index));
        instance_.runtimes.level.push_back(-1);
        instance_.runtimes.runtime_s.push_back(runtime);
        instance_.runtimes.power_w.push_back(power_w);
    }

    void misfit(const CutTask& cut, const std::vector<std::uint32_t>& need) {
        const std::vector<bool> allowed = allowed_classes(cut.task);
        const bool held =
            std::any_of(shapes_.begin(), shapes_.end(), [&](const ServerShape& shape) {
                return allowed[static_cast<std::size_t>(shape.class_index)] && shape.holds(need);
            });
        if (!held) {
            ++too_large_;
            misfit_problems_.add(fmt::format("task {} fits no server it may use: it needs {}",
                                             trace_.id[cut.task], need_text(need)));
        } else {
            ++too_late_;
            misfit_problems_.add(fmt::format(
                "task {} cannot end within the night: released after {:.2f} h, it takes {:.2f} h; "
                "lower trace.release_h or trace.max_runtime_h, or set trace.misfits = "
                "\"drop\"",
                trace_.id[cut.task], cut.release_s / 3600,
                trace_runtime_s(trace_, cut.task, parameters_.trace) / 3600));
        }
    }

    [[nodiscard]] std::string need_text(const std::vector<std::uint32_t>& need) const {
        std::string text;
        for (std::size_t r = 0; r < need.size(); ++r)
            text += fmt::format("{}{} {}", r == 0 ? "" : ", ", need[r], trace_.resources[r]);
        return text;
    }

    Instance& instance_;
    const TraceTasks& trace_;
    const ServerClasses& classes_;
    const ImportParameters& parameters_;
    SyntheticDraw draw_;
    std::vector<ServerShape> shapes_;
    std::vector<std::uint32_t> round_up_;
    std::ptrdiff_t accelerator_ = -1;
    bool requests_known_ = false;
    std::set<std::string> unknown_models_;
    ProblemList unknown_model_problems_;
    ProblemList misfit_problems_;
    std::size_t too_large_ = 0;
    std::size_t too_late_ = 0;
    std::size_t with_deadline_ = 0;
};

}  // namespace

void add_trace_tasks(Instance& instance, const TraceTasks& trace, const TraceCut& cut,
                     const ServerClasses& classes, const ImportParameters& parameters) {
    TaskBuilder builder(instance, trace, classes, parameters);
    for (const CutTask& task : cut.tasks) builder.add(task);
    builder.finish();
}

}  // namespace nightwatt
