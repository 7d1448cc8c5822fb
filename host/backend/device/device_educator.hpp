#pragma once

#include <algorithm>
#include <span>
#include <utility>

#include "backend/device/device_sequences.hpp"
#include "backend/device/plan_bytes.hpp"
#include "kernels/items/educate_items.hpp"

namespace nightwatt {

/// Local search on several plans at once, on a device: every pair of servers of every plan is a
/// work item (PlanEducator does the same on the host). Plans are worked on in batches that fit into
/// memory; no result depends on how they are split.
template <class Machine>
class DeviceEducator {
  public:
    DeviceEducator(Machine& machine, const ProblemView& problem, const ProblemView& host)
        : machine_(machine),
          problem_(problem),
          sequences_(machine, problem),
          tracks_{Array<TrackItem>(machine), Array<TrackItem>(machine)},
          places_(machine),
          order_(machine),
          pair_first_(machine),
          facts_(machine),
          shares_(machine),
          energy_uj_(machine),
          next_uj_(machine),
          step_mw_(machine),
          walked_(machine),
          fresh_(machine),
          seats_(machine),
          running_(machine),
          limits_(machine),
          seen_uj_(machine),
          change_uj_(machine) {
        for (std::uint32_t row = 0; row < site_slots(); ++row) {
            peaks_ = peaks_ || host.limits[row].peak_rate != 0;
        }
    }

    /// Improves the plans listed; the list lies on the device. Genes and starts are up to date
    /// afterwards.
    void educate(const Education& education, const PopulationView& population, const PlanRows& rows,
                 std::uint32_t count) {
        if (count == 0) return;
        if (batch_ == 0) take_memory(count);
        for (std::uint32_t begin = 0; begin < count; begin += batch_) {
            educate_batch(education, population, {rows.plans + begin, rows.first_plan},
                          std::min(batch_, count - begin));
        }
    }

    /// Most plans at once: so that tests can ask for several batches.
    void limit_batch(std::uint32_t plans) { most_plans_ = plans; }

  private:
    template <class T>
    using Array = DeviceArray<Machine, T>;

    [[nodiscard]] std::uint32_t pairs() const { return (problem_.server_count + 1) / 2; }
    [[nodiscard]] std::uint32_t site_slots() const {
        return problem_.coupled ? problem_.site_count * problem_.slot_count : 0;
    }
    [[nodiscard]] std::uint32_t running_room() const {
        return RunningSet::scratch_size(problem_.max_running);
    }
    [[nodiscard]] std::size_t pair_items() const {
        return 2 * (std::size_t{problem_.task_count} + pairs());
    }

    void take_memory(std::uint32_t count) {
        const std::size_t free_bytes = machine_.free_bytes();
        const std::size_t stacks = machine_.template worker_stack_bytes<ImprovePair>();
        const std::size_t fitting =
            (free_bytes - std::min(free_bytes, stacks)) / 2 / pupil_bytes(problem_);
        batch_ = static_cast<std::uint32_t>(
            std::clamp<std::size_t>(fitting, 1, std::min(count, most_plans_)));
        const std::size_t slots = problem_.coupled ? problem_.slot_count : 0;
        workers_ = machine_.template workers<ImprovePair>(
            std::uint64_t{batch_} * problem_.server_count, worker_bytes(problem_));
        sequences_.resize(batch_);
        for (auto& buffer : tracks_) {
            buffer.resize(2 * std::size_t{batch_} * problem_.task_count);
        }
        places_.resize(std::size_t{batch_} * problem_.server_count);
        order_.resize(std::size_t{batch_} * problem_.server_count);
        pair_first_.resize(std::size_t{batch_} * (pairs() + 1));
        facts_.resize(batch_);
        walked_.resize(batch_ * pair_items());
        fresh_.resize(batch_ * pair_items());
        seats_.resize(batch_ * pair_items());
        running_.resize(std::size_t{workers_} * running_room());
        if (!problem_.coupled) return;
        const std::size_t rows = std::size_t{batch_} * site_slots();
        shares_.resize(rows);
        energy_uj_.resize(rows);
        next_uj_.resize(rows);
        step_mw_.resize(rows);
        limits_.resize(2 * workers_ * slots);
        seen_uj_.resize(2 * workers_ * slots);
        change_uj_.resize(2 * workers_ * slots);
    }

    [[nodiscard]] EducationView view(const PlanRows& rows) const {
        return {rows,
                sequences_.view(),
                {tracks_[0].data(), tracks_[1].data()},
                places_.data(),
                order_.data(),
                pair_first_.data(),
                facts_.data(),
                shares_.data(),
                energy_uj_.data(),
                next_uj_.data(),
                step_mw_.data(),
                walked_.data(),
                fresh_.data(),
                seats_.data(),
                running_.data(),
                limits_.data(),
                seen_uj_.data(),
                change_uj_.data(),
                running_room(),
                site_slots(),
                peaks_};
    }

    void educate_batch(const Education& education, const PopulationView& population,
                       const PlanRows& rows, std::uint32_t count) {
        const std::uint32_t servers = problem_.server_count;
        sequences_.sort(population, rows, count);
        EducationView work = view(rows);
        if (problem_.coupled) machine_.run(count, site_slots(), ForgetEnergy{work});
        machine_.run_workers(count, servers, workers_, BeginTrack{problem_, work});
        if (problem_.coupled) {
            machine_.run(count, problem_.site_count, SumEnergy{problem_, work});
        }
        for (std::uint32_t round = 0; round < education.rounds; ++round) {
            const std::uint32_t stream = education.stream(round);
            if (problem_.coupled) {
                machine_.run(count, site_slots(), BeginSlot{work, education, stream});
            }
            machine_.run_blocks(count, 1, PairServers{problem_, work, education, stream});
            machine_.run_warps(count, servers, GatherTrack{work});
            machine_.run_workers(count, pairs(), workers_,
                                 ImprovePair{problem_, work, education, stream});
            std::swap(tracks_[0], tracks_[1]);
            work = view(rows);
        }
        machine_.run_warps(count, servers, StoreTrack{work, population});
    }

    Machine& machine_;
    ProblemView problem_;
    bool peaks_ = false;
    std::uint32_t batch_ = 0;
    std::uint32_t most_plans_ = UINT32_MAX;
    std::uint32_t workers_ = 0;
    DeviceSequences<Machine> sequences_;
    Array<TrackItem> tracks_[2];
    Array<TrackPlace> places_;
    Array<std::uint64_t> order_;
    Array<std::uint32_t> pair_first_;
    Array<RoundFacts> facts_;
    Array<SlotShare> shares_;
    Array<std::int64_t> energy_uj_;
    Array<std::int64_t> next_uj_;
    Array<std::int64_t> step_mw_;
    Array<TrackItem> walked_;
    Array<FreshItem> fresh_;
    Array<Seat> seats_;
    Array<RunningTask> running_;
    Array<SlotLimits> limits_;
    Array<std::int64_t> seen_uj_;
    Array<std::int64_t> change_uj_;
};

}  // namespace nightwatt
