#pragma once

#include "kernels/items/education_view.hpp"
#include "kernels/pair_search.hpp"

namespace nightwatt {

/// Sets a pupil's meters to 0. Item: (pupil, site slot).
struct ForgetEnergy {
    EducationView work;

    HOST_DEVICE void operator()(std::uint32_t pupil, std::uint32_t row) const {
        work.next_uj[work.site_row(pupil, row)] = 0;
        work.step_mw[work.site_row(pupil, row)] = 0;
    }
};

/// Walks a server's sequence into its track. Item: (pupil, server), with a worker's memory.
struct BeginTrack {
    ProblemView problem;
    EducationView work;

    HOST_DEVICE void operator()(std::uint32_t pupil, std::uint32_t server,
                                std::uint32_t worker) const {
        const Sequence sequence = work.sequences.of(pupil, server);
        work.place(pupil, server) = {work.sequences.first_of(pupil)[server], sequence.count, 0, 0};
        Track track = work.track(0, pupil, server);
        for (std::uint32_t k = 0; k < sequence.count; ++k) {
            track.items[k].hold_ms = sequence.items[k].hold_ms;
            track.items[k].task = sequence.items[k].task;
            track.items[k].level = sequence.items[k].level;
        }
        walk_track(problem, server, track,
                   work.running + std::uint64_t{worker} * work.running_room);
        work.put(pupil, server, track);
        if (!problem.coupled) return;
        const std::uint64_t at =
            work.site_row(pupil, problem.servers[server].site * problem.slot_count);
        SharedMeterSink sink(problem, {work.next_uj + at, work.step_mw + at}, 1);
        meter_track(problem, server, track, sink);
    }
};

/// Adds up the powers of earlier slots. Item: (pupil, site).
struct SumEnergy {
    ProblemView problem;
    EducationView work;

    HOST_DEVICE void operator()(std::uint32_t pupil, std::uint32_t site) const {
        const std::uint64_t at = work.site_row(pupil, site * problem.slot_count);
        settle_steps(work.next_uj + at, work.step_mw + at, problem.slot_count, problem.slot_ms);
    }
};

/// A round begins with the energies that the last one left. Item: (pupil, site slot).
struct BeginSlot {
    EducationView work;
    Education education;
    std::uint32_t stream;

    HOST_DEVICE void operator()(std::uint32_t pupil, std::uint32_t row) const {
        const std::uint64_t at = work.site_row(pupil, row);
        work.energy_uj[at] = work.next_uj[at];
        work.shares[at] = draw_share(education.seed, stream, work.rows.id_of(pupil), row,
                                     work.pairs(), work.peaks);
    }
};

/// Pairs the servers. Item: a pupil, shared by a lane group.
struct PairServers {
    ProblemView problem;
    EducationView work;
    Education education;
    std::uint32_t stream;

    struct Lower {
        HOST_DEVICE bool operator()(std::uint64_t a, std::uint64_t b) const { return a < b; }
    };

    template <class Lanes>
    HOST_DEVICE void operator()(std::uint32_t pupil, std::uint32_t, Lanes& lanes) const {
        const std::uint32_t servers = problem.server_count;
        const std::uint32_t pairs = work.pairs();
        std::uint64_t* const order = work.order_of(pupil);
        std::int64_t mine = 0;
        for (std::uint32_t i = lanes.rank(); i < servers; i += lanes.size()) {
            mine += work.place(pupil, i).count != 0 ? 1 : 0;
        }
        const auto on = static_cast<std::uint32_t>(lanes.sum(mine));
        const std::uint32_t early = early_share(on, servers - on);
        for (std::uint32_t i = lanes.rank(); i < servers; i += lanes.size()) {
            order[i] = pairing_key(education, stream, work.rows.id_of(pupil), i,
                                   work.place(pupil, i).count == 0, early);
        }
        lanes.sync();
        lane_sort(lanes, order, servers, Lower{});

        std::uint32_t* const first = work.pair_first_of(pupil);
        LatestTwo ends;
        std::int64_t before = 0;
        for (std::uint32_t begin = 0; begin < pairs; begin += lanes.size()) {
            const std::uint32_t pair = begin + lanes.rank();
            std::int64_t tasks = 0;
            std::int64_t end_ms = 0;
            for (std::uint32_t side = 0; side < 2 && 2 * pair + side < servers; ++side) {
                const auto server = static_cast<std::uint32_t>(order[2 * pair + side]);
                tasks += work.place(pupil, server).count;
                if (problem.makespan_weight == 0) continue;
                end_ms = larger(end_ms, work.track(0, pupil, server).end_ms());
            }
            ends.add(end_ms);
            std::int64_t total = 0;
            const std::int64_t place = before + lanes.scan(tasks, total);
            if (pair < pairs) first[pair] = static_cast<std::uint32_t>(place);
            before += total;
        }
        if (lanes.rank() == 0) first[pairs] = static_cast<std::uint32_t>(before);

        // Second latest of all: the latest of one lane counts once.
        const std::int64_t latest_ms = lanes.largest(ends.latest_ms);
        const std::int64_t holders = lanes.sum(ends.latest_ms == latest_ms ? 1 : 0);
        const std::int64_t below_ms =
            lanes.largest(ends.latest_ms == latest_ms ? ends.second_ms : ends.latest_ms);
        std::int64_t own_uj = 0;
        if (problem.energy_cap_uj != unlimited_uj) {
            for (std::uint32_t row = lanes.rank(); row < work.site_slots; row += lanes.size()) {
                own_uj +=
                    priced(work.energy_uj[work.site_row(pupil, row)], problem.limits[row].pue);
            }
        }
        const std::int64_t meter_uj = lanes.sum(own_uj);
        if (lanes.rank() == 0) {
            work.facts[pupil] = {holders > 1 ? latest_ms : below_ms, meter_uj};
        }
    }
};

/// Copies the track at a place of the order to where its pair works on it. Item: (pupil, place),
/// shared by a lane group.
struct GatherTrack {
    EducationView work;

    template <class Lanes>
    HOST_DEVICE void operator()(std::uint32_t pupil, std::uint32_t place, Lanes& lanes) const {
        const auto server = static_cast<std::uint32_t>(work.order_of(pupil)[place]);
        const std::uint32_t* const first = work.pair_first_of(pupil) + place / 2;
        const std::uint32_t begin = 2 * first[0] + (place % 2) * (first[1] - first[0]);
        const Track track = work.track(0, pupil, server);
        TrackItem* const to = work.items(1, pupil) + begin;
        for (std::uint32_t k = lanes.rank(); k < track.count; k += lanes.size()) {
            to[k] = track.items[k];
        }
        lanes.sync();
        if (lanes.rank() == 0) work.place(pupil, server).begin = begin;
    }
};

/// Improves a pair. Item: (pupil, pair), with a worker's memory.
struct ImprovePair {
    ProblemView problem;
    EducationView work;
    Education education;
    std::uint32_t stream;

    HOST_DEVICE void operator()(std::uint32_t pupil, std::uint32_t pair_index,
                                std::uint32_t worker) const {
        const ProblemView& p = problem;
        const std::uint32_t* const first = work.pair_first_of(pupil) + pair_index;
        const std::uint32_t tasks = first[1] - first[0];
        if (tasks == 0) return;
        const std::uint32_t plan_id = work.rows.id_of(pupil);
        Pair pair{};
        PairSite sites[2];
        pair.draft.sides = 2 * pair_index + 1 < p.server_count ? 2 : 1;
        pair.running = work.running + std::uint64_t{worker} * work.running_room;
        pair.others_end_ms = work.facts[pupil].others_end_ms;
        pair.meter_uj = work.facts[pupil].meter_uj;
        pair.meter_cap_uj =
            shared_limit(pair.meter_uj, p.energy_cap_uj, whole_share / work.pairs());
        const std::uint64_t scratch =
            std::uint64_t{2} * pupil * (work.sequences.task_count + work.pairs()) +
            std::uint64_t{2} * (first[0] + pair_index);
        for (std::uint32_t side = 0; side < pair.draft.sides; ++side) {
            pair.walked[side] = work.walked + scratch + side * (tasks + 1);
            pair.seats[side] = work.seats + scratch + side * (tasks + 1);
            pair.draft.splice[side].fresh = work.fresh + scratch + side * (tasks + 1);
            const auto server =
                static_cast<std::uint32_t>(work.order_of(pupil)[2 * pair_index + side]);
            pair.draft.server[side] = server;
            pair.draft.track[side] = work.track(1, pupil, server);
            if (!p.coupled) continue;
            const std::uint32_t site = p.servers[server].site;
            if (side == 1 && site == pair.site[0]->site) {
                pair.site[1] = pair.site[0];
            } else {
                show_site(pupil, pair_index, site, worker, side, sites[side]);
                pair.site[side] = &sites[side];
            }
        }
        (void)improve_pair(p, education, stream, plan_id,
                           first_move_item(education, stream, plan_id, p.server_count, pair_index),
                           education.moves * tasks, pair);
        for (std::uint32_t side = 0; side < pair.draft.sides; ++side) {
            const Track& track = pair.draft.track[side];
            // The pair may have turned: tracks stay where they are, whichever server is first.
            work.put(pupil, pair.draft.server[side], track);
        }
        for (std::uint32_t side = 0; p.coupled && side < (pair.two_sites() ? 2u : 1u); ++side) {
            report_site(pupil, *pair.site[side]);
        }
    }

  private:
    HOST_DEVICE void show_site(std::uint32_t pupil, std::uint32_t pair_index, std::uint32_t site,
                               std::uint32_t worker, std::uint32_t side, PairSite& seen) const {
        const std::uint32_t slots = problem.slot_count;
        const std::uint64_t own = (std::uint64_t{2} * worker + side) * slots;
        const std::uint64_t at = work.site_row(pupil, site * slots);
        seen = {work.limits + own, work.seen_uj + own, work.change_uj + own, site, 0, 0,
                work.peaks};
        const auto share = [&](std::uint32_t slot) {
            return share_of(work.shares[at + slot], pair_index, work.pairs());
        };
        open_site(problem, work.energy_uj + at, share, seen);
    }

    HOST_DEVICE void report_site(std::uint32_t pupil, const PairSite& site) const {
        for (std::uint32_t slot = 0; slot < problem.slot_count; ++slot) {
            const std::uint64_t at = work.site_row(pupil, site.site * problem.slot_count + slot);
            const std::int64_t change = site.energy_uj[slot] - work.energy_uj[at];
            if (change != 0) add_shared(work.next_uj[at], change);
        }
    }
};

/// Writes a server's track back as genes. Item: (pupil, server), shared by a lane group.
struct StoreTrack {
    EducationView work;
    PopulationView population;

    template <class Lanes>
    HOST_DEVICE void operator()(std::uint32_t pupil, std::uint32_t server, Lanes& lanes) const {
        const PlanView plan = population.plan(work.rows.plan_of(pupil));
        const Track track = work.track(0, pupil, server);
        for (std::uint32_t k = lanes.rank(); k < track.count; k += lanes.size()) {
            const TrackItem& item = track.items[k];
            plan.server[item.task] = server;
            plan.level[item.task] = static_cast<std::uint8_t>(item.level);
            plan.hold_ms[item.task] = item.hold_ms;
            plan.start_ms[item.task] = item.start_ms;
            plan.position[item.task] = k;
        }
    }
};

}  // namespace nightwatt
