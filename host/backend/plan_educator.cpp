#include "backend/plan_educator.hpp"

#include <omp.h>

#include <algorithm>

namespace nightwatt {

PlanEducator::PlanEducator(const ProblemView& problem, std::uint32_t threads) : problem_(problem) {
    for (std::uint32_t t = 0; t < threads; ++t) {
        desks_.push_back(std::make_unique<Desk>(problem));
    }
}

int PlanEducator::seats(std::int64_t items) const {
    return static_cast<int>(std::clamp<std::int64_t>(items, 1, std::ssize(desks_)));
}

void PlanEducator::load(std::span<const Pupil> pupils) {
    const std::int64_t plans = static_cast<std::int64_t>(pupils.size());
#pragma omp parallel for num_threads(seats(plans)) schedule(dynamic)
    for (std::int64_t i = 0; i < plans; ++i) {
        Desk& desk = *desks_[static_cast<std::size_t>(omp_get_thread_num())];
        tracks_[i]->sort(desk.sorted, pupils[i].plan);
    }
#pragma omp parallel for num_threads(seats(plans* problem_.server_count)) schedule(dynamic, 8)
    for (std::int64_t item = 0; item < plans * problem_.server_count; ++item) {
        Desk& desk = *desks_[static_cast<std::size_t>(omp_get_thread_num())];
        tracks_[item / problem_.server_count]->walk(
            static_cast<std::uint32_t>(item % problem_.server_count), desk.pair.running());
    }
    if (!problem_.coupled) return;
#pragma omp parallel for num_threads(seats(plans* problem_.site_count)) schedule(dynamic)
    for (std::int64_t item = 0; item < plans * problem_.site_count; ++item) {
        tracks_[item / problem_.site_count]->meter(
            static_cast<std::uint32_t>(item % problem_.site_count));
    }
}

void PlanEducator::begin_round(const Education& education, std::uint32_t round,
                               std::uint32_t plan_id, const PlanTracks& tracks,
                               Round& state) const {
    const ProblemView& p = problem_;
    const std::uint32_t stream = education.stream(round);
    state.order.resize(p.server_count);
    std::uint32_t on = 0;
    for (std::uint32_t i = 0; i < p.server_count; ++i) on += tracks.count(i) != 0 ? 1 : 0;
    const std::uint32_t early = early_share(on, p.server_count - on);
    for (std::uint32_t i = 0; i < p.server_count; ++i) {
        state.order[i] = pairing_key(education, stream, plan_id, i, tracks.count(i) == 0, early);
    }
    std::sort(state.order.begin(), state.order.end());
    if (p.makespan_weight != 0) {
        // Pairs see the latest end outside the critical server's pair: then the sum of what they
        // gain is never more than the plan gains.
        LatestTwo ends;
        for (std::uint32_t pair = 0; pair < pairs(); ++pair) {
            std::int64_t end_ms = tracks.end_ms(state.server_at(2 * pair));
            if (2 * pair + 1 < p.server_count) {
                end_ms = std::max(end_ms, tracks.end_ms(state.server_at(2 * pair + 1)));
            }
            ends.add(end_ms);
        }
        state.others_end_ms = ends.second_ms;
    }
    if (!p.coupled) return;
    state.meter_uj = p.energy_cap_uj == unlimited_uj ? 0 : tracks.meter_uj();
    const bool peaks = desks_.front()->pair.peaks();
    state.shares.resize(std::size_t{p.site_count} * p.slot_count);
    for (std::uint32_t row = 0; row < state.shares.size(); ++row) {
        state.shares[row] = draw_share(education.seed, stream, plan_id, row, pairs(), peaks);
    }
}

void PlanEducator::improve(const Education& education, std::uint32_t round, std::uint32_t plan_id,
                           std::uint32_t pair_index, const Round& state, PlanTracks& tracks,
                           PairDesk& desk) const {
    const ProblemView& p = problem_;
    Pair pair = desk.pair(2 * pair_index + 1 < p.server_count ? 2 : 1);
    std::uint32_t tasks = 0;
    for (std::uint32_t side = 0; side < pair.draft.sides; ++side) {
        tasks += tracks.count(state.server_at(2 * pair_index + side));
    }
    if (tasks == 0) return;
    pair.others_end_ms = state.others_end_ms;
    pair.meter_uj = state.meter_uj;
    pair.meter_cap_uj = shared_limit(state.meter_uj, p.energy_cap_uj, whole_share / pairs());
    for (std::uint32_t side = 0; side < pair.draft.sides; ++side) {
        const std::uint32_t server = state.server_at(2 * pair_index + side);
        desk.seat(pair, side, server, tracks.take(server, tasks), tasks);
        if (!p.coupled) continue;
        const SlotShare* const shares =
            state.shares.data() + std::size_t{p.servers[server].site} * p.slot_count;
        desk.show_site(pair, side, tracks, [&](std::uint32_t slot) {
            return share_of(shares[slot], pair_index, pairs());
        });
    }
    const std::uint32_t attempts = education.moves * tasks;
    const std::uint32_t stream = education.stream(round);
    const std::uint32_t first_item =
        first_move_item(education, stream, plan_id, p.server_count, pair_index);
    (void)improve_pair(p, education, stream, plan_id, first_item, attempts, pair);
    for (std::uint32_t side = 0; side < pair.draft.sides; ++side) {
        tracks.put(pair.draft.server[side], pair.draft.track[side]);
    }
    for (std::uint32_t side = 0; p.coupled && side < (pair.two_sites() ? 2u : 1u); ++side) {
        const PairSite& site = *pair.site[side];
        for (std::uint32_t slot = 0; slot < p.slot_count; ++slot) {
            const std::int64_t change = site.energy_uj[slot] - tracks.energy_uj(site.site)[slot];
            if (change != 0) tracks.add_energy(site.site, slot, change);
        }
    }
}

void PlanEducator::educate_each(const Education& education, std::span<const Pupil> pupils) {
    const std::int64_t plans = static_cast<std::int64_t>(pupils.size());
#pragma omp parallel for num_threads(seats(plans)) schedule(dynamic)
    for (std::int64_t i = 0; i < plans; ++i) {
        const auto seat = static_cast<std::size_t>(omp_get_thread_num());
        Desk& desk = *desks_[seat];
        PlanTracks& tracks = *tracks_[seat];
        const std::uint32_t plan_id = pupils[i].plan_id;
        tracks.sort(desk.sorted, pupils[i].plan);
        for (std::uint32_t server = 0; server < problem_.server_count; ++server) {
            tracks.walk(server, desk.pair.running());
        }
        for (std::uint32_t site = 0; problem_.coupled && site < problem_.site_count; ++site) {
            tracks.meter(site);
        }
        for (std::uint32_t round = 0; round < education.rounds; ++round) {
            begin_round(education, round, plan_id, tracks, rounds_[seat]);
            for (std::uint32_t pair = 0; pair < pairs(); ++pair) {
                improve(education, round, plan_id, pair, rounds_[seat], tracks, desk.pair);
            }
            tracks.settle();
        }
        tracks.store(pupils[i].plan);
    }
}

void PlanEducator::educate_together(const Education& education, std::span<const Pupil> pupils) {
    load(pupils);
    const std::int64_t plans = static_cast<std::int64_t>(pupils.size());
    const int threads = seats(plans * pairs());
    for (std::uint32_t round = 0; round < education.rounds; ++round) {
#pragma omp parallel for num_threads(threads) schedule(dynamic)
        for (std::int64_t i = 0; i < plans; ++i) {
            begin_round(education, round, pupils[i].plan_id, *tracks_[i], rounds_[i]);
        }
#pragma omp parallel for num_threads(threads) schedule(dynamic)
        for (std::int64_t item = 0; item < plans * pairs(); ++item) {
            Desk& desk = *desks_[static_cast<std::size_t>(omp_get_thread_num())];
            const std::int64_t i = item / pairs();
            improve(education, round, pupils[i].plan_id, static_cast<std::uint32_t>(item % pairs()),
                    rounds_[i], *tracks_[i], desk.pair);
        }
        for (std::int64_t i = 0; i < plans; ++i) tracks_[i]->settle();
    }
#pragma omp parallel for num_threads(threads) schedule(dynamic)
    for (std::int64_t i = 0; i < plans; ++i) tracks_[i]->store(pupils[i].plan);
}

void PlanEducator::educate(const Education& education, std::span<const Pupil> pupils) {
    if (pupils.empty()) return;
    while (tracks_.size() < std::min(pupils.size(), desks_.size())) {
        tracks_.push_back(std::make_unique<PlanTracks>(problem_));
    }
    rounds_.resize(tracks_.size());
    // Plans that keep all threads busy alone are one thread's each: on a busy machine waiting for
    // each other after every round takes longer than the work on a few servers.
    const std::size_t alone =
        pairs() == 1 ? pupils.size() : pupils.size() - pupils.size() % desks_.size();
    if (alone != 0) educate_each(education, pupils.first(alone));
    if (alone != pupils.size()) educate_together(education, pupils.subspan(alone));
}

}  // namespace nightwatt
