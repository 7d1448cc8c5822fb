#include "backend/island_group.hpp"

namespace nightwatt {

namespace {

class LocalGroup final : public IslandGroup {
  public:
    explicit LocalGroup(std::unique_ptr<Backend> backend) : backend_(std::move(backend)) {}

    void resize(const IslandRange& range) override { backend_->resize(range); }
    void seed(std::span<const Plan> seeds, const Breeding& breeding,
              std::uint32_t mutations) override {
        backend_->seed(seeds, breeding, mutations);
    }
    std::future<GenerationSummary> evaluate() override {
        return std::async(std::launch::deferred, [this] { return backend_->evaluate(); });
    }
    void breed(const Breeding& breeding) override { backend_->breed(breeding); }
    void educate(const Breeding& breeding, const Education& education) override {
        backend_->educate(breeding, education);
    }
    std::future<std::vector<Plan>> elites(std::uint32_t count) override {
        return std::async(std::launch::deferred, [this, count] { return backend_->elites(count); });
    }
    void set_guests(std::span<const Plan> migrants) override { backend_->set_guests(migrants); }
    void set_limits(std::span<const SlotLimits> limits) override { backend_->set_limits(limits); }
    std::future<Plan> genes(std::uint32_t plan) override {
        return std::async(std::launch::deferred, [this, plan] { return backend_->genes(plan); });
    }
    std::future<PopulationState> state() override {
        return std::async(std::launch::deferred, [this] { return backend_->state(); });
    }
    void restore(const PopulationState& state) override { backend_->restore(state); }

  private:
    std::unique_ptr<Backend> backend_;
};

}  // namespace

std::unique_ptr<IslandGroup> group_on(std::unique_ptr<Backend> backend) {
    return std::make_unique<LocalGroup>(std::move(backend));
}

}  // namespace nightwatt
