#include "shares/night_share.hpp"

#include <utility>

#include "errors.hpp"
#include "shares/some_rows.hpp"

namespace nightwatt {

/// What stays of the whole night's servers when prices are known.
struct NightShare::Pricing {
    ServerGroups groups;
    DualLayout layout;
    std::unique_ptr<TaskPass> pass;

    Pricing(const Problem& problem, std::uint32_t steps_per_slot, std::uint32_t threads)
        : groups(problem),
          layout(problem.view_at_rest(), groups, steps_per_slot),
          pass(make_cpu_pass(problem.view_at_rest(), layout, groups, threads)) {}
};

NightShare::NightShare(Instance frame, std::vector<std::uint32_t> servers, std::size_t shares)
    : night_(std::move(frame)), servers_(std::move(servers)), shares_(shares) {}

void NightShare::add(const Instance& block, std::span<const std::size_t> rows) {
    append_tasks(block, rows, night_);
    tasks_ = night_.tasks.size();
}

const Problem& NightShare::among_all() {
    if (problem_) return *problem_;
    problem_ = std::make_unique<Problem>(night_);
    constexpr double most = 0x1p62;
    if (problem_->worst_cost_nano() * static_cast<double>(shares_) >= most) {
        throw InputError(
            "what the night can cost at worst is too much to be counted in billionths");
    }
    return *problem_;
}

TaskTotals NightShare::price(const PriceIntegrals& prices, const TaskSample& sample,
                             std::uint32_t steps_per_slot, std::uint32_t threads) {
    if (!pricing_) pricing_ = std::make_shared<Pricing>(among_all(), steps_per_slot, threads);
    return pricing_->pass->price(prices, sample);
}

Instance NightShare::take_night(std::uint32_t steps_per_slot) {
    if (!pricing_ && steps_per_slot > 0) {
        pricing_ = std::make_shared<Pricing>(among_all(), steps_per_slot, 1);
    }
    if (pricing_) pricing_->pass.reset();
    problem_.reset();
    return with_servers(std::exchange(night_, {}), servers_);
}

std::unique_ptr<BoundMethod> NightShare::follow(const NightPrices& prices, const Problem& own,
                                                std::uint32_t threads) const {
    NightPrices of_own;
    if (pricing_ && !prices.multipliers.empty()) {
        of_own = prices_of_some(pricing_->layout, pricing_->groups, prices, own, servers_);
    }
    return std::make_unique<GivenPrices>(own, std::move(of_own), threads);
}

}  // namespace nightwatt
