#include "io/slurm/slurm_import.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <unordered_map>

#include "errors.hpp"
#include "instance/in_quotes.hpp"
#include "io/import/night_grid.hpp"
#include "io/import/trace_instance.hpp"
#include "io/slurm/slurm_deadlines.hpp"
#include "io/slurm/slurm_places.hpp"
#include "io/slurm/slurm_room.hpp"
#include "io/slurm/slurm_running.hpp"

namespace nightwatt {

namespace {

bool holds(const std::vector<std::string>& list, const std::string& one) {
    return std::find(list.begin(), list.end(), one) != list.end();
}

bool holds_any(const std::vector<std::string>& list, const std::vector<std::string>& some) {
    return std::find_first_of(list.begin(), list.end(), some.begin(), some.end()) != list.end();
}

/// Unix time of time 0.
std::int64_t night_start(const std::vector<SlurmJobRow>& jobs, const ImportParameters& parameters,
                         std::optional<std::int64_t> now_s) {
    if (parameters.night.start != NightParameters().start)
        return night_grid(parameters.night).start;
    std::int64_t latest_s = 0;
    for (const SlurmJobRow& job : jobs) {
        // Jobs that run have started before the queue was read, whatever else it says.
        if (job.phase == SlurmPhase::Runs) latest_s = std::max(latest_s, job.start_s);
    }
    if (!now_s && latest_s == 0) {
        throw UsageError(
            "night.start is not set, and nothing runs that would say when the queue was "
            "read: set night.start");
    }
    return (std::max(now_s.value_or(0), latest_s) + 59) / 60 * 60;
}

}  // namespace

const ClassParameters& slurm_class_of(const SlurmNodeRow& node,
                                      const ImportParameters& parameters) {
    for (const ClassParameters& entry : parameters.classes) {
        const auto models = entry.models.empty() ? std::vector{entry.name} : entry.models;
        for (const std::string& model : models) {
            if (model == "node" || holds(node.labels, model) || holds(node.partitions, model)) {
                return entry;
            }
        }
    }
    throw UsageError(
        fmt::format("node {}: no [[class]] names one of its features, gres or partitions in "
                    "models; \"node\" stands for every node",
                    node.name));
}

namespace {

class SlurmNight {
  public:
    SlurmNight(const std::vector<SlurmNodeRow>& nodes,
               const std::optional<std::vector<SlurmReservation>>& reservations,
               const ImportParameters& parameters, std::int64_t start_s)
        : parameters_(parameters), start_s_(start_s) {
        if (reservations) reserved_.emplace(*reservations, start_s, parameters.night.hours);
        tasks_.resources = {"cpu", "memory_mib", "gpu"};
        list_.capacity.resize(tasks_.resources.size());
        for (const SlurmNodeRow& node : nodes) add(node);
        if (places_.empty()) throw InputError("no node of the cluster is up and in the partition");
    }

    void add(const SlurmJobRow& job) {
        if (job.phase == SlurmPhase::Over) return count("that have ended");
        if (job.phase == SlurmPhase::Runs) return running_.push_back(job);
        if (!in_partition(job.partitions)) return count("of other partitions");
        if (job.node_count > 1 || job.required_nodes.size() > 1) return count("on several nodes");
        if (job.limit_s <= 0) return count("without a time limit");
        if (!job.dependency.empty()) return count("that depend on others");
        if (job.on_hold) return count("that are held");
        if (!job.beyond.empty()) return count(job.beyond);
        if (job.features.find_first_of("|[(*") != std::string::npos) {
            return count("with features this program cannot read");
        }
        if (release_s(job) > parameters_.night.hours * 3600) {
            return count("that may only start after the night");
        }
        const SlurmPlace& place = places_.of(job);
        if (!place.why_not.empty()) return count(place.why_not);
        if (!jobs_.emplace(job.id, job).second) return count("that are listed twice");
        const double limit_s = static_cast<double>(job.limit_s);
        const std::vector<std::uint32_t> need = {static_cast<std::uint32_t>(place.cpus),
                                                 static_cast<std::uint32_t>(job.memory_mib),
                                                 static_cast<std::uint32_t>(job.gpus)};
        tasks_.add(job.id, release_s(job), std::max(1.0, limit_s * parameters_.slurm.runtime_share),
                   limit_s, need, job.qos);
        tasks_.allowed_classes.back() = place.models;
        tasks_.user.back() = job.user;
        tasks_.name.back() = job.name;
    }

    Instance finish() {
        if (tasks_.size() == 0) throw InputError(nothing_left());
        tasks_.notes.push_back(
            fmt::format("Tasks: {} jobs of a Slurm queue that wait; runtimes: {} of their time "
                        "limits.",
                        tasks_.size(), parameters_.slurm.runtime_share));
        ImportParameters parameters = parameters_;
        parameters.trace.cut = "window";
        parameters.trace.window_start_h = 0;
        parameters.trace.release_h = parameters.night.hours;
        parameters.trace.node_stride = 1;
        parameters.trace.misfits = "drop";  // one job must not stop all the others
        parameters.night.start = moment_text(start_s_);
        Instance instance = trace_instance(tasks_, &list_, parameters);
        pin_to_required_nodes(instance);
        set_windows(instance);
        const std::vector<SlurmHold> holds = slurm_holds(instance, running_, start_s_, left_out_);
        remove_crowded_out(instance, holds);
        if (instance.tasks.size() == 0) throw InputError(nothing_left());
        set_deadlines(instance);
        add_holds(instance, holds, parameters);
        add_notes(instance, holds);
        return instance;
    }

  private:
    [[nodiscard]] bool in_partition(const std::vector<std::string>& partitions) const {
        return parameters_.slurm.partition.empty() ||
               holds_any(partitions, {parameters_.slurm.partition});
    }
    [[nodiscard]] double release_s(const SlurmJobRow& job) const {
        return std::max(0.0, static_cast<double>(job.eligible_s - start_s_));
    }
    void count(const std::string& why) { ++left_out_[why]; }

    [[nodiscard]] std::vector<std::string> reasons() const {
        std::vector<std::string> lines;
        for (const auto& [why, number] : left_out_) {
            lines.push_back(fmt::format("Left out: {} jobs {}.", number, why));
        }
        if (unusable_ > 0) {
            lines.push_back(
                fmt::format("Left out: {} nodes that are down, drained or reserved.", unusable_));
        }
        return lines;
    }

    [[nodiscard]] std::vector<std::string> nothing_left() const {
        std::vector<std::string> problems = reasons();
        problems.insert(problems.begin(), "no job of the queue is left for the night");
        return problems;
    }

    void add(const SlurmNodeRow& node) {
        // Where reservations are known, they say when a node can be had; its state only says now.
        const auto window = reserved_ ? reserved_->of(node.name) : std::nullopt;
        if (!node.usable || (reserved_ ? !window : node.reserved)) {
            ++unusable_;
            return;
        }
        if (!parameters_.slurm.partition.empty() &&
            !holds(node.partitions, parameters_.slurm.partition)) {
            return;
        }
        const ClassParameters& entry = slurm_class_of(node, parameters_);
        const std::string& model = entry.models.empty() ? entry.name : entry.models.front();
        places_.add(node, model);
        list_.id.push_back(node.name);
        list_.model.push_back(model);
        list_.capacity[0].push_back(static_cast<std::uint32_t>(node.cpus));
        list_.capacity[1].push_back(static_cast<std::uint32_t>(node.memory_mib));
        list_.capacity[2].push_back(static_cast<std::uint32_t>(node.gpus));
    }

    void pin_to_required_nodes(Instance& instance) const {
        std::unordered_map<std::string, std::int32_t> server_of;
        for (std::size_t i = 0; i < instance.servers.size(); ++i) {
            server_of[instance.servers.id[i]] = static_cast<std::int32_t>(i);
        }
        for (std::size_t j = 0; j < instance.tasks.size(); ++j) {
            const SlurmJobRow& job = jobs_.at(instance.tasks.id[j]);
            if (job.required_nodes.empty()) continue;
            instance.tasks.pin_server[j] = server_of.at(job.required_nodes.front());
        }
    }

    void set_windows(Instance& instance) {
        if (!reserved_) return;
        for (std::size_t i = 0; i < instance.servers.size(); ++i) {
            const auto window = reserved_->of(instance.servers.id[i]);
            if (!window || window->close_s - window->open_s >= instance.horizon_s) continue;
            instance.servers.open_s[i] = window->open_s;
            instance.servers.close_s[i] = window->close_s;
            ++in_part_;
        }
    }

    void remove_crowded_out(Instance& instance, const std::vector<SlurmHold>& holds) {
        std::vector<std::int64_t> priority;
        for (const std::string& id : instance.tasks.id) priority.push_back(jobs_.at(id).priority);
        const SlurmCrowd crowd =
            nightwatt::remove_crowded_out(instance, holds, priority, parameters_.slurm.fill);
        if (crowd.beside_holds > 0) {
            left_out_[reserved_ ? "for which running jobs and reservations leave no room in the "
                                  "night"
                                : "for which running jobs leave no room in the night"] =
                crowd.beside_holds;
        }
        if (crowd.behind > 0) {
            left_out_["for which jobs of higher priority leave no room in the night (slurm.fill)"] =
                crowd.behind;
        }
    }

    void set_deadlines(Instance& instance) {
        const SlurmDeadlines deadlines(parameters_.slurm, parameters_.night.currency, start_s_);
        for (std::size_t j = 0; j < instance.tasks.size(); ++j) {
            const SlurmDeadline deadline = deadlines.of(jobs_.at(instance.tasks.id[j]));
            if (!deadline.unread.empty() && unread_++ == 0) {
                first_unread_ = fmt::format("{} in the comment of job {}",
                                            in_quotes(deadline.unread), instance.tasks.id[j]);
            }
            // Whatever is due after the night is in time.
            if (!(deadline.deadline_s <= instance.horizon_s)) continue;
            // A job that was late before it may begin is due at its release.
            instance.tasks.deadline_s[j] =
                std::max(deadline.deadline_s, instance.tasks.release_s[j]);
            instance.tasks.tardiness_weight_per_h[j] = deadline.weight_per_h;
        }
    }

    void add_notes(Instance& instance, const std::vector<SlurmHold>& holds) const {
        std::vector<std::string>& notes = instance.notes;
        if (!holds.empty()) {
            notes.push_back(fmt::format(
                "Running jobs: {} tasks pinned to their node until their limit or the night ends.",
                holds.size()));
        }
        if (in_part_ > 0) {
            notes.push_back(fmt::format(
                "Reservations: {} nodes are used in the longest part of the night without one.",
                in_part_));
        }
        if (unread_ > 0) {
            notes.push_back(
                fmt::format("Unreadable: what {} jobs say of their deadline, first {}; write "
                            "deadline=2026-01-31T06:00:00Z and late=2.5.",
                            unread_, first_unread_));
        }
        const auto& frequencies = instance.levels.relative_frequency;
        if (std::any_of(frequencies.begin(), frequencies.end(), [](double f) { return f < 1; })) {
            notes.emplace_back(
                "Frequency levels: Slurm cannot set them for jobs of the queue, and `export slurm "
                "--queued` refuses plans that use them; leave levels out of [[class]].");
        }
        for (std::string& line : reasons()) notes.push_back(std::move(line));
    }

    const ImportParameters& parameters_;
    std::int64_t start_s_;
    std::optional<SlurmWindows> reserved_;
    std::size_t unusable_ = 0;
    std::size_t in_part_ = 0;  ///< nodes that are reserved for some of the night
    SlurmPlaces places_;
    NodeList list_;
    TraceTasks tasks_;
    std::map<std::string, std::size_t> left_out_;
    std::unordered_map<std::string, SlurmJobRow> jobs_;  ///< that wait
    std::vector<SlurmJobRow> running_;
    std::size_t unread_ = 0;  ///< deadlines in comments
    std::string first_unread_;
};

}  // namespace

Instance import_slurm(const std::vector<SlurmJobRow>& jobs, const std::vector<SlurmNodeRow>& nodes,
                      const std::optional<std::vector<SlurmReservation>>& reservations,
                      const ImportParameters& parameters, std::optional<std::int64_t> now_s) {
    SlurmNight night(nodes, reservations, parameters, night_start(jobs, parameters, now_s));
    for (const SlurmJobRow& job : jobs) night.add(job);
    return night.finish();
}

}  // namespace nightwatt
