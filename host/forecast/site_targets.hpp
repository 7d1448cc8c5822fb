#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "errors.hpp"
#include "forecast/forecast_parameters.hpp"
#include "forecast/history.hpp"
#include "forecast/known_series.hpp"
#include "forecast/site_quantity.hpp"
#include "instance/instance.hpp"

namespace nightwatt {

/// Of one series too little is known; others may do without it.
struct TooLittle : InputError {
    using InputError::InputError;
};

/// One column of one site that can be forecast.
struct SiteTarget {
    std::size_t site = 0;
    const SiteQuantity* quantity = nullptr;
    HistorySeries past;       ///< what was measured before the night
    std::size_t horizon = 0;  ///< steps from its end to that of the night
    KnownSeries known;
};

/// What of a night can be forecast, and what cannot.
struct SiteTargets {
    std::vector<SiteTarget> targets;
    std::vector<std::string> kept;      ///< "site/quantity" of columns that stay as they are
    std::vector<std::string> given_up;  ///< why, of those that the history knows too little of
};

/// A name in the setting forecast.series (`chosen`) that stands for no column of the instance's
/// sites of which the history has a series is a mistake: throws InputError.
void check_chosen(const std::vector<std::string>& chosen, const Instance& instance,
                  const History& history);

/// The columns of /series that the history has series of and forecast.series names. `night_s` is
/// the instance's epoch, in the history's time. Throws InputError where the history holds nothing
/// of the sites or of a name in forecast.series, or has a series in another unit than the column.
[[nodiscard]] SiteTargets site_targets(const Instance& instance, const History& history,
                                       double night_s, const ForecastParameters& parameters);

}  // namespace nightwatt
