#include "backend/plan_tracks.hpp"

#include <algorithm>
#include <atomic>

namespace nightwatt {

PlanTracks::PlanTracks(const ProblemView& problem)
    : problem_(problem),
      servers_(problem.server_count),
      energy_uj_(problem.coupled ? std::size_t{problem.site_count} * problem.slot_count : 0),
      next_energy_uj_(energy_uj_.size()) {}

void PlanTracks::sort(PlanSequences& sorted, const PlanView& plan) {
    sorted.load(plan);
    for (std::uint32_t i = 0; i < problem_.server_count; ++i) {
        const Sequence sequence = sorted.of(i);
        servers_[i].items.resize(sequence.count);
        for (std::uint32_t k = 0; k < sequence.count; ++k) {
            const SequenceItem& from = sequence.items[k];
            TrackItem& item = servers_[i].items[k];
            item.hold_ms = from.hold_ms;
            item.task = from.task;
            item.level = from.level;
        }
    }
}

void PlanTracks::walk(std::uint32_t server, RunningTask* scratch) {
    Track track = take(server, count(server));
    walk_track(problem_, server, track, scratch);
    put(server, track);
}

void PlanTracks::meter(std::uint32_t site) {
    const std::size_t row = std::size_t{site} * problem_.slot_count;
    std::int64_t* const energy_uj = energy_uj_.data() + row;
    std::fill_n(energy_uj, problem_.slot_count, 0);
    std::vector<std::int64_t> step_mw(problem_.slot_count, 0);
    MeterSink sink(problem_, {energy_uj, step_mw.data()}, 1);
    for (std::uint32_t i = 0; i < problem_.server_count; ++i) {
        if (problem_.servers[i].site != site) continue;
        meter_track(problem_, i, take(i, count(i)), sink);
    }
    settle_steps(energy_uj, step_mw.data(), problem_.slot_count, problem_.slot_ms);
    std::copy_n(energy_uj, problem_.slot_count, next_energy_uj_.data() + row);
}

void PlanTracks::store(const PlanView& plan) const {
    for (std::uint32_t i = 0; i < problem_.server_count; ++i) {
        for (std::uint32_t k = 0; k < servers_[i].items.size(); ++k) {
            const TrackItem& item = servers_[i].items[k];
            plan.server[item.task] = i;
            plan.level[item.task] = static_cast<std::uint8_t>(item.level);
            plan.hold_ms[item.task] = item.hold_ms;
            plan.start_ms[item.task] = item.start_ms;
            plan.position[item.task] = k;
        }
    }
}

Track PlanTracks::take(std::uint32_t server, std::uint32_t room) {
    ServerTrack& track = servers_[server];
    const std::uint32_t items = count(server);
    track.items.resize(room);
    return {track.items.data(), items, track.cost_nano, track.violation_ms};
}

void PlanTracks::put(std::uint32_t server, const Track& track) {
    servers_[server].items.resize(track.count);
    servers_[server].cost_nano = track.cost_nano;
    servers_[server].violation_ms = track.violation_ms;
}

std::int64_t PlanTracks::end_ms(std::uint32_t server) const {
    const std::vector<TrackItem>& items = servers_[server].items;
    return items.empty() ? 0 : items.back().busy_until_ms;
}

void PlanTracks::add_energy(std::uint32_t site, std::uint32_t slot, std::int64_t energy_uj) {
    std::atomic_ref<std::int64_t>(next_energy_uj_[std::size_t{site} * problem_.slot_count + slot])
        .fetch_add(energy_uj, std::memory_order_relaxed);
}

std::int64_t PlanTracks::meter_uj() const {
    std::int64_t sum_uj = 0;
    for (std::size_t row = 0; row < energy_uj_.size(); ++row) {
        sum_uj += priced(energy_uj_[row], problem_.limits[row].pue);
    }
    return sum_uj;
}

}  // namespace nightwatt
