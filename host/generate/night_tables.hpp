#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "generate/quantile_table.hpp"

namespace nightwatt::night_tables {

/// The numbers that a generated night is made of; README.md says where each comes from.

using HourTable = std::array<double, 24>;  ///< by local hour of the day, at the full hour

/// Seconds that a task runs (openb trace, 7,255 finished tasks).
inline constexpr std::array<Quantile, 10> runtime_s = {{{0, 4},
                                                        {0.01, 23},
                                                        {0.05, 50},
                                                        {0.10, 73},
                                                        {0.25, 175},
                                                        {0.50, 616},
                                                        {0.75, 2246},
                                                        {0.90, 7764},
                                                        {0.95, 18162},
                                                        {1.00, 115000}}};

/// Tasks created in each hour of the day, from 18:00 on (openb trace).
inline constexpr std::array<double, 24> arrivals_from_dusk = {
    550, 466, 352, 430, 432, 538, 515, 456, 362, 436, 426, 318,
    291, 331, 242, 146, 222, 204, 152, 149, 137, 271, 301, 425};

/// Cores and GiB of a task without and with one accelerator (openb trace), and the accelerators of
/// a task that holds any.
inline constexpr std::array<Quantile, 5> cpu_task_cores = {
    {{0, 8}, {0.25, 8}, {0.50, 12}, {0.75, 13}, {1, 32}}};
inline constexpr std::array<Quantile, 5> cpu_task_gib = {
    {{0, 8}, {0.10, 30}, {0.25, 48}, {0.75, 56}, {1, 62}}};
inline constexpr std::array<Quantile, 6> accelerator_cores = {
    {{0, 1}, {0.10, 3}, {0.25, 4}, {0.50, 10}, {0.75, 12}, {1, 24}}};
inline constexpr std::array<Quantile, 6> accelerator_gib = {
    {{0, 2}, {0.10, 5}, {0.25, 10}, {0.50, 31}, {0.75, 47}, {1, 91}}};
struct AcceleratorShare {
    std::uint32_t accelerators;
    double share;
};
inline constexpr std::array<AcceleratorShare, 4> accelerators_of_a_task = {
    {{8, 0.0062}, {4, 0.0021}, {2, 0.0023}, {1, 0.9894}}};

/// Share of a task's runtime that scales with 1/frequency (20 GPU kernels).
inline constexpr std::array<Quantile, 6> frequency_sensitivity = {
    {{0, 0.01}, {0.10, 0.09}, {0.25, 0.315}, {0.50, 0.595}, {0.75, 0.95}, {1, 1}}};

/// Dynamic watts of a busy core (SPECpower results since 2018), of a busy GPU (20 kernels on a
/// V100) and of a busy FPGA card (assumed).
inline constexpr std::array<Quantile, 6> core_w = {
    {{0, 1}, {0.05, 1.74}, {0.25, 2.72}, {0.50, 5}, {0.75, 6.66}, {1, 8.07}}};
inline constexpr std::array<Quantile, 6> gpu_w = {
    {{0, 49.4}, {0.10, 106.4}, {0.25, 143.8}, {0.50, 165.5}, {0.75, 187.4}, {1, 207.7}}};
inline constexpr std::array<Quantile, 2> fpga_w = {{{0, 25}, {1, 75}}};

/// Idle by full power of a server (SPECpower, 1,088 results).
inline constexpr std::array<Quantile, 5> idle_to_full = {
    {{0, 0.15}, {0.25, 0.19}, {0.50, 0.24}, {0.75, 0.32}, {1, 0.51}}};

struct Level {
    double relative_frequency;
    double relative_power;
};

/// A server class. Runtimes of tasks on it are multiplied by a factor in
/// [slowdown_min, slowdown_max].
struct ServerClass {
    std::string_view id;
    double share;  ///< of the servers
    std::uint32_t cores;
    std::uint32_t gib;
    std::uint32_t accelerators;
    double slowdown_min;
    double slowdown_max;
    double accelerator_share;  ///< of the accelerator tasks that may use it
    double full_dynamic_w;     ///< of a server whose cores and accelerators are all busy
    double wake_s;
    std::size_t levels;      ///< how many of `levels` it has; one: full frequency only
    double power_share = 1;  ///< dynamic power of a task here by that on the measured hardware
};

/// Relative speed and dynamic power by clock (20 kernels on a V100, means).
inline constexpr std::array<Level, 6> levels = {
    {{1.00, 1.000}, {0.90, 0.841}, {0.79, 0.713}, {0.68, 0.627}, {0.42, 0.499}, {0.13, 0.310}}};

inline constexpr std::array<ServerClass, 6> classes = {
    {{"cpu", 0.5, 96, 512, 0, 1, 1, 0, 480, 120, 4},
     {"gpu", 0.3, 96, 512, 8, 1, 1, 1, 1800, 240, 6},
     {"fpga", 0.2, 48, 256, 4, 1.2, 2.5, 0.5, 440, 180, 1},
     {"cpu-low", 0.3, 64, 256, 0, 1.5, 1.9, 0, 130, 90, 4, 0.4},
     {"gpu-old", 0.3, 64, 384, 4, 1.6, 2.4, 1, 850, 240, 4, 0.9},
     {"gpu-new", 0.2, 96, 1024, 8, 0.45, 0.65, 1, 2700, 240, 6, 1.5}}};

/// A site's day: prices in USD/MWh at the 10th, 50th and 90th percentile of summer days, carbon
/// intensity in g/kWh, outdoor temperature, solar output as a share of its peak.
struct SiteDay {
    double start_hour;        ///< local time at the start of the night
    double day_quantile_min;  ///< price quantile at 9, 12 and 15 o'clock
    double day_quantile_max;
    double solar_share;  ///< peak solar power by full power of the site's servers
    HourTable price_p10, price_p50, price_p90, carbon, temperature, solar;
};

inline constexpr std::array<SiteDay, 2> sites = {
    {{18,
      0.02,
      0.08,
      0.2,
      {83, 68, 63, 55, 55, 54, 69, 75, 72, 59, 27,  3,
       0,  -3, -6, -8, -2, 15, 60, 86, 93, 98, 100, 96},
      {110, 104, 99, 97, 96, 98, 108, 123, 124, 111, 99,  88,
       79,  72,  68, 69, 78, 92, 107, 125, 141, 143, 133, 120},
      {130, 125, 116, 112, 112, 113, 128, 154, 157, 143, 127, 115,
       108, 105, 103, 103, 106, 115, 137, 163, 184, 190, 168, 145},
      {377, 366, 359, 359, 362, 365, 364, 351, 322, 289, 249, 223,
       216, 211, 212, 225, 247, 290, 348, 380, 403, 412, 407, 392},
      {17.3, 16.5, 16.1, 15.2, 14.9, 14.5, 14.5, 14.8, 16.1, 17.8, 19.3, 20.9,
       21.6, 22.7, 23.2, 23.8, 24.2, 24.0, 23.8, 23.1, 21.7, 20.2, 18.9, 18.0},
      {0,     0,     0,     0,     0,     0.017, 0.05,  0.124, 0.269, 0.411, 0.539, 0.585,
       0.603, 0.612, 0.578, 0.512, 0.428, 0.287, 0.151, 0.059, 0.025, 0.001, 0,     0}},
     {9,
      0.2,
      0.6,
      0.4,
      {31, 28, 28, 27, 28, 31, 31, 23, 14, 9, 8, 8, 6, 7, 7, 8, 10, 16, 29, 38, 45, 42, 38, 34},
      {48, 45, 43, 43, 43, 45, 48, 44, 39, 36, 35, 35,
       37, 40, 43, 47, 49, 53, 60, 72, 70, 63, 56, 50},
      {67, 60, 56, 55, 55, 56, 59,  58,  53,  51,  52, 53,
       55, 58, 64, 69, 76, 83, 102, 138, 140, 106, 84, 75},
      {293, 286, 283, 285, 283, 288, 277, 240, 195, 179, 179, 174,
       169, 164, 157, 168, 183, 211, 248, 278, 285, 288, 294, 295},
      {15.6, 15.2, 14.6, 14.2, 13.9, 14.0, 13.5, 13.7, 14.6, 15.9, 18.1, 20.7,
       22.7, 24.3, 25.2, 25.5, 25.3, 23.9, 22.2, 20.3, 18.7, 17.6, 16.8, 16.1},
      {0,     0,     0,     0,     0,     0,     0.026, 0.089, 0.238, 0.413, 0.566, 0.698,
       0.808, 0.844, 0.797, 0.685, 0.518, 0.316, 0.116, 0.015, 0.003, 0,     0,     0}}}};

/// Coefficient of performance of the cooling (assumed).
struct CopPoint {
    double temperature_c;
    double cop;
};
using CopTable = std::array<CopPoint, 4>;
struct Cooling {
    double pue_overhead;
    CopTable cop;
};
/// Chilled air, and aisles kept so warm that outdoor air does most of the work (assumed).
inline constexpr Cooling chilled = {1.08, {{{5, 8}, {15, 6}, {25, 4}, {35, 3}}}};
inline constexpr Cooling warm_aisle = {1.05, {{{5, 20}, {15, 14}, {25, 8}, {35, 5}}}};

inline constexpr double carbon_price_per_kg = 0.09;  ///< assumed, near the EU allowances of 2023
inline constexpr double sleep_to_idle = 0.1;         ///< assumed
inline constexpr double wake_to_idle = 1.5;          ///< mean power while waking, assumed

/// A lithium battery with its converter (assumed): 90 % of the energy comes back.
inline constexpr double battery_efficiency = 0.95;  ///< each way
inline constexpr double battery_level = 0.5;        ///< at the start and at the end

/// With a centre (assumed): its share of the servers, and of the tasks that have data at the edge.
inline constexpr double centre_share = 0.7;
inline constexpr double edge_input_share = 0.6;

/// Input data (assumed): share of the tasks that have any, their GB, and the link between sites.
inline constexpr double input_share = 0.3;
inline constexpr std::array<Quantile, 4> input_gb = {{{0, 1}, {0.5, 20}, {0.9, 200}, {1, 500}}};
inline constexpr double link_bytes_per_s = 1.25e9;  ///< 10 Gbit/s
inline constexpr double link_j_per_byte = 3.6e-6;   ///< 0.001 kWh/GB

/// Deadlines (synthetic): due = release + factor * runtime + margin.
struct DeadlineTable {
    double share;  ///< of the tasks that have one
    double factor_min, factor_max;
    double margin_min, margin_max;  ///< as a share of the horizon
};
inline constexpr DeadlineTable loose_deadlines = {0.7, 3, 8, 0.15, 0.4};
inline constexpr DeadlineTable tight_deadlines = {0.9, 1.2, 3, 0.01, 0.08};

/// USD an hour late (synthetic).
struct WeightShare {
    double weight_per_h;
    double share;
};
inline constexpr std::array<WeightShare, 3> tardiness_weights = {{{10, 0.1}, {2, 0.3}, {0.5, 0.6}}};

}  // namespace nightwatt::night_tables
