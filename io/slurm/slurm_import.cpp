#include "io/slurm/slurm_import.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <unordered_map>

#include "errors.hpp"
#include "instance/columns.hpp"
#include "io/import/night_grid.hpp"
#include "io/import/trace_instance.hpp"
#include "io/slurm/slurm_deadlines.hpp"

namespace nightwatt {

namespace {

bool holds(const std::vector<std::string>& list, const std::string& one) {
    return std::find(list.begin(), list.end(), one) != list.end();
}

/// Unix time of time 0.
std::int64_t night_start(const std::vector<SlurmJobRow>& jobs, const ImportParameters& parameters,
                         std::optional<std::int64_t> now_s) {
    if (parameters.night.start != NightParameters().start)
        return night_grid(parameters.night).start;
    std::int64_t latest_s = 0;
    for (const SlurmJobRow& job : jobs) {
        // Jobs that run have started before the queue was read, whatever else it says.
        if (job.state == "RUNNING") latest_s = std::max(latest_s, job.start_s);
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
    SlurmNight(const std::vector<SlurmNodeRow>& nodes, const ImportParameters& parameters,
               std::int64_t start_s)
        : parameters_(parameters), start_s_(start_s) {
        tasks_.resources = {"cpu", "memory_mib", "gpu"};
        list_.capacity.resize(tasks_.resources.size());
        for (const SlurmNodeRow& node : nodes) add(node);
        if (nodes_.empty()) throw InputError("no node of the cluster is up and in the partition");
    }

    void add(const SlurmJobRow& job) {
        if (!in_partition(job.partition)) return count("of other partitions");
        const bool runs = job.state == "RUNNING";
        if (!runs && job.state != "PENDING") return;
        if (job.node_count > 1) return count("on several nodes");
        if (job.limit_s <= 0) return count("without a time limit");
        if (!runs && !job.dependency.empty()) return count("that depend on others");
        if (!runs && job.reason.starts_with("JobHeld")) return count("that are held");
        if (job.features.find_first_of("|[(*") != std::string::npos) {
            return count("with features this program cannot read");
        }
        std::vector<std::string> models;
        if (!runs && !allowed_models(job, models)) {
            return count("that may use only some nodes of a class");
        }
        const double limit_s = static_cast<double>(job.limit_s);
        const double runtime_s =
            runs ? std::max(1.0, limit_s - static_cast<double>(start_s_ - job.start_s))
                 : std::max(1.0, limit_s * parameters_.slurm.runtime_share);
        const double release_s =
            runs ? 0 : std::max(0.0, static_cast<double>(job.eligible_s - start_s_));
        if (release_s + runtime_s > parameters_.night.hours * 3600) {
            return count("that could not end within the night");
        }
        const std::vector<std::uint32_t> need = {static_cast<std::uint32_t>(job.cpus),
                                                 static_cast<std::uint32_t>(job.memory_mib),
                                                 static_cast<std::uint32_t>(job.gpus)};
        tasks_.add(job.id, release_s, runtime_s, limit_s, need, job.qos);
        tasks_.allowed_classes.back() = std::move(models);
        tasks_.user.back() = job.user;
        tasks_.name.back() = job.name;
        jobs_.emplace(job.id, job);
    }

    Instance finish() {
        for (const auto& [why, number] : left_out_) {
            tasks_.notes.push_back(fmt::format("Left out: {} jobs {}.", number, why));
        }
        if (unusable_ > 0) {
            tasks_.notes.push_back(
                fmt::format("Left out: {} nodes that are down or drained.", unusable_));
        }
        if (tasks_.size() == 0) throw InputError("no job of the queue is left for the night");
        tasks_.notes.insert(
            tasks_.notes.begin(),
            fmt::format("Tasks: {} jobs of a Slurm queue; runtimes: {} of their time "
                        "limits.",
                        tasks_.size(), parameters_.slurm.runtime_share));
        ImportParameters parameters = parameters_;
        parameters.trace.cut = "window";
        parameters.trace.window_start_h = 0;
        parameters.trace.release_h = parameters.night.hours;
        parameters.night.start = moment_text(start_s_);
        Instance instance = trace_instance(tasks_, &list_, parameters);
        const SlurmDeadlines deadlines(parameters_.slurm, parameters_.night.currency, start_s_);
        std::unordered_map<std::string, std::int32_t> server_of;
        for (std::size_t i = 0; i < instance.servers.size(); ++i) {
            server_of[instance.servers.id[i]] = static_cast<std::int32_t>(i);
        }
        for (std::size_t j = 0; j < instance.tasks.size(); ++j) {
            const SlurmJobRow& job = jobs_.at(instance.tasks.id[j]);
            if (job.state == "RUNNING") {
                pin(instance, j, server_of, job.nodes);
            } else {
                const SlurmDeadline deadline = deadlines.of(job);
                // Whatever is due after the night is in time.
                if (!(deadline.deadline_s <= instance.horizon_s)) continue;
                instance.tasks.deadline_s[j] = deadline.deadline_s;
                instance.tasks.tardiness_weight_per_h[j] = deadline.weight_per_h;
            }
        }
        return instance;
    }

  private:
    struct Node {
        SlurmNodeRow row;
        std::string model;
    };

    [[nodiscard]] bool in_partition(const std::string& partition) const {
        return parameters_.slurm.partition.empty() || partition == parameters_.slurm.partition;
    }
    void count(const char* why) { ++left_out_[why]; }

    void add(const SlurmNodeRow& node) {
        if (!node.usable) {
            ++unusable_;
            return;
        }
        if (!parameters_.slurm.partition.empty() &&
            !holds(node.partitions, parameters_.slurm.partition)) {
            return;
        }
        const ClassParameters& entry = slurm_class_of(node, parameters_);
        nodes_.push_back({node, entry.models.empty() ? entry.name : entry.models.front()});
        list_.id.push_back(node.name);
        list_.model.push_back(nodes_.back().model);
        list_.capacity[0].push_back(static_cast<std::uint32_t>(node.cpus));
        list_.capacity[1].push_back(static_cast<std::uint32_t>(node.memory_mib));
        list_.capacity[2].push_back(static_cast<std::uint32_t>(node.gpus));
    }

    [[nodiscard]] static bool fits(const SlurmJobRow& job, const SlurmNodeRow& node) {
        if (!job.partition.empty() && !holds(node.partitions, job.partition)) return false;
        for (std::size_t at = 0; at < job.features.size();) {
            const std::size_t end =
                std::min(job.features.find_first_of("&,", at), job.features.size());
            if (!holds(node.labels, job.features.substr(at, end - at))) return false;
            at = end + 1;
        }
        return true;
    }

    /// Models of the classes all of whose nodes fit; empty: all do. False: a class fits in part, or
    /// none does.
    bool allowed_models(const SlurmJobRow& job, std::vector<std::string>& models) const {
        std::map<std::string, std::pair<std::size_t, std::size_t>> fitting;  // of all
        for (const Node& node : nodes_) {
            auto& [fit, all] = fitting[node.model];
            fit += fits(job, node.row) ? 1 : 0;
            ++all;
        }
        bool every = true;
        for (const auto& [model, counts] : fitting) {
            if (counts.first == counts.second) {
                models.push_back(model);
            } else {
                every = false;
            }
        }
        if (models.empty()) return false;
        if (every) models.clear();
        return true;
    }

    /// It runs: it stays where it is. Servers that must wake begin then.
    static void pin(Instance& instance, std::size_t task,
                    const std::unordered_map<std::string, std::int32_t>& server_of,
                    const std::string& node) {
        const auto server = server_of.find(node);
        if (server == server_of.end()) return;
        instance.tasks.pin_server[task] = server->second;
        instance.tasks.pin_start_s[task] =
            instance.servers.wake_s[static_cast<std::size_t>(server->second)];
    }

    const ImportParameters& parameters_;
    std::int64_t start_s_;
    std::size_t unusable_ = 0;
    std::vector<Node> nodes_;
    NodeList list_;
    TraceTasks tasks_;
    std::map<std::string, std::size_t> left_out_;
    std::unordered_map<std::string, SlurmJobRow> jobs_;
};

}  // namespace

Instance import_slurm(const std::vector<SlurmJobRow>& jobs, const std::vector<SlurmNodeRow>& nodes,
                      const ImportParameters& parameters, std::optional<std::int64_t> now_s) {
    SlurmNight night(nodes, parameters, night_start(jobs, parameters, now_s));
    for (const SlurmJobRow& job : jobs) night.add(job);
    return night.finish();
}

}  // namespace nightwatt
