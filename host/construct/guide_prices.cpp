#include "construct/guide_prices.hpp"

#include <algorithm>

namespace nightwatt {

GuidePrices::GuidePrices(const Guide& guide)
    : resources_(guide.resources),
      steps_(guide.steps),
      stride_(guide.steps + 1),
      step_ms_(guide.step_ms),
      per_ms_(1 / static_cast<double>(guide.step_ms)),
      energy_price_(guide.energy_price),
      energy_(guide.energy_price.size() / guide.steps * stride_, 0),
      resource_(guide.groups.size() * guide.resources * stride_, 0),
      capacity_(guide.groups.size() * stride_, 0) {
    for (std::uint32_t site = 0; site < energy_.size() / stride_; ++site) integrate_energy(site);
    const auto step_ms = static_cast<double>(step_ms_);
    for (std::size_t g = 0; g < guide.groups.size(); ++g) {
        for (std::uint32_t r = 0; r < resources_; ++r) {
            const double units = units_of(guide.groups[g].capacity, r);
            const double* const price = guide.resource_price.data() + (g * resources_ + r) * steps_;
            double* const sum = resource_.data() + (g * resources_ + r) * stride_;
            double* const earned = capacity_.data() + g * stride_;
            for (std::size_t k = 0; k < steps_; ++k) sum[k + 1] = sum[k] + price[k] * step_ms;
            for (std::size_t k = 0; k < stride_; ++k) earned[k] += units * sum[k];
        }
    }
}

bool GuidePrices::raise_energy(std::uint32_t site, std::uint32_t first, std::uint32_t last,
                               double price) {
    bool changed = false;
    for (std::uint32_t k = first; k < last; ++k) {
        double& now = energy_price_[std::size_t{site} * steps_ + k];
        changed = changed || price > now;
        now = std::max(now, price);
    }
    return changed;
}

void GuidePrices::integrate_energy(std::uint32_t site) {
    const double* const price = energy_price_.data() + std::size_t{site} * steps_;
    double* const sum = energy_.data() + std::size_t{site} * stride_;
    for (std::size_t k = 0; k < steps_; ++k) {
        sum[k + 1] = sum[k] + price[k] * static_cast<double>(step_ms_);
    }
}

std::uint32_t GuidePrices::step_at(std::int64_t t_ms) const {
    return static_cast<std::uint32_t>(std::clamp<std::int64_t>(t_ms / step_ms_, 0, steps_ - 1));
}

}  // namespace nightwatt
