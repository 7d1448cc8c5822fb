#pragma once

#include <cstring>

#include "kernels/hash_mix.hpp"
#include "kernels/lanes/lane_column.hpp"
#include "kernels/loads/family.hpp"

namespace nightwatt {

/// Where eight neighbouring tasks of a plan stand.
struct EightPlaces {
    static constexpr std::uint32_t count = 8;
    std::uint32_t server[count];
    std::uint8_t level[count];
};

/// Reads them at once: a GPU then asks for 16 bytes at a time. `task` and the tasks of a plan are
/// multiples of eight.
HOST_DEVICE inline EightPlaces eight_places(const PlanView& genes, std::uint32_t task) {
    EightPlaces places;
    std::memcpy(places.server, __builtin_assume_aligned(genes.server + task, 16),
                sizeof places.server);
    std::memcpy(places.level, __builtin_assume_aligned(genes.level + task, 8), sizeof places.level);
    return places;
}

/// Scores and hashes a plan of the family (kernels/loads/family.hpp) in which nothing has a price
/// but the makespan: what ScoreLoads gives, by one thread with loads of its own. Many plans keep a
/// GPU busy without threads that share one: neighbouring threads are at the same task, so they read
/// neighbouring options, and their loads do not meet. LoadWord holds any load: 32 bits where all
/// of them do, so that twice as many threads have room. Item: a plan, with a column of a word a
/// server.
template <class LoadWord>
struct ScoreMakespan {
    using Word = LoadWord;

    ProblemView problem;
    PopulationView population;
    const std::uint32_t* first_mode;  ///< [server]: ServerFacts::first_mode, side by side
    const std::uint64_t* task_bits;   ///< [task]: task_bits_of()

    HOST_DEVICE void operator()(std::uint32_t plan, const LaneColumn<Word>& load_ms) const {
        const ProblemView& p = problem;
        const PlanView genes = population.plan(plan);
        for (std::uint32_t i = 0; i < p.server_count; ++i) load_ms[i] = 0;
        std::uint64_t hash = 0;
        constexpr std::uint32_t step = EightPlaces::count;
        const std::uint32_t eights = p.task_count % step == 0 ? p.task_count : 0;
        for (std::uint32_t j = 0; j < eights; j += step) {
            const EightPlaces at = eight_places(genes, j);
            // All options are asked for before one is waited for.
            std::uint32_t run_ms[step];
            for (std::uint32_t k = 0; k < step; ++k) {
                run_ms[k] = run_of(j + k, at.server[k], at.level[k]);
            }
            for (std::uint32_t k = 0; k < step; ++k) {
                load_ms[at.server[k]] += run_ms[k];
                hash += hash_of(j + k, at.server[k], at.level[k]);
            }
        }
        for (std::uint32_t j = eights; j < p.task_count; ++j) {
            load_ms[genes.server[j]] += run_of(j, genes.server[j], genes.level[j]);
            hash += hash_of(j, genes.server[j], genes.level[j]);
        }
        ServerScore sum;
        for (std::uint32_t i = 0; i < p.server_count; ++i) {
            add_server(sum, load_score(p, i, load_ms[i]));
        }
        population.hash[plan] = hash;
        population.score[plan] = plan_score(p, sum, {});
    }

  private:
    [[nodiscard]] HOST_DEVICE std::uint32_t run_of(std::uint32_t task, std::uint32_t server,
                                                   std::uint32_t level) const {
        return problem
            .options[std::uint64_t{task} * problem.mode_count + first_mode[server] + level]
            .run_ms;
    }
    /// Plans of the family start their tasks at 0.
    [[nodiscard]] HOST_DEVICE std::uint64_t hash_of(std::uint32_t task, std::uint32_t server,
                                                    std::uint32_t level) const {
        return placed_task_hash(task_bits[task], static_cast<std::int32_t>(server), 0,
                                static_cast<std::int32_t>(level));
    }
};

}  // namespace nightwatt
