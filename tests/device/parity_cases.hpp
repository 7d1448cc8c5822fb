#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "backend/drill.hpp"
#include "problem/random_instance.hpp"

namespace nightwatt {

/// What every backend is compared on: odd sizes, edge cases, every term of the model.
struct ParityCase {
    std::string name;
    RandomShape shape;
    Drill drill;

    friend std::ostream& operator<<(std::ostream& out, const ParityCase& one) {
        return out << one.name;
    }
};

inline const std::vector<ParityCase>& parity_cases() {
    static const std::vector<ParityCase> all = {
        {"default", {}, {}},
        {"one_task_one_server", {.tasks = 1, .servers = 1}, {}},
        {"more_servers_than_tasks", {.tasks = 3, .servers = 7}, {}},
        {"one_server", {.tasks = 40, .servers = 1, .resources = 1}, {.swarm_islands = 0}},
        {"many_tasks_a_server", {.tasks = 100, .servers = 3, .resources = 1}, {}},
        {"negative_prices",
         {.tasks = 65, .servers = 33, .resources = 4, .negative_prices = true},
         {.islands = 2, .island_plans = 9, .swarm_islands = 2}},
        {"coupled",
         {.tasks = 80, .servers = 6, .negative_prices = true, .coupled = true},
         {.threshold_nano = 100'000'000}},
        {"coupled_transfers", {.tasks = 50, .servers = 5, .coupled = true, .transfers = true}, {}},
        {"coupled_pinned",
         {.tasks = 40, .servers = 9, .coupled = true, .pinned = true},
         {.ring = true}},
        {"explicit_runtimes",
         {.tasks = 50, .servers = 5, .resources = 1, .explicit_runtimes = true},
         {.holds = false}},
        {"loads_only",
         {.tasks = 50, .servers = 5, .resources = 1, .loads_only = true},
         {.moves = 20}},
        {"assignment",
         {.tasks = 40, .servers = 6, .resources = 1, .loads_only = true, .assignment = true},
         {.moves = 200}},
        {"loads_only_tasks_by_eight",
         {.tasks = 64, .servers = 7, .resources = 1, .loads_only = true},
         {.swarm_islands = 2}},
        {"swarm_alone", {.tasks = 60, .servers = 8}, {.islands = 1, .swarm_islands = 1}},
    };
    return all;
}

}  // namespace nightwatt
