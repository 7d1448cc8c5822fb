#pragma once

#include <cstdint>
#include <vector>

#include "bound/guide.hpp"

namespace nightwatt {

/// A guide's prices as integrals over time from 0, which makes the price of an interval two
/// look-ups. Energy prices may rise while a plan is built.
class GuidePrices {
  public:
    explicit GuidePrices(const Guide& guide);

    /// Of energy at a site over [from_ms, to_ms), nano-money per mW.
    [[nodiscard]] double energy(std::uint32_t site, std::int64_t from_ms,
                                std::int64_t to_ms) const {
        const double* const row = energy_.data() + std::size_t{site} * stride_;
        return at(row, to_ms) - at(row, from_ms);
    }
    /// Of energy drawn at a moment, nano-money per uJ.
    [[nodiscard]] double energy_at(std::uint32_t site, std::int64_t t_ms) const {
        return energy_price_[std::size_t{site} * steps_ + step_at(t_ms)];
    }
    /// Of a unit of a group's resource over [from_ms, to_ms), nano-money.
    [[nodiscard]] double resource(std::uint32_t group, std::uint32_t r, std::int64_t from_ms,
                                  std::int64_t to_ms) const {
        const double* const row =
            resource_.data() + (std::size_t{group} * resources_ + r) * stride_;
        return at(row, to_ms) - at(row, from_ms);
    }
    /// What a group's server earns by its capacity over [from_ms, to_ms), nano-money.
    [[nodiscard]] double capacity(std::uint32_t group, std::int64_t from_ms,
                                  std::int64_t to_ms) const {
        const double* const row = capacity_.data() + std::size_t{group} * stride_;
        return at(row, to_ms) - at(row, from_ms);
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
    [[nodiscard]] double at(const double* integral, std::int64_t t_ms) const;

    std::uint32_t resources_;
    std::uint32_t steps_;
    std::uint32_t stride_;
    std::int64_t step_ms_;
    std::vector<double> energy_price_;  ///< [site * steps + k]
    std::vector<double> energy_;        ///< [site * stride + k]
    std::vector<double> resource_;      ///< [(group * resources + r) * stride + k]
    std::vector<double> capacity_;      ///< [group * stride + k]
};

}  // namespace nightwatt
