#pragma once

#include "kernels/hash_mix.hpp"
#include "kernels/items/evaluate_items.hpp"
#include "kernels/loads/lesson.hpp"

namespace nightwatt {

/// Scores a plan from its loads (kernels/loads/family.hpp) and hashes it. Where no server runs past
/// the horizon, a task's cost does not depend on those before it, so lanes share the tasks; else
/// one lane does all. Item: a plan, shared by a lane group.
struct ScoreLoads {
    ProblemView problem;
    PopulationView population;
    std::int64_t* load_ms;  ///< [plan * servers]

    template <class Lanes>
    HOST_DEVICE void operator()(std::uint32_t plan, std::uint32_t, Lanes& lanes) const {
        const ProblemView& p = problem;
        const PlanView genes = population.plan(plan);
        std::int64_t* const load = load_ms + std::uint64_t{plan} * p.server_count;
        for (std::uint32_t i = lanes.rank(); i < p.server_count; i += lanes.size()) load[i] = 0;
        lanes.sync();
        ServerScore own;
        std::uint64_t hash = 0;
        for (std::uint32_t j = lanes.rank(); j < p.task_count; j += lanes.size()) {
            const std::uint32_t i = genes.server[j];
            const ModeOption option = option_of(p, p.servers[i], j, genes.level[j]);
            add_shared(load[i], std::int64_t{option.run_ms});
            if (p.priced) own.energy_nano += option_nano(option, family_rate(p, i));
            hash += task_hash(j, static_cast<std::int32_t>(i), genes.start_ms[j], genes.level[j]);
        }
        const auto all = static_cast<std::uint64_t>(lanes.sum(static_cast<std::int64_t>(hash)));
        std::int64_t past = 0;
        for (std::uint32_t i = lanes.rank(); i < p.server_count; i += lanes.size()) {
            const ServerScore server = load_score(p, i, load[i]);
            add_server(own, server);
            past += server.end_ms > p.horizon_ms ? 1 : 0;
        }
        const bool serial = lanes.sum(past) != 0 && p.priced;
        const ServerScore sum = sum_servers(lanes, own);
        if (lanes.rank() != 0) return;
        population.hash[plan] = all;
        population.score[plan] = serial ? family_score(p, genes, load) : plan_score(p, sum, {});
    }
};

/// Memory for plans of the family under education. Non-owning.
struct LoadsWork {
    LoadsOption* now;         ///< [pupil * tasks]
    std::uint32_t* next;      ///< [pupil * tasks]
    std::uint32_t* previous;  ///< [pupil * tasks]
    std::uint32_t* head;      ///< [pupil * servers]
    std::int64_t* load_ms;    ///< [pupil * servers]
    std::int64_t* limit_ms;   ///< [pupil * servers]
    double* penalty;          ///< [pupil * servers]
    Cover* cover;             ///< [pupil]; null where tasks have no prices
};

/// Item: a pupil.
struct TeachLoads {
    LoadsView view;
    LoadsWork work;
    LoadsLesson lesson;
    PopulationView population;
    PlanRows rows;

    HOST_DEVICE void operator()(std::uint32_t, std::uint32_t pupil) const {
        const std::uint64_t tasks = std::uint64_t{pupil} * view.problem.task_count;
        const std::uint64_t servers = std::uint64_t{pupil} * view.problem.server_count;
        LoadsState state{work.now + tasks,
                         work.next + tasks,
                         work.previous + tasks,
                         work.head + servers,
                         work.load_ms + servers,
                         work.limit_ms + servers,
                         work.penalty + servers,
                         0,
                         0,
                         work.cover == nullptr ? nullptr : work.cover + pupil};
        (void)teach_loads(view, lesson, rows.id_of(pupil), population.plan(rows.plan_of(pupil)),
                          state);
    }
};

}  // namespace nightwatt
