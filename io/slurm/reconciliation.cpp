#include "io/slurm/reconciliation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <functional>
#include <optional>
#include <unordered_map>

#include "io/slurm/job_names.hpp"
#include "io/slurm/slurm_export.hpp"

namespace nightwatt {

namespace {

/// Of "7_3" the 3; -1: the job is no element of an array.
std::int64_t array_index(const std::string& job_id) {
    std::int64_t index = -1;
    if (const std::size_t bar = job_id.find('_'); bar != std::string::npos) {
        std::from_chars(job_id.data() + bar + 1, job_id.data() + job_id.size(), index);
    }
    return index;
}

/// `squeue` gives jobs that run an end all the same: when their time limit is up.
bool is_running(const SacctRow& job) {
    return job.end_s == 0 || job.state == "RUNNING" || job.state == "SUSPENDED" ||
           job.state == "COMPLETING";
}

class Reconciler {
  public:
    Reconciler(const Instance& instance, const PlanRecord& record, std::int64_t time_zero_s,
               std::int64_t tolerance_s)
        : instance_(instance),
          record_(record),
          plan_(record.plan),
          names_(record.plan, time_zero_s),
          zero_s_(time_zero_s),
          tolerance_s_(tolerance_s) {
        result_.tasks.resize(plan_.size());
        for (std::size_t row = 0; row < plan_.size(); ++row) result_.tasks[row].row = row;
    }

    /// Later lines are later attempts.
    void take(const std::vector<SacctRow>& jobs) {
        std::unordered_map<std::string, std::size_t> rows;
        for (std::size_t row = 0; row < plan_.size(); ++row) rows[instance_.tasks.id[row]] = row;
        actual_.resize(plan_.size());
        std::optional<std::int64_t> other_night_s;
        bool found = false;
        for (const SacctRow& job : jobs) {
            std::optional<std::size_t> row = names_.row(job.job_name, array_index(job.job_id));
            if (!row) {
                // A task that was a job in the queue goes by its id, never by another night's name.
                const std::optional<std::int64_t> night_s = names_.time_zero_s(job.job_name);
                if (night_s && *night_s != zero_s_) other_night_s = night_s;
                const auto by_id = rows.find(job.job_id);
                if (night_s || by_id == rows.end()) continue;
                row = by_id->second;
            }
            found = true;
            ReconciledTask& task = result_.tasks[*row];
            if (job.state == "COMPLETED") ++task.runs;
            if (job.start_s == 0 || job.node.empty()) {
                if (task.state.empty()) task.state = job.state;
                continue;
            }
            task.start_error_s = job.start_s - planned_start_s(task.row);
            task.run_s = is_running(job) ? 0 : std::max<std::int64_t>(0, job.end_s - job.start_s);
            task.energy_j = job.energy_j;
            if (ran_before(task.row, job)) {
                task.start_error_s = 0;
                task.run_s = std::max<std::int64_t>(0, job.end_s - planned_start_s(task.row));
                task.energy_j = 0;  // of the whole job
            }
            task.node = job.node;
            task.state = job.state;
            actual_[task.row] = job;
        }
        if (!found) result_.other_night_s = other_night_s;
    }

    Reconciliation finish() {
        // No jobs of their own: an accounting has no line for them.
        std::erase_if(result_.tasks, [&](const ReconciledTask& task) {
            return is_slurm_hold(instance_.tasks.id[task.row]);
        });
        find_busy();
        for (ReconciledTask& task : result_.tasks) judge(task);
        result_.overtakings = overtakings();
        const auto server = [&](std::size_t row) {
            return static_cast<std::size_t>(plan_.server[row]);
        };
        result_.all = sums({"all tasks"}, [](std::size_t) { return std::size_t{0}; }).front();
        result_.servers = sums(instance_.servers.id, server);
        result_.classes = sums(instance_.classes.id, [&](std::size_t row) {
            return static_cast<std::size_t>(instance_.servers.class_index[server(row)]);
        });
        result_.sites = sums(instance_.sites.id, [&](std::size_t row) {
            return static_cast<std::size_t>(instance_.servers.site[server(row)]);
        });
        for (const ReconciledTask& task : result_.tasks) {
            if (task.runs > 1) ++result_.twice;
            if (std::llabs(task.start_error_s) > std::llabs(result_.largest_start_error_s)) {
                result_.largest_start_error_s = task.start_error_s;
            }
        }
        return std::move(result_);
    }

  private:
    /// Slurm knows whole seconds; the export rounds up.
    [[nodiscard]] std::int64_t planned_start_s(std::size_t row) const {
        return zero_s_ + (plan_.start_ms[row] + 999) / 1000;
    }
    /// A job that ran when the night began: only what was left of it was planned.
    [[nodiscard]] bool ran_before(std::size_t row, const SacctRow& job) const {
        return !std::isnan(instance_.tasks.pin_start_s[row]) && job.start_s < zero_s_;
    }
    [[nodiscard]] double planned_run_s(std::size_t row) const {
        return static_cast<double>(plan_.end_ms[row] - plan_.start_ms[row]) / 1000;
    }

    /// For every task that started late, one that was still running on its node when it should have
    /// started, though the plan had it gone by then.
    void find_busy() {
        std::unordered_map<std::string, std::vector<std::size_t>> by_node;
        for (const ReconciledTask& task : result_.tasks) {
            if (!task.node.empty()) by_node[task.node].push_back(task.row);
        }
        busy_.assign(plan_.size(), plan_.size());
        for (const ReconciledTask& task : result_.tasks) {
            if (task.node.empty() || task.start_error_s <= tolerance_s_) continue;
            for (const std::size_t other : by_node[task.node]) {
                const SacctRow& job = actual_[other];
                if (other != task.row &&
                    (is_running(job) || job.end_s > planned_start_s(task.row)) &&
                    job.start_s < actual_[task.row].start_s &&
                    plan_.end_ms[other] <= plan_.start_ms[task.row]) {
                    busy_[task.row] = other;
                    break;
                }
            }
        }
    }

    void judge(ReconciledTask& task) {
        const std::string& planned =
            instance_.servers.id[static_cast<std::size_t>(plan_.server[task.row])];
        const double longer_s = static_cast<double>(task.run_s) - planned_run_s(task.row);
        if (task.node.empty()) {
            task.outcome = Outcome::Missing;
            task.why = task.state.empty() ? "no job of it is in the file"
                                          : fmt::format("never ran: {}", task.state);
        } else if (is_running(actual_[task.row])) {
            task.outcome = Outcome::Running;
            task.why = fmt::format("has not ended: {}", task.state);
        } else if (task.runs == 0) {
            task.outcome = Outcome::Failed;
            task.why = fmt::format("ended as {}", task.state);
        } else if (task.node != planned) {
            task.outcome = Outcome::Elsewhere;
            task.why = fmt::format("ran on {}", task.node);
        } else if (task.start_error_s < -tolerance_s_) {
            task.outcome = Outcome::Early;
            task.why = "started before its time";
        } else if (task.start_error_s > tolerance_s_) {
            task.outcome = Outcome::Late;
            task.why = busy_[task.row] < plan_.size()
                           ? fmt::format("its server was busy with {}, which was late",
                                         instance_.tasks.id[busy_[task.row]])
                           : "started late for a reason that lies outside of the plan";
        } else if (longer_s > static_cast<double>(tolerance_s_)) {
            task.outcome = Outcome::Longer;
            task.why = fmt::format("ran {:.0f} s longer than planned", longer_s);
        } else {
            task.outcome = Outcome::AsPlanned;
        }
    }

    /// Neighbours in the plan's order on a server whose starts lie in the other order. The same
    /// second is no order.
    [[nodiscard]] std::int64_t overtakings() const {
        std::vector<std::vector<std::size_t>> by_server(instance_.servers.size());
        for (const ReconciledTask& task : result_.tasks) {
            if (!task.node.empty()) {
                by_server[static_cast<std::size_t>(plan_.server[task.row])].push_back(task.row);
            }
        }
        std::int64_t count = 0;
        for (std::vector<std::size_t>& rows : by_server) {
            std::sort(rows.begin(), rows.end(), [&](std::size_t a, std::size_t b) {
                return plan_.position[a] < plan_.position[b];
            });
            std::int64_t latest_s = 0;
            std::int64_t latest_planned_s = 0;
            for (const std::size_t row : rows) {
                if (actual_[row].start_s < latest_s && planned_start_s(row) > latest_planned_s)
                    ++count;
                if (actual_[row].start_s >= latest_s) {
                    latest_s = actual_[row].start_s;
                    latest_planned_s = planned_start_s(row);
                }
            }
        }
        return count;
    }

    [[nodiscard]] std::vector<ReconciledSum> sums(
        const std::vector<std::string>& names,
        const std::function<std::size_t(std::size_t row)>& group) const {
        struct Parts {
            double error_s = 0, run_s = 0, planned_s = 0, energy_j = 0, planned_j = 0;
        };
        std::vector<ReconciledSum> list(names.size());
        std::vector<Parts> parts(names.size());
        for (std::size_t k = 0; k < names.size(); ++k) list[k].name = names[k];
        for (const ReconciledTask& task : result_.tasks) {
            const std::size_t k = group(task.row);
            ++list[k].tasks;
            if (task.runs == 0 || task.outcome == Outcome::Running) continue;
            ++list[k].ran;
            parts[k].error_s += static_cast<double>(task.start_error_s);
            parts[k].run_s += static_cast<double>(task.run_s);
            parts[k].planned_s += planned_run_s(task.row);
            if (task.energy_j > 0) {
                parts[k].energy_j += task.energy_j;
                parts[k].planned_j += record_.account.tasks[task.row].energy_kwh * 3.6e6;
            }
        }
        for (std::size_t k = 0; k < list.size(); ++k) {
            if (list[k].ran > 0) {
                list[k].mean_start_error_s = parts[k].error_s / static_cast<double>(list[k].ran);
            }
            if (parts[k].planned_s > 0)
                list[k].runtime_factor = parts[k].run_s / parts[k].planned_s;
            if (parts[k].planned_j > 0)
                list[k].energy_factor = parts[k].energy_j / parts[k].planned_j;
        }
        return list;
    }

    const Instance& instance_;
    const PlanRecord& record_;
    const Plan& plan_;
    JobNames names_;
    std::int64_t zero_s_;
    std::int64_t tolerance_s_;
    Reconciliation result_;
    std::vector<SacctRow> actual_;   ///< [row]
    std::vector<std::size_t> busy_;  ///< [row]: what kept its server busy; none: number of rows
};

}  // namespace

Reconciliation reconcile(const Instance& instance, const PlanRecord& record,
                         const std::vector<SacctRow>& jobs, std::int64_t time_zero_s,
                         std::int64_t tolerance_s) {
    Reconciler reconciler(instance, record, time_zero_s, tolerance_s);
    reconciler.take(jobs);
    return reconciler.finish();
}

}  // namespace nightwatt
