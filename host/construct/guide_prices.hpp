#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "bound/guide.hpp"

namespace nightwatt {

/// A guide's prices as integrals over time from 0, which makes the price of an interval two
/// look-ups. Energy prices may rise while a plan is built.
class GuidePrices {
  public:
    explicit GuidePrices(const Guide& guide);

    /// An interval of time, found on the grid once for all prices that are asked about it.
    struct Span {
        std::uint32_t first, last;
        double first_share, last_share;
    };
    [[nodiscard]] Span span(std::int64_t from_ms, std::int64_t to_ms) const {
        Span span{};
        locate(from_ms, span.first, span.first_share);
        locate(to_ms, span.last, span.last_share);
        return span;
    }

    /// Of energy at a site, nano-money per mW.
    [[nodiscard]] double energy(std::uint32_t site, const Span& span) const {
        return integral(energy_.data() + std::size_t{site} * stride_, span);
    }
    /// Of energy drawn at a moment, nano-money per uJ.
    [[nodiscard]] double energy_at(std::uint32_t site, std::int64_t t_ms) const {
        return energy_price_[std::size_t{site} * steps_ + step_at(t_ms)];
    }
    /// Of a unit of a group's resource, nano-money.
    [[nodiscard]] double resource(std::uint32_t group, std::uint32_t r, const Span& span) const {
        return integral(resource_.data() + (std::size_t{group} * resources_ + r) * stride_, span);
    }
    /// What a group's server earns by its capacity, nano-money.
    [[nodiscard]] double capacity(std::uint32_t group, const Span& span) const {
        return integral(capacity_.data() + std::size_t{group} * stride_, span);
    }
    [[nodiscard]] std::uint32_t resources() const { return resources_; }
    [[nodiscard]] std::uint32_t steps() const { return steps_; }
    [[nodiscard]] std::int64_t step_ms() const { return step_ms_; }

    /// Energy at a site costs at least `price` from now on in [first, last) of the guide's steps.
    /// Returns whether that changed anything.
    bool raise_energy(std::uint32_t site, std::uint32_t first, std::uint32_t last, double price);
    /// Brings a site's integral up to date after prices have risen.
    void integrate_energy(std::uint32_t site);

  private:
    [[nodiscard]] std::uint32_t step_at(std::int64_t t_ms) const;
    /// The step that holds a moment (within the grid), and how much of it has passed.
    void locate(std::int64_t t_ms, std::uint32_t& step, double& share) const {
        const auto t = static_cast<double>(std::clamp<std::int64_t>(t_ms, 0, step_ms_ * steps_));
        const double steps = t * per_ms_;
        step = std::min(static_cast<std::uint32_t>(steps), steps_ - 1);
        share = steps - step;
    }
    [[nodiscard]] static double integral(const double* sums, const Span& span) {
        return sums[span.last] + (sums[span.last + 1] - sums[span.last]) * span.last_share -
               (sums[span.first] + (sums[span.first + 1] - sums[span.first]) * span.first_share);
    }

    std::uint32_t resources_;
    std::uint32_t steps_;
    std::uint32_t stride_;
    std::int64_t step_ms_;
    double per_ms_;                     ///< 1 / step_ms
    std::vector<double> energy_price_;  ///< [site * steps + k]
    std::vector<double> energy_;        ///< [site * stride + k]
    std::vector<double> resource_;      ///< [(group * resources + r) * stride + k]
    std::vector<double> capacity_;      ///< [group * stride + k]
};

}  // namespace nightwatt
