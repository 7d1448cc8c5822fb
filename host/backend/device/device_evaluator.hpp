#pragma once

#include <algorithm>

#include "backend/device/device_makespan.hpp"
#include "backend/device/device_sequences.hpp"
#include "kernels/items/evaluate_items.hpp"
#include "kernels/items/loads_items.hpp"

namespace nightwatt {

/// Scores all plans of a population, on a device.
template <class Machine>
class DeviceEvaluator {
  public:
    /// `problem` lies on the device, `host` on the host.
    DeviceEvaluator(Machine& machine, const ProblemView& problem, const ProblemView& host)
        : machine_(machine),
          problem_(problem),
          makespan_(machine, problem, host),
          sequences_(machine, problem),
          server_scores_(machine),
          site_scores_(machine),
          edge_uj_(machine),
          step_mw_(machine),
          running_(machine),
          load_ms_(machine) {}

    void resize(std::uint32_t plans) {
        const std::size_t servers = std::size_t{plans} * problem_.server_count;
        if (problem_.loads_only) {
            if (!makespan_.suits(plans)) load_ms_.resize(servers);
            return;
        }
        sequences_.resize(plans);
        server_scores_.resize(servers);
        workers_ = machine_.template workers<WalkServer>(
            std::uint64_t{plans} * problem_.server_count, running_room() * sizeof(RunningTask));
        running_.resize(std::size_t{workers_} * running_room());
        if (!problem_.coupled) return;
        site_scores_.resize(std::size_t{plans} * problem_.site_count);
        edge_uj_.resize(plans * site_slots());
        step_mw_.resize(plans * site_slots());
    }

    void evaluate(const PopulationView& population) {
        const std::uint32_t plans = population.plan_count;
        if (makespan_.suits(plans)) return makespan_.evaluate(population);
        if (problem_.loads_only) {
            machine_.run_blocks(plans, 1, ScoreLoads{problem_, population, load_ms_.data()});
            return;
        }
        sequences_.sort(population, {nullptr}, plans);
        const EvaluationView work = {sequences_.view(), server_scores_.data(), site_scores_.data(),
                                     edge_uj_.data(),   step_mw_.data(),       running_.data(),
                                     running_room()};
        machine_.run(plans, std::max(1u, static_cast<std::uint32_t>(site_slots())),
                     ForgetScores{problem_, population, work});
        machine_.run_workers(plans, problem_.server_count, workers_,
                             WalkServer{problem_, population, work});
        if (problem_.coupled) machine_.run(plans, problem_.site_count, ScoreSite{problem_, work});
        machine_.run_blocks(plans, 1, ScorePlan{problem_, population, work});
    }

  private:
    [[nodiscard]] std::size_t site_slots() const {
        return problem_.coupled ? std::size_t{problem_.site_count} * problem_.slot_count : 0;
    }
    [[nodiscard]] std::uint32_t running_room() const {
        return RunningSet::scratch_size(problem_.max_running);
    }

    Machine& machine_;
    ProblemView problem_;
    DeviceMakespan<Machine> makespan_;
    DeviceSequences<Machine> sequences_;
    DeviceArray<Machine, ServerScore> server_scores_;
    DeviceArray<Machine, SiteScore> site_scores_;
    DeviceArray<Machine, std::int64_t> edge_uj_;
    DeviceArray<Machine, std::int64_t> step_mw_;
    DeviceArray<Machine, RunningTask> running_;
    DeviceArray<Machine, std::int64_t> load_ms_;
    std::uint32_t workers_ = 0;
};

}  // namespace nightwatt
