#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "instance/columns.hpp"
#include "instance/instance.hpp"
#include "instance/plan.hpp"

namespace nightwatt::hand {

inline constexpr double kwh = 3.6e6;  ///< J
inline constexpr double hour = 3600;  ///< s
inline constexpr std::int64_t hour_ms = 3'600'000;
inline constexpr std::int64_t money_nano = 1'000'000'000;  ///< nano-money of one

/// A site's series, one value a slot; an empty list stands for the schema's fallback in every slot.
struct Site {
    std::vector<double> price_per_kwh;  ///< a single value stands for every slot
    std::vector<double> carbon_g_per_kwh = {};
    std::vector<double> temperature_c = {};
    std::vector<double> renewable_w = {};
    std::vector<double> hard_cap_w = {};
    std::vector<double> soft_cap_w = {};
    std::vector<double> heat_demand_w = {};
    double pue_overhead = 1;
    double peak_price_per_kw = 0;
    double soft_cap_penalty_per_kwh = 0;
    double heat_price_per_kwh = 0;
    std::vector<std::pair<double, double>> cop = {};  ///< (temperature, COP)
};

struct Server {
    std::int32_t class_index = 0;
    std::int32_t site = 0;
    double idle_w = 0;
    double sleep_w = 0;
    double wake_s = 0;
    double wake_j = 0;
    double open_s = 0;
    double close_s = none;
    std::vector<std::uint32_t> capacity = {1};
};

/// Runtime and power of a task on a class.
struct Run {
    double runtime_s = 0;
    double power_w = 0;
    std::int32_t class_index = 0;
    std::int32_t level = -1;
};

struct Task {
    std::vector<Run> runs;
    double release_s = 0;
    double deadline_s = none;
    double tardiness_weight_per_h = 0;
    double frequency_sensitivity = 1;
    double input_bytes = 0;
    std::int32_t input_site = -1;
    std::int32_t pin_server = -1;
    std::int32_t pin_level = -1;
    double pin_start_s = none;
    std::vector<std::uint32_t> need = {1};
};

struct Battery {
    std::int32_t site = 0;
    double capacity_wh = 1000;
    double charge_w = 1000;
    double discharge_w = 1000;
    double charge_efficiency = 1;
    double discharge_efficiency = 1;
    double start_wh = 0;
    double end_wh = 0;
};

/// Puts a small instance together row by row; ids are "task0", "server0", ... in order of the
/// calls.
class Builder {
  public:
    Builder(std::size_t slots, double slot_s, std::vector<std::string> resources = {"machine"});

    /// (relative frequency, relative power), fastest first; empty: one level.
    Builder& add_class(const std::vector<std::pair<double, double>>& levels = {});
    Builder& add(const Site& site);
    Builder& add(const Server& server);
    Builder& add(const Task& task);
    Builder& add(const Battery& battery);
    Builder& link(std::int32_t from_site, std::int32_t to_site, double bytes_per_s,
                  double j_per_byte);

    /// For the attributes: horizon, carbon price, energy cap, makespan weight.
    [[nodiscard]] Instance& instance() { return instance_; }

  private:
    std::size_t slots_;
    Instance instance_;
};

/// One task of a plan; positions follow from the order of the steps on each server.
struct Step {
    std::int32_t task = 0;
    std::int32_t server = 0;
    double start_s = 0;
    double end_s = 0;
    std::int32_t level = 0;
    double hold_s = 0;
};

[[nodiscard]] Plan make_plan(const std::vector<Step>& steps, const std::vector<Sleep>& sleeps = {});

}  // namespace nightwatt::hand
