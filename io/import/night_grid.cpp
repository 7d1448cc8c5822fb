#include "io/import/night_grid.hpp"

#include <fmt/format.h>

#include <cmath>

#include "io/import/problem_list.hpp"

namespace nightwatt {

namespace {

UtcSeconds read_start(const NightParameters& night, ProblemList& problems) {
    const auto start = parse_moment(night.start);
    if (!start)
        problems.add(
            fmt::format("night.start = \"{}\": not a moment with its offset from UTC, as "
                        "2023-07-04T18:00:00+02:00 or 2023-07-04T16:00:00Z",
                        night.start));
    return start.value_or(0);
}

}  // namespace

UtcSeconds night_start(const NightParameters& night) {
    ProblemList problems;
    const UtcSeconds start = read_start(night, problems);
    problems.throw_if_any<UsageError>();
    return start;
}

NightGrid night_grid(const NightParameters& night) {
    ProblemList problems;
    const UtcSeconds start = read_start(night, problems);
    const double slot_ms = night.slot_minutes * 60'000;
    const double slots = night.hours * 3.6e6 / slot_ms;
    if (slot_ms != std::floor(slot_ms))
        problems.add(fmt::format("night.slot_minutes = {}: not a whole number of milliseconds",
                                 night.slot_minutes));
    if (slots < 1 || slots != std::floor(slots))
        problems.add(fmt::format("night.hours = {}: not a whole number of slots of {} minutes",
                                 night.hours, night.slot_minutes));
    problems.throw_if_any<UsageError>();
    return {start, slot_ms / 1000, static_cast<std::size_t>(slots)};
}

void set_night(Instance& instance, const NightParameters& night, const NightGrid& grid) {
    instance.horizon_s = grid.horizon_s();
    instance.slot_s = grid.slot_s;
    instance.epoch = moment_text(grid.start);
    instance.currency = night.currency;
    instance.carbon_kind = night.carbon_kind;
    instance.carbon_price_per_kg = night.carbon_price_per_kg;
    if (night.energy_cap_kwh > 0) instance.energy_cap_kwh = night.energy_cap_kwh;
}

}  // namespace nightwatt
