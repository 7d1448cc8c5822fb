#pragma once

#include <string>
#include <vector>

#include "forecast/forecast_parameters.hpp"
#include "forecast/history.hpp"
#include "forecast/ridge_backend.hpp"
#include "instance/instance.hpp"

namespace nightwatt {

/// What was put into one column of one site, and how good it may be.
struct SiteSeriesForecast {
    std::string site;
    std::string quantity;
    std::string method;     ///< "ridge", "persistence" or "seasonal"
    std::string why;        ///< why not ridge; empty: it is
    std::size_t steps = 0;  ///< from the last that was measured to the night's end
    double validation_rmse = 0;
    double skill_to_seasonal = 0;  ///< on the validation part
    double skill_to_persistence = 0;
    double spread = 0;         ///< mean over the night: half the width of the 90 % interval
    std::size_t borrowed = 0;  ///< lags that were missing
};

/// An instance with forecasts in its series.
struct SiteForecast {
    Instance instance;
    std::vector<SiteSeriesForecast> series;
    std::vector<std::string> kept;      ///< "site/quantity" of columns that stay as they were
    std::vector<std::string> given_up;  ///< why, of those that the history knows too little of

    void give_up(const std::string& id, const std::string& why);
};

/// Fills /series and /spreads of the coming night from what the history holds of the instance's
/// sites (kind "site", subject the site's id, quantity the column's name). `night` is the
/// instance's epoch, in the history's time: only what was measured before it is looked at. Values
/// are rounded (site_quantity.hpp), so that another machine's rounding errors do not reach a plan.
/// Columns that forecast.series does not name stay, and so do those of which too little is known,
/// as of a sensor that died more than a week before: the instance's notes name them. Throws
/// InputError where the history holds nothing of the sites or of a name in forecast.series, or has
/// a series in another unit than the instance's column.
[[nodiscard]] SiteForecast forecast_sites(RidgeBackend& backend, const Instance& instance,
                                          const History& history, double night_s,
                                          const ForecastParameters& parameters);

}  // namespace nightwatt
