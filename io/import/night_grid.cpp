#include "io/import/night_grid.hpp"

#include <fmt/format.h>

#include <optional>

#include "instance/whole_slots.hpp"
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
    const std::optional<WholeSlots> slots = whole_slots(night.hours, night.slot_minutes);
    if (!slots)
        problems.add(fmt::format(
            "night.hours = {}: not a whole number of slots of {} minutes in whole milliseconds",
            night.hours, night.slot_minutes));
    problems.throw_if_any<UsageError>();
    return {start, slots->slot_s(), static_cast<std::size_t>(slots->count)};
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
