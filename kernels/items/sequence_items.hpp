#pragma once

#include "kernels/lanes/lane_sort.hpp"
#include "kernels/population.hpp"
#include "kernels/server_walk.hpp"

namespace nightwatt {

/// Some plans of a population, in rows: all of them in order, or those listed.
struct PlanRows {
    const std::uint32_t* plans;    ///< [row]; null: row r is plan r
    std::uint32_t first_plan = 0;  ///< of the ring (IslandRange)

    [[nodiscard]] HOST_DEVICE std::uint32_t plan_of(std::uint32_t row) const {
        return plans == nullptr ? row : plans[row];
    }
    /// The plan's number in the ring.
    [[nodiscard]] HOST_DEVICE std::uint32_t id_of(std::uint32_t row) const {
        return first_plan + plan_of(row);
    }
};

/// The genes of some plans as sequences: by row the tasks of each server in order. Non-owning.
struct SequencesView {
    SequenceItem* items;   ///< [row * tasks]
    std::uint32_t* first;  ///< [row * (servers + 1)]: into the row's items
    std::uint32_t* next;   ///< [row * servers]: where the server's next task goes
    std::uint32_t task_count;
    std::uint32_t server_count;

    [[nodiscard]] HOST_DEVICE std::uint32_t* first_of(std::uint32_t row) const {
        return first + std::uint64_t{row} * (server_count + 1);
    }
    [[nodiscard]] HOST_DEVICE std::uint32_t* next_of(std::uint32_t row) const {
        return next + std::uint64_t{row} * server_count;
    }
    [[nodiscard]] HOST_DEVICE Sequence of(std::uint32_t row, std::uint32_t server) const {
        const std::uint32_t* const begin = first_of(row) + server;
        return {items + std::uint64_t{row} * task_count + begin[0], begin[1] - begin[0]};
    }
};

/// Sets the counts to 0. Item: (row, server).
struct ForgetCounts {
    SequencesView sequences;

    HOST_DEVICE void operator()(std::uint32_t row, std::uint32_t server) const {
        sequences.next_of(row)[server] = 0;
    }
};

/// Counts the tasks of each server. Item: (row, task).
struct CountTasks {
    PopulationView population;
    PlanRows rows;
    SequencesView sequences;

    HOST_DEVICE void operator()(std::uint32_t row, std::uint32_t task) const {
        const std::uint32_t server = population.plan(rows.plan_of(row)).server[task];
        (void)fetch_add_shared(sequences.next_of(row)[server], 1);
    }
};

/// Turns counts into places. Item: a row, shared by a lane group.
struct PlaceServers {
    SequencesView sequences;

    template <class Lanes>
    HOST_DEVICE void operator()(std::uint32_t row, std::uint32_t, Lanes& lanes) const {
        std::uint32_t* const first = sequences.first_of(row);
        std::uint32_t* const next = sequences.next_of(row);
        const std::uint32_t servers = sequences.server_count;
        std::int64_t before = 0;
        for (std::uint32_t begin = 0; begin < servers; begin += lanes.size()) {
            const std::uint32_t i = begin + lanes.rank();
            std::int64_t total = 0;
            const std::int64_t place =
                before + lanes.scan(i < servers ? std::int64_t{next[i]} : 0, total);
            if (i < servers) first[i] = next[i] = static_cast<std::uint32_t>(place);
            before += total;
        }
        if (lanes.rank() == 0) first[servers] = static_cast<std::uint32_t>(before);
    }
};

/// Puts every task among those of its server, in whatever order. Item: (row, task).
struct ScatterTasks {
    PopulationView population;
    PlanRows rows;
    SequencesView sequences;

    HOST_DEVICE void operator()(std::uint32_t row, std::uint32_t task) const {
        const PlanView plan = population.plan(rows.plan_of(row));
        const std::uint32_t place = fetch_add_shared(sequences.next_of(row)[plan.server[task]], 1);
        sequences.items[std::uint64_t{row} * sequences.task_count + place] = {
            plan.start_ms[task], plan.hold_ms[task], task, plan.position[task], plan.level[task]};
    }
};

/// The order of a server's tasks: (start_ms, position, task), no two alike.
struct EarlierItem {
    HOST_DEVICE bool operator()(const SequenceItem& a, const SequenceItem& b) const {
        if (a.start_ms != b.start_ms) return a.start_ms < b.start_ms;
        if (a.position != b.position) return a.position < b.position;
        return a.task < b.task;
    }
};

/// Sorts the tasks of a server. Item: (row, server), shared by a lane group.
struct SortSequence {
    SequencesView sequences;

    template <class Lanes>
    HOST_DEVICE void operator()(std::uint32_t row, std::uint32_t server, Lanes& lanes) const {
        const Sequence sequence = sequences.of(row, server);
        lane_sort(lanes, sequence.items, sequence.count, EarlierItem{});
    }
};

}  // namespace nightwatt
