#pragma once

#include <cstdint>
#include <vector>

#include "bound/dual_point.hpp"

namespace nightwatt {

/// Prices that one group's servers see, step by step.
struct GroupPrices {
    std::int64_t first_start_ms;
    std::int64_t close_ms;
    std::uint32_t first_step;           ///< that the window touches
    std::uint32_t last_step;            ///< one past
    const double* energy;               ///< [stride]: the site's integral
    std::vector<double> earned;         ///< [step]: what a server that is on earns by its capacity
    std::vector<std::int64_t> open_ms;  ///< [step]: how much of the step the window covers
};

[[nodiscard]] GroupPrices group_prices(const DualLayout& layout, const ServerGroup& group,
                                       const PriceIntegrals& prices, std::uint32_t g);

/// What a server does in a step under the prices.
enum class ServerState : std::uint8_t { Off, On, Asleep };

/// Least cost of one server, free to choose when it is on: README.md, "Servers".
struct ServerShift {
    double cost_nano = 0;  ///< at most 0
    double size_nano = 0;  ///< sum of the absolute values of all amounts: bounds the rounding error
    std::uint32_t first_on = 0;
    std::uint32_t wakes = 0;
};

/// What waking after a nap costs where rates are negative and it earns.
enum class NapWake : std::uint8_t {
    Earns,  ///< at most once in a wake time asleep
    Free    ///< counted elsewhere: most_nap_nano() for each nap
};

/// `states` receives the state in every step.
[[nodiscard]] ServerShift best_shift(const DualLayout& layout, const GroupPrices& prices,
                                     const ServerFacts& server, NapWake nap_wake,
                                     std::vector<ServerState>& states);

/// The most that waking the server once can earn, nano-money, rounded up; at least 0.
[[nodiscard]] double most_nap_nano(const DualLayout& layout, const GroupPrices& prices,
                                   const ServerFacts& server);

}  // namespace nightwatt
