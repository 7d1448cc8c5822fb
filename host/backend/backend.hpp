#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "backend/population_state.hpp"
#include "bound/task_pass.hpp"
#include "instance/plan.hpp"
#include "kernels/education.hpp"
#include "kernels/genetic.hpp"
#include "kernels/island_range.hpp"
#include "kernels/problem_view.hpp"

namespace nightwatt {

/// What a generation looks like from outside: all that crosses from a device each generation.
struct GenerationSummary {
    Score best;
    std::uint32_t best_plan = 0;
    std::uint64_t population_hash = 0;  ///< over places, genes and scores of all plans
    std::vector<Score> island_best;
    /// Tasks that stand on another server in an island's plan of middle rank than in its best one,
    /// over all islands.
    std::int64_t elsewhere = 0;

    /// The next island, and its best plan.
    void add_island(const Score& score, std::uint32_t plan) {
        if (island_best.empty() || score < best) {
            best = score;
            best_plan = plan;
        }
        island_best.push_back(score);
    }
    /// Mean share of an island's tasks that stand elsewhere; 0: no diversity left.
    [[nodiscard]] double diversity(std::uint32_t tasks) const {
        return static_cast<double>(elsewhere) /
               (static_cast<double>(island_best.size()) * static_cast<double>(tasks));
    }
};

/// Runs populations of plans on one machine. Owns all their memory; callers see only plans and
/// summaries. Every backend gives the same bits for the same calls.
class Backend {
  public:
    virtual ~Backend() = default;

    [[nodiscard]] virtual std::string name() const = 0;
    /// Makes room for the plans of these islands. Throws DeviceError where there is none.
    virtual void resize(const IslandRange& range) = 0;
    /// Sets plans 0, 1, 2, ... of the current population to copies of `seeds`, in turn; a plan that
    /// is not the first copy of its seed is changed by `mutations` random mutations.
    virtual void seed(std::span<const Plan> seeds, const Breeding& breeding,
                      std::uint32_t mutations) = 0;
    /// Decodes and scores all plans and ranks them within their islands: less score first, then
    /// lower place; plans with the same servers, starts and levels as a better one come last.
    virtual GenerationSummary evaluate() = 0;
    /// Makes the next population from the ranked one: children in genetic islands, one step of
    /// every particle in swarm islands; the best plans of both live on and travel alike.
    virtual void breed(const Breeding& breeding) = 0;
    /// Improves the plans of the population by local search, except an island's first ones
    /// (education.first_place) and those of swarms that are not educated.
    virtual void educate(const Breeding& breeding, const Education& education) = 0;
    /// The best plans of the last island, best first, for the island after it where another backend
    /// holds that: after evaluate(), before breed().
    [[nodiscard]] virtual std::vector<Plan> elites(std::uint32_t count) const = 0;
    /// Before a breed() with migrants: they come from the island before the first one, best first.
    virtual void set_guests(std::span<const Plan> migrants) = 0;
    /// From now on these are the limits of the sites' slots, [site * slots + slot]: batteries do
    /// something else than before. Of coupled problems only.
    virtual void set_limits(std::span<const SlotLimits> limits) = 0;
    /// Genes (server, position, level, hold_ms) of a plan of the evaluated population.
    [[nodiscard]] virtual Plan genes(std::uint32_t plan) const = 0;

    /// The whole state after evaluate(), for a checkpoint.
    [[nodiscard]] virtual PopulationState state() const = 0;
    /// In place of seed(), after resize() with the same numbers: takes up where the run stood from
    /// which the state comes, on whatever backend. The evaluate() that follows gives the summary
    /// that it gave there. All arrays have the sizes that state() would give them.
    virtual void restore(const PopulationState& state) = 0;
};

/// A machine that a backend can use.
struct DeviceFacts {
    std::string name;
    std::string details;  ///< versions and sizes, in words
    std::uint64_t free_bytes = 0;
};

/// What a backend offers a search, in this process.
struct BackendRoom {
    std::uint32_t items_at_once = 1;        ///< work items beside each other, on all devices
    std::uint32_t devices = 1;              ///< that share the islands
    std::uint64_t free_bytes = UINT64_MAX;  ///< of the device that has least
};

/// A backend that this program knows, built in or not.
struct BackendChoice {
    std::string name;
    std::string description;
    int priority = 0;  ///< auto takes the available one of highest priority
    /// Why it cannot be used here; empty: it can.
    std::string (*unavailable)();
    std::unique_ptr<Backend> (*create)(const ProblemView& problem, std::uint32_t threads);
    /// What it runs on, of this rank; empty where it is unavailable.
    std::vector<DeviceFacts> (*devices)();
    /// Bytes a second, read and written, of a large copy within its memory.
    double (*copy_rate)();
    BackendRoom (*room)();
    /// Prices tasks for the lower bound; null: as the CPU does.
    std::unique_ptr<TaskPass> (*task_pass)(const ProblemView& problem, const DualLayout& layout,
                                           const ServerGroups& groups);
};

[[nodiscard]] const std::vector<BackendChoice>& backends();
/// Those that can be used here, now.
[[nodiscard]] std::vector<BackendChoice> usable_backends();

/// The backend named, or for "auto" the best that is available. A named one that is unavailable
/// throws DeviceError; auto never does, and `note` then says what was passed over and why.
[[nodiscard]] std::unique_ptr<Backend> create_backend(const std::string& name,
                                                      const ProblemView& problem,
                                                      std::uint32_t threads, std::string& note);

/// Which one that would be, now: a device that has failed is not available any more.
[[nodiscard]] std::string backend_name(const std::string& name, std::string& note);

/// What prices tasks on the backend named, chosen as create_backend() does; empty: the CPU. Where
/// "auto" has chosen a device and that fails, the CPU goes on, and `tell` hears why.
[[nodiscard]] MakeTaskPass task_pass_of(const std::string& name, std::uint32_t threads,
                                        const std::function<void(const std::string&)>& tell);

/// Of the backend named, chosen as create_backend() does.
[[nodiscard]] BackendRoom room_of(const std::string& name);

std::string cpu_unavailable();
std::unique_ptr<Backend> create_cpu_backend(const ProblemView& problem, std::uint32_t threads);
std::vector<DeviceFacts> cpu_devices();
double cpu_copy_rate();
BackendRoom cpu_room();
std::string cuda_unavailable();
std::unique_ptr<Backend> create_cuda_backend(const ProblemView& problem, std::uint32_t threads);
std::vector<DeviceFacts> cuda_devices();
double cuda_copy_rate();
BackendRoom cuda_room();
std::unique_ptr<TaskPass> cuda_task_pass(const ProblemView& problem, const DualLayout& layout,
                                         const ServerGroups& groups);

}  // namespace nightwatt
