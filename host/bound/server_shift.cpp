#include "bound/server_shift.hpp"

#include <algorithm>
#include <cmath>

namespace nightwatt {

namespace {

/// Least price of energy in any step that [from_ms, to_ms] touches, nano-money per uJ.
double least_rate(const DualLayout& layout, const double* energy, std::int64_t from_ms,
                  std::int64_t to_ms) {
    const std::int64_t last = layout.steps - 1;
    const std::int64_t first_step = std::clamp<std::int64_t>(from_ms / layout.step_ms, 0, last);
    const std::int64_t last_step = std::clamp<std::int64_t>(to_ms / layout.step_ms, 0, last);
    double least = INFINITY;
    for (std::int64_t k = first_step; k <= last_step; ++k) {
        least = std::min(least, energy[k + 1] - energy[k]);
    }
    return least / static_cast<double>(layout.step_ms);
}

/// How a best path arrived at a state.
enum From : std::uint8_t { FromOff, FromOn, FromAsleep };

/// Least cost of being in a state at the end of a step.
struct Arrival {
    double cost_nano;
    From from;

    bool offer(double nano, From way) {
        if (!(nano < cost_nano)) return false;
        *this = {nano, way};
        return true;
    }
};

/// What a server costs in a step, in nano-money.
struct StepCosts {
    double wake;  ///< switching on
    double stay;  ///< being on
    double sleep;
    double size;  ///< sum of the absolute values of all amounts
};

StepCosts step_costs(const DualLayout& layout, const GroupPrices& prices, const ServerFacts& server,
                     NapWake nap_wake, std::uint32_t k) {
    const auto step = static_cast<double>(layout.step_ms);
    const std::int64_t nap_ms = std::max<std::int64_t>(server.wake_ms, 1);
    // A switch at the step's beginning or within it may stand for one within the step before.
    const std::int64_t earliest_ms =
        std::max(prices.first_start_ms, (std::int64_t{k} - 1) * layout.step_ms);
    const std::int64_t latest_ms = std::min(prices.close_ms, (k + 1) * layout.step_ms);
    const double wake =
        static_cast<double>(server.wake_uj) *
        least_rate(layout, prices.energy, earliest_ms - server.wake_ms, latest_ms - server.wake_ms);
    const double nap_rate =
        nap_wake == NapWake::Free
            ? 0.0
            : std::min(0.0,
                       least_rate(layout, prices.energy, std::int64_t{k} * layout.step_ms - nap_ms,
                                  (k + 1) * layout.step_ms));
    const double share = static_cast<double>(prices.open_ms[k]) / step;
    const double rate = prices.energy[k + 1] - prices.energy[k];
    const double stay = share * (server.idle_mw * rate - prices.earned[k]);
    const double sleep =
        share * (server.sleep_mw * rate + static_cast<double>(server.wake_uj) * nap_rate * step /
                                              static_cast<double>(nap_ms));
    const double level = std::fabs(prices.energy[k]) + std::fabs(prices.energy[k + 1]);
    const double size = (server.idle_mw + server.sleep_mw +
                         static_cast<double>(server.wake_uj) / static_cast<double>(nap_ms)) *
                            level +
                        prices.earned[k] + std::fabs(wake) +
                        static_cast<double>(server.wake_uj) * level / step;
    return {wake, stay, sleep, size};
}

}  // namespace

GroupPrices group_prices(const DualLayout& layout, const ServerGroup& group,
                         const PriceIntegrals& prices, std::uint32_t g) {
    GroupPrices result;
    result.first_start_ms = group.first_start_ms;
    result.close_ms = group.close_ms;
    result.energy = prices.energy.data() + std::size_t{group.site} * layout.stride();
    result.earned.assign(layout.steps, 0);
    result.open_ms.assign(layout.steps, 0);
    result.first_step = static_cast<std::uint32_t>(
        std::min<std::int64_t>(group.first_start_ms / layout.step_ms, layout.steps));
    result.last_step = static_cast<std::uint32_t>(std::clamp<std::int64_t>(
        (group.close_ms + layout.step_ms - 1) / layout.step_ms, result.first_step, layout.steps));
    if (group.first_start_ms >= group.close_ms) result.last_step = result.first_step;  // never open
    for (std::uint32_t k = result.first_step; k < result.last_step; ++k) {
        const std::int64_t begin_ms = k * layout.step_ms;
        result.open_ms[k] =
            std::max<std::int64_t>(0, std::min(group.close_ms, begin_ms + layout.step_ms) -
                                          std::max(group.first_start_ms, begin_ms));
        for (std::uint32_t r = 0; r < layout.resources; ++r) {
            const double* const price =
                prices.resource.data() + (std::size_t{g} * layout.resources + r) * layout.stride();
            result.earned[k] +=
                static_cast<double>(units_of(group.capacity, r)) * (price[k + 1] - price[k]);
        }
    }
    return result;
}

ServerShift best_shift(const DualLayout& layout, const GroupPrices& prices,
                       const ServerFacts& server, NapWake nap_wake,
                       std::vector<ServerState>& states) {
    const std::uint32_t first = prices.first_step;
    const std::uint32_t last = prices.last_step;
    states.assign(layout.steps, ServerState::Off);
    ServerShift shift;
    shift.first_on = last;
    if (first == last) return shift;

    Arrival on{INFINITY, FromOff};
    Arrival asleep{INFINITY, FromOff};
    Arrival done{0, FromOff};       // switched off for good, or never on
    std::uint32_t done_at = first;  // steps before the server is off
    thread_local std::vector<From> on_from;
    thread_local std::vector<From> asleep_from;
    on_from.assign(last, FromOff);
    asleep_from.assign(last, FromOff);
    for (std::uint32_t k = first; k < last; ++k) {
        const StepCosts costs = step_costs(layout, prices, server, nap_wake, k);
        shift.size_nano += costs.size;

        const double on_before = on.cost_nano;
        const double asleep_before = asleep.cost_nano;
        on = {on_before, FromOn};
        on.offer(costs.wake, FromOff);
        on.offer(asleep_before + std::max(costs.wake, 0.0), FromAsleep);
        on_from[k] = on.from;
        on.cost_nano += costs.stay;
        asleep = {asleep_before, FromAsleep};
        asleep.offer(on_before, FromOn);
        asleep.offer(costs.wake, FromOff);  // on for a moment, then asleep
        asleep_from[k] = asleep.from;
        asleep.cost_nano += costs.sleep;
        if (done.offer(on.cost_nano, FromOn)) done_at = k + 1;
        if (done.offer(asleep.cost_nano, FromAsleep)) done_at = k + 1;
        if (done.offer(costs.wake, FromOff)) done_at = k;  // on for a moment
    }
    shift.cost_nano = done.cost_nano;
    From state = done.from;
    for (std::uint32_t k = done_at; k-- > first && state != FromOff;) {
        states[k] = state == FromOn ? ServerState::On : ServerState::Asleep;
        const From before = state == FromOn ? on_from[k] : asleep_from[k];
        if (before != state && before != FromOn) ++shift.wakes;
        state = before;
        shift.first_on = k;
    }
    return shift;
}

double most_nap_nano(const DualLayout& layout, const GroupPrices& prices,
                     const ServerFacts& server) {
    const double rate = least_rate(layout, prices.energy, 0, layout.steps * layout.step_ms);
    constexpr double rounded_up = 1 + 1e-12;  // four operations
    return rounded_up * static_cast<double>(server.wake_uj) * std::max(0.0, -rate);
}

}  // namespace nightwatt
