#pragma once

#include <string>
#include <vector>

#include "config/config_document.hpp"
#include "config/import_parameters.hpp"
#include "config/parameter_text.hpp"
#include "forecast/forecast_parameters.hpp"
#include "instance/instance.hpp"
#include "search/search_parameters.hpp"

namespace nightwatt {

/// The settings of every component. One configuration file may hold them all and serve every
/// command; a command takes what is its own, but all of it is checked.
struct ProgramParameters {
    SearchParameters search;
    ImportParameters import;
    ForecastParameters forecast;
    std::vector<GivenCurrency> currencies;  ///< that settings of the search stand in
};

/// Reads a configuration file (empty path: none) and overrides, which are stronger. Settings that
/// make an instance must stand in night.currency, if in any; those of a search in the instance's.
/// Of the paths that settings name, those in the file are relative to its folder, those in
/// overrides to the working directory. Throws UsageError with every problem.
[[nodiscard]] ProgramParameters read_program_parameters(const std::string& path,
                                                        const std::vector<Override>& overrides);

/// Throws UsageError where settings of the search stand in another currency than the instance.
void require_currency(const ProgramParameters& parameters, const Instance& instance);

/// All settings in the order in which they are printed. The tables point into `parameters`; where
/// these hold no entry of an array, its part points into `examples`.
struct ConfigExamples {
    ClassParameters server_class;
    SiteParameters site;
    LinkParameters link;
};
[[nodiscard]] std::vector<ConfigPart> describe(ProgramParameters& parameters,
                                               ConfigExamples& examples);

}  // namespace nightwatt
