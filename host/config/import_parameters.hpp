#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "config/config_document.hpp"
#include "config/parameter_table.hpp"

namespace nightwatt {

/// What a trace does not say and an import's configuration does: which night, which servers and
/// what they draw, where they stand, and how deadlines are made. One struct a section of the file;
/// the rows of describe() are their documentation.

struct TraceParameters {
    std::string time_unit = "s";
    std::string cut = "fold";
    double window_start_h = 0;
    double fold_h = 24;
    double release_h = 24;
    double max_runtime_h = 0;
    std::string runtimes = "measured";
    std::string misfits = "refuse";
    std::string accelerator;
    std::vector<std::string> round_up;
    std::int64_t node_stride = 1;
};

struct NightParameters {
    std::string start = "1970-01-01T00:00:00Z";
    double hours = 24;
    double slot_minutes = 60;
    std::string currency = "EUR";
    std::string carbon_kind = "average";
    std::string carbon_column = "life-cycle";
    double carbon_price_per_kg = 0;
    double energy_cap_kwh = 0;
};

struct SyntheticParameters {
    std::int64_t seed = automatic_value;
    double frequency_sensitivity_min = 1;
    double frequency_sensitivity_max = 1;
    double input_share = 0;
    double input_gb_min = 1;
    double input_gb_max = 1;
};

struct DeadlineParameters {
    double share = 0;
    std::vector<std::string> service_classes;
    double slack_min = 2;
    double slack_max = 2;
    double margin_min_h = 0;
    double margin_max_h = 0;
    double fixed_share = 0;
    double fixed_at_h = 12;
    double weight_min_per_h = 1;
    double weight_max_per_h = 1;
};

/// The queue of a Slurm cluster as a night.
struct SlurmParameters {
    std::string partition;
    double runtime_share = 1;
    double fill = 0.9;
    std::vector<std::string> deadlines;
    double late_weight_per_h = 1;
};

/// One [[class]].
struct ClassParameters {
    std::string name;
    std::vector<std::string> models;
    std::int64_t count = 0;
    std::vector<std::string> capacity;
    std::string site;
    double idle_w = 0;
    std::vector<std::string> idle_w_per_unit;
    std::vector<std::string> dynamic_w_per_unit;
    double sleep_to_idle = 0;
    double wake_s = 0;
    double wake_to_idle = 1;
    double speed = 1;
    double accelerator_speed = 1;
    std::vector<std::string> levels;
};

/// One [[site]].
struct SiteParameters {
    std::string name = "site";
    double share = 1;
    std::string price_file;
    double price_per_kwh = 0.1;
    std::string carbon_file;
    double carbon_g_per_kwh = 0;
    std::string weather_file;
    double temperature_c = 20;
    std::string solar_file;
    std::string solar_column;
    std::string solar_start;
    double solar_peak_w = 0;
    double pue_overhead = 1;
    std::vector<std::string> cop;
    double peak_price_per_kw = 0;
    double hard_cap_w = 0;
    double soft_cap_w = 0;
    double soft_cap_penalty_per_kwh = 0;
    double heat_demand_w = 0;
    double heat_price_per_kwh = 0;
};

/// One [[link]], both ways.
struct LinkParameters {
    std::string from;
    std::string to;
    double gigabit_per_s = 10;
    double energy_j_per_byte = 0;
};

/// Entries of arrays stand in deques: their parameter tables point at them while more are added.
struct ImportParameters {
    TraceParameters trace;
    NightParameters night;
    SyntheticParameters synthetic;
    DeadlineParameters deadlines;
    SlurmParameters slurm;
    std::string series_folder;
    std::deque<ClassParameters> classes;
    std::deque<SiteParameters> sites;
    std::deque<LinkParameters> links;
};

[[nodiscard]] ParameterTable describe(ImportParameters& parameters);
[[nodiscard]] ParameterTable describe(ClassParameters& parameters);
[[nodiscard]] ParameterTable describe(SiteParameters& parameters);
[[nodiscard]] ParameterTable describe(LinkParameters& parameters);

/// Gives the parameters what the file holds, entries of [[class]], [[site]] and [[link]] included.
/// paths.series is resolved against the file's folder.
void apply(ConfigDocument& document, ImportParameters& parameters);

/// What one row of a table cannot see; throws UsageError with every problem.
void check_together(const ImportParameters& parameters);

}  // namespace nightwatt
