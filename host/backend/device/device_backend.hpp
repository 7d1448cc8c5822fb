#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "backend/backend.hpp"
#include "backend/device/device_educator.hpp"
#include "backend/device/device_errors.hpp"
#include "backend/device/device_evaluator.hpp"
#include "backend/device/device_loads.hpp"
#include "backend/device/device_population.hpp"
#include "backend/device/device_problem.hpp"
#include "backend/device/device_ranking.hpp"
#include "backend/device/device_swarm.hpp"
#include "backend/device/plan_bytes.hpp"
#include "kernels/items/breed_items.hpp"

namespace nightwatt {

/// Populations on a device, for the whole run: a generation sends a few numbers there and a summary
/// back. Written once for every machine that runs work items (README.md): CUDA, and the threads of
/// tests/device.
template <class Machine>
class DeviceBackend final : public Backend {
  public:
    DeviceBackend(std::unique_ptr<Machine> machine, const ProblemView& problem)
        : machine_(std::move(machine)),
          device_(*machine_, problem),
          problem_(device_.view()),
          current_(*machine_),
          next_(*machine_),
          origins_(*machine_),
          pupils_(*machine_),
          ranking_(*machine_),
          swarm_(*machine_, problem_),
          evaluator_(*machine_, problem_, device_.host()),
          educator_(*machine_, problem_, device_.host()),
          loads_(*machine_, problem_, device_.host()) {}

    [[nodiscard]] std::string name() const override { return machine_->name(); }

    void resize(const IslandRange& range) override {
        check_room(range);
        range_ = range;
        current_.resize(range.plans(), range.guests(), problem_.task_count);
        next_.resize(range.plans(), range.guests(), problem_.task_count);
        origins_.resize(range.plans());
        pupils_.resize(range.plans());
        ranking_.resize(range);
        swarm_.resize(range);
        evaluator_.resize(range.plans());
    }

    void seed(std::span<const Plan> seeds, const Breeding& breeding,
              std::uint32_t mutations) override {
        // No island has more places than it has plans; the next population's memory is free.
        const auto used =
            static_cast<std::uint32_t>(std::min<std::size_t>(seeds.size(), range_.island_plans));
        for (std::uint32_t s = 0; s < used; ++s) next_.upload(s, seeds[s], problem_.loads_only);
        PopulationView first = next_.view();
        first.plan_count = used;
        machine_->run(range_.plans(), problem_.task_count,
                      CopySeed{problem_, first, current_.view(), range_.island_plans});
        machine_->run(1, range_.plans(),
                      MutateSeed{problem_, breeding, range_, current_.view(),
                                 static_cast<std::uint32_t>(seeds.size()), mutations});
        swarm_.adopt_all();
    }

    GenerationSummary evaluate() override {
        evaluator_.evaluate(current_.view());
        swarm_.learn(current_.view());
        return ranking_.rank(current_.view());
    }

    void breed(const Breeding& breeding) override {
        swarm_.prepare(breeding, current_.view(), ranking_.plans());
        machine_->run(1, range_.plans(),
                      ChooseOrigin{problem_, breeding, swarm_.layout(), swarm_.view(),
                                   ranking_.plans(), origins_.data()});
        machine_->run(range_.plans(), problem_.task_count,
                      BreedGene{problem_, breeding, swarm_.layout(), swarm_.view(), origins_.data(),
                                current_.view(), next_.view()});
        machine_->run(1, range_.plans(),
                      MutatePlan{problem_, breeding, range_, origins_.data(), next_.view()});
        std::swap(current_, next_);
    }

    void educate(const Breeding& breeding, const Education& education) override {
        std::vector<std::uint32_t> pupils;
        for (std::uint32_t p = 0; p < range_.plans(); ++p) {
            if (p % range_.island_plans < education.first_place) continue;
            if (range_.in_swarm(p) && !breeding.swarm.educated) continue;
            pupils.push_back(p);
        }
        const auto count = static_cast<std::uint32_t>(pupils.size());
        pupils_.upload(pupils.data(), count);
        swarm_.follow(pupils_.data(), count);
        const PlanRows rows{pupils_.data(), range_.first_plan()};
        if (problem_.loads_only) {
            loads_.educate({education.seed, education.generation,
                            std::int64_t{education.rounds} * education.moves, education.anew},
                           current_.view(), rows, count);
        } else {
            educator_.educate(education, current_.view(), rows, count);
        }
    }

    [[nodiscard]] std::vector<Plan> elites(std::uint32_t count) const override {
        std::vector<Plan> best;
        for (std::uint32_t rank = 0; rank < count; ++rank) {
            best.push_back(genes(ranking_.plan_of(range_.count - 1, rank)));
        }
        return best;
    }
    void set_guests(std::span<const Plan> migrants) override {
        std::uint32_t place = range_.plans();
        for (const Plan& plan : migrants) current_.upload(place++, plan, problem_.loads_only);
    }

    void set_limits(std::span<const SlotLimits> limits) override {
        device_.set_limits(limits);
        swarm_.forget_scores();
    }

    [[nodiscard]] Plan genes(std::uint32_t plan) const override { return current_.download(plan); }

    [[nodiscard]] PopulationState state() const override {
        PopulationState state = current_.genes();
        state.swarm = swarm_.state();
        return state;
    }
    void restore(const PopulationState& state) override {
        current_.set_genes(state);
        swarm_.restore(state.swarm);
    }

    /// Most plans that are educated at once, for tests.
    void limit_batch(std::uint32_t plans) { educator_.limit_batch(plans); }

  private:
    /// Memory is checked before it is taken, that of education and of threads' stacks too.
    void check_room(const IslandRange& range) const {
        const std::uint32_t plans = range.plans();
        const std::uint32_t particles = range.swarms() * range.island_plans;
        // Of all kernels, those of education have the deepest stacks.
        const std::size_t stacks = problem_.loads_only
                                       ? machine_->template run_stack_bytes<TeachLoads>()
                                       : machine_->template worker_stack_bytes<ImprovePair>();
        const double bytes = population_bytes(device_.host(), range) + static_cast<double>(stacks);
        const std::size_t free_bytes = machine_->free_bytes();
        if (bytes > static_cast<double>(free_bytes)) {
            throw_no_room_for_plans(name(), plans, particles, bytes, free_bytes);
        }
    }

    std::unique_ptr<Machine> machine_;
    DeviceProblem<Machine> device_;
    ProblemView problem_;  ///< its arrays lie on the device
    IslandRange range_;
    DevicePopulation<Machine> current_;
    DevicePopulation<Machine> next_;
    DeviceArray<Machine, PlanOrigin> origins_;
    DeviceArray<Machine, std::uint32_t> pupils_;
    DeviceRanking<Machine> ranking_;
    DeviceSwarm<Machine> swarm_;
    DeviceEvaluator<Machine> evaluator_;
    DeviceEducator<Machine> educator_;
    DeviceLoads<Machine> loads_;
};

}  // namespace nightwatt
