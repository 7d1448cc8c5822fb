#pragma once

#include "instance/instance.hpp"

namespace nightwatt {

/// PUE and rate of every row of /series, as README.md defines them. The referee has its own.
struct SiteRates {
    std::vector<double> pue;
    std::vector<double> rate_per_kwh;  ///< of IT energy

    /// /cop must be sorted by site and temperature, its sites and those of /series must exist.
    explicit SiteRates(const Instance& instance);
};

}  // namespace nightwatt
