#include "backend/device/plan_bytes.hpp"

#include "backend/loads_model.hpp"
#include "bound/task_price.hpp"
#include "kernels/items/breed_items.hpp"
#include "kernels/items/education_view.hpp"
#include "kernels/items/evaluate_items.hpp"
#include "kernels/items/loads_items.hpp"
#include "kernels/items/rank_items.hpp"
#include "kernels/launch_shape.hpp"
#include "kernels/swarm.hpp"

namespace nightwatt {

namespace {

/// Scores and hashes of two generations, origin, places in lists, part of an island's best.
constexpr std::size_t summary_bytes =
    2 * (sizeof(Score) + sizeof(std::uint64_t)) + sizeof(PlanOrigin) + sizeof(IslandBest) + 16;

std::size_t site_slots(const ProblemView& p) {
    return p.coupled ? std::size_t{p.site_count} * p.slot_count : 0;
}

std::size_t loads_bytes(const ProblemView& p) {
    return (sizeof(LoadsOption) + 8) * p.task_count +
           (4 + 3 * sizeof(std::int64_t) + sizeof(double)) * p.server_count +
           (TaskPrice::suits(p) ? sizeof(Cover) : 0);
}

}  // namespace

std::size_t sequence_bytes(const ProblemView& p) {
    return sizeof(SequenceItem) * p.task_count + 8 * (std::size_t{p.server_count} + 1);
}

std::size_t plan_bytes(const ProblemView& p) {
    const std::size_t genes = 2 * gene_bytes * p.task_count + summary_bytes;
    if (p.loads_only) return genes + loads_bytes(p);
    return genes + sequence_bytes(p) + sizeof(ServerScore) * p.server_count +
           sizeof(SiteScore) * p.site_count + 2 * sizeof(std::int64_t) * site_slots(p);
}

std::size_t particle_bytes(const ProblemView& p) {
    return std::size_t{3} * swarm_dimensions(p) * sizeof(float) * p.task_count + sizeof(Score) + 1;
}

std::size_t pupil_bytes(const ProblemView& p) {
    const std::size_t pairs = (std::size_t{p.server_count} + 1) / 2;
    return sequence_bytes(p) + 4 * sizeof(TrackItem) * p.task_count +
           (sizeof(TrackItem) + sizeof(FreshItem) + sizeof(Seat)) * 2 * (p.task_count + pairs) +
           (sizeof(TrackPlace) + 12) * p.server_count + 32 * site_slots(p);
}

std::size_t worker_bytes(const ProblemView& p) {
    const std::size_t slots = p.coupled ? p.slot_count : 0;
    return RunningSet::scratch_size(p.max_running) * sizeof(RunningTask) +
           2 * slots * (sizeof(SlotLimits) + 2 * sizeof(std::int64_t));
}

std::size_t education_bytes(const ProblemView& p) {
    if (!p.loads_only) {
        // A quarter more: the evaluation's workers take up to an eighth of what they find.
        return (pupil_bytes(p) + worker_block * worker_bytes(p)) * 5 / 4;
    }
    return (LoadsModel::most_options * sizeof(LoadsOption) + 4 + 2 * sizeof(double)) *
               p.task_count +
           4 * sizeof(double) * p.server_count;
}

double population_bytes(const ProblemView& p, const IslandRange& range) {
    // Guests have genes, and every swarm a leader like a particle.
    const double particles = 1.0 * range.swarms() * range.island_plans;
    return (1.0 * range.plans() + range.guests()) * static_cast<double>(plan_bytes(p)) +
           (particles + range.swarms()) * static_cast<double>(particle_bytes(p)) +
           static_cast<double>(education_bytes(p));
}

}  // namespace nightwatt
