#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace nightwatt {

/// The physical instance: what the input files say, in SI units and double precision, before any
/// rounding. Tables are columns of equal length; an index column holds row numbers of another
/// table, -1 for none. NaN in an optional number means "none". What each column means, its unit
/// and its range stand once, in tables.hpp.

struct TaskTable {
    std::vector<std::string> id;
    std::vector<double> release_s;
    std::vector<double> deadline_s;
    std::vector<double> tardiness_weight_per_h;
    std::vector<double> frequency_sensitivity;
    std::vector<double> work;
    std::vector<double> input_bytes;
    std::vector<std::int32_t> input_site;
    std::vector<std::int32_t> pin_server;
    std::vector<std::int32_t> pin_level;
    std::vector<double> pin_start_s;
    std::vector<std::vector<std::uint32_t>> need;  ///< [resource][task], whole units

    [[nodiscard]] std::size_t size() const { return id.size(); }
};

/// Runtime and dynamic power of a task on a class: one row for each class the task may use.
struct RuntimeTable {
    std::vector<std::int32_t> task;
    std::vector<std::int32_t> class_index;
    std::vector<std::int32_t> level;  ///< -1: at top frequency, other levels follow by formula
    std::vector<double> runtime_s;
    std::vector<double> power_w;

    [[nodiscard]] std::size_t size() const { return task.size(); }
};

struct ServerTable {
    std::vector<std::string> id;
    std::vector<std::int32_t> class_index;
    std::vector<std::int32_t> site;
    std::vector<double> idle_w;
    std::vector<double> sleep_w;
    std::vector<double> wake_s;
    std::vector<double> wake_j;
    std::vector<double> open_s;
    std::vector<double> close_s;
    std::vector<std::vector<std::uint32_t>> capacity;  ///< [resource][server], whole units

    [[nodiscard]] std::size_t size() const { return id.size(); }
};

struct ClassTable {
    std::vector<std::string> id;

    [[nodiscard]] std::size_t size() const { return id.size(); }
};

/// Frequency levels of the classes, fastest first; a class without a row has one level at full
/// frequency.
struct LevelTable {
    std::vector<std::int32_t> class_index;
    std::vector<double> relative_frequency;
    std::vector<double> relative_power;

    [[nodiscard]] std::size_t size() const { return class_index.size(); }
};

struct SiteTable {
    std::vector<std::string> id;
    std::vector<double> pue_overhead;
    std::vector<double> peak_price_per_kw;
    std::vector<double> soft_cap_penalty_per_kwh;
    std::vector<double> heat_price_per_kwh;

    [[nodiscard]] std::size_t size() const { return id.size(); }
};

/// Coefficient of performance of a site's cooling by outdoor temperature: points of a piecewise
/// linear curve, held constant beyond its ends. A site without points has no cooling share.
struct CopTable {
    std::vector<std::int32_t> site;
    std::vector<double> temperature_c;
    std::vector<double> cop;

    [[nodiscard]] std::size_t size() const { return site.size(); }
};

/// One row for each site and slot, sorted by site, then by slot: sites x slots rows.
struct SeriesTable {
    std::vector<std::int32_t> site;
    std::vector<double> start_s;
    std::vector<double> price_per_kwh;
    std::vector<double> carbon_g_per_kwh;
    std::vector<double> temperature_c;
    std::vector<double> renewable_w;
    std::vector<double> hard_cap_w;
    std::vector<double> soft_cap_w;
    std::vector<double> heat_demand_w;

    [[nodiscard]] std::size_t size() const { return site.size(); }
};

/// How uncertain forecast series are: row by row beside /series, half the width of the interval
/// that holds 90 % of the true values; 0: known. No rows: nothing was forecast.
struct SpreadTable {
    std::vector<double> price_per_kwh_spread;
    std::vector<double> carbon_g_per_kwh_spread;
    std::vector<double> temperature_c_spread;
    std::vector<double> renewable_w_spread;
    std::vector<double> heat_demand_w_spread;

    [[nodiscard]] std::size_t size() const { return price_per_kwh_spread.size(); }
};

/// The battery of a site, behind its meter: at most one a site. Powers are what the site gives to
/// it or takes from it; README.md, "Battery", has the model.
struct BatteryTable {
    std::vector<std::int32_t> site;
    std::vector<double> capacity_wh;
    std::vector<double> charge_w;
    std::vector<double> discharge_w;
    std::vector<double> charge_efficiency;
    std::vector<double> discharge_efficiency;
    std::vector<double> start_wh;
    std::vector<double> end_wh;

    [[nodiscard]] std::size_t size() const { return site.size(); }
};

/// Who asks for each task, row by row beside /tasks: what its runtime is predicted by. No rows:
/// nobody says.
struct RequestTable {
    std::vector<double> requested_s;  ///< time limit; NaN: none
    std::vector<std::string> user;
    std::vector<std::string> name;
    std::vector<std::string> group;

    [[nodiscard]] std::size_t size() const { return requested_s.size(); }
};

/// How uncertain predicted runtimes are, row by row beside /tasks: the runtime that so many percent
/// stay below, by the one planned with. No rows: nothing was predicted.
struct RuntimeSpreadTable {
    std::vector<double> factor_05;
    std::vector<double> factor_25;
    std::vector<double> factor_50;
    std::vector<double> factor_75;
    std::vector<double> factor_95;

    [[nodiscard]] std::size_t size() const { return factor_05.size(); }
};

/// Network between two sites. Where data must move and no link stands, the site is out of reach.
struct LinkTable {
    std::vector<std::int32_t> from_site;
    std::vector<std::int32_t> to_site;
    std::vector<double> bandwidth_bytes_per_s;
    std::vector<double> energy_j_per_byte;

    [[nodiscard]] std::size_t size() const { return from_site.size(); }
};

/// The objective of a published benchmark, so that a plan can be quoted in its own terms:
/// value = (cost or makespan_s) * scale.
struct Benchmark {
    std::string name;       ///< empty: not a benchmark
    std::string objective;  ///< "makespan" or "cost"
    double scale = 1;       ///< benchmark units per unit of money, or per second of makespan
    std::string formula;    ///< in words, with the rounding that the import makes
};

struct Instance {
    double horizon_s = 0;  ///< every task must end by then
    double slot_s = 0;     ///< length of a slot; a whole number of milliseconds
    std::string epoch = "1970-01-01T00:00:00Z";  ///< moment of time 0, UTC
    std::string currency = "EUR";
    std::string carbon_kind = "average";  ///< "average" or "marginal" intensity: never mixed
    double carbon_price_per_kg = 0;
    double energy_cap_kwh;  ///< total energy at the meters; NaN: none
    double makespan_weight_per_h = 0;
    std::vector<std::string> resources;  ///< one to four names
    std::vector<std::string> notes;      ///< where the data come from; what is synthetic
    Benchmark benchmark;

    TaskTable tasks;
    RuntimeTable runtimes;
    ServerTable servers;
    ClassTable classes;
    LevelTable levels;
    SiteTable sites;
    CopTable cop;
    SeriesTable series;
    LinkTable links;
    SpreadTable spreads;
    BatteryTable batteries;
    RequestTable requests;
    RuntimeSpreadTable runtime_spreads;

    Instance();
    [[nodiscard]] std::size_t slots() const {
        return sites.size() == 0 ? 0 : series.size() / sites.size();
    }
};

inline constexpr std::size_t max_resources = 4;

}  // namespace nightwatt
