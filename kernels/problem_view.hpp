#pragma once

#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "kernels/units.hpp"

namespace nightwatt {

/// Up to four resources in two words: two 31-bit fields a word, each with a guard bit above it,
/// so that "does it fit" is one subtraction and one mask a word. Fields hold less than 2^30 units.
struct Resources {
    std::uint64_t low = 0;
    std::uint64_t high = 0;

    static constexpr std::uint64_t guard = 0x8000000080000000u;

    [[nodiscard]] HOST_DEVICE bool fits(const Resources& need) const {
        return ((((low | guard) - need.low) & ((high | guard) - need.high)) & guard) == guard;
    }
    HOST_DEVICE void take(const Resources& need) {
        low -= need.low;
        high -= need.high;
    }
    HOST_DEVICE void give(const Resources& need) {
        low += need.low;
        high += need.high;
    }
};

HOST_DEVICE inline std::uint32_t units_of(const Resources& amount, std::uint32_t resource) {
    const std::uint64_t word = resource < 2 ? amount.low : amount.high;
    return static_cast<std::uint32_t>(word >> (32 * (resource % 2)));
}

/// The lesser of each resource.
HOST_DEVICE inline Resources lesser(const Resources& a, const Resources& b) {
    const auto word = [](std::uint64_t x, std::uint64_t y) {
        // A guard bit stays where x is no less; times 2^31 - 1 it becomes its field's mask.
        const std::uint64_t mask =
            ((((x | Resources::guard) - y) & Resources::guard) >> 31) * std::uint64_t{0x7FFFFFFF};
        return (y & mask) | (x & ~mask);
    };
    return {word(a.low, b.low), word(a.high, b.high)};
}

/// Runtime and dynamic power of a task in a mode, a mode being a class at a level. A runtime of
/// forbidden_run_ms marks a mode that the task may not use.
struct ModeOption {
    std::uint32_t run_ms;
    std::uint32_t power_mw;
};
inline constexpr std::uint32_t forbidden_run_ms = 0xFFFFFFFFu;

struct alignas(64) TaskFacts {
    Resources need;
    std::int64_t release_ms;
    std::int64_t deadline_ms;       ///< no_deadline_ms: none
    std::int64_t tardiness_weight;  ///< nano-money per ms * 2^weight_shift
};
inline constexpr std::int64_t no_deadline_ms = INT64_MAX;
inline constexpr std::int64_t unreachable_ms = INT64_MAX / 4;  ///< no link brings the data there

struct ServerFacts {
    Resources capacity;
    std::int64_t first_start_ms;  ///< window opens + wake time
    std::int64_t close_ms;        ///< end of the window, at most the horizon
    std::int64_t wake_uj;
    std::uint32_t wake_ms;
    std::uint32_t idle_mw;
    std::uint32_t sleep_mw;
    std::uint32_t first_mode;  ///< mode = first_mode + level
    std::uint32_t levels;
    std::uint32_t site;
    std::uint32_t exclusive;  ///< 1: no two tasks ever fit beside each other
};

/// Rate of one site in one slot. The rate's integral over time from 0 to a moment t in the slot is
/// integral_at_0 + rate * t, modulo 2^64.
struct TariffSlot {
    std::int64_t integral_at_0;  ///< rate * ms
    std::int64_t rate;           ///< nano-money per uJ of IT energy * 2^rate_shift
};

/// Limits and prices that apply to the IT energy of one site in one slot. What the site's meter
/// would measure is converted to IT energy at load, by the slot's PUE. A battery's power moves the
/// first three: given to the site it raises them, taken from it it lowers them, below 0 perhaps.
struct SlotLimits {
    std::int64_t renewable_uj;  ///< free of charge; 0 where the rate is negative
    std::int64_t hard_cap_uj;   ///< unlimited_uj: none
    std::int64_t soft_cap_uj;   ///< unlimited_uj: none
    std::int64_t heat_demand_uj;
    std::int64_t soft_rate;  ///< rates like TariffSlot::rate
    std::int64_t heat_rate;
    std::int64_t peak_rate;  ///< money of the peak charge per IT energy of the slot
    std::int64_t pue;        ///< PUE * 2^rate_shift
};
static_assert(std::has_unique_object_representations_v<SlotLimits>);
inline constexpr std::int64_t unlimited_uj = INT64_MAX;

struct PublishedTask;  // kernels/change.hpp

/// Non-owning view of a problem, passed by value; the arrays live on the machine that reads them.
struct ProblemView {
    const TaskFacts* tasks;                ///< [task]
    const ModeOption* options;             ///< [task * modes + mode]
    const ServerFacts* servers;            ///< [server]
    const TariffSlot* tariff;              ///< [site * slots + slot]
    const SlotLimits* limits;              ///< [site * slots + slot]; null unless coupled
    const std::int64_t* ready_ms;          ///< [task * sites + site]; null: release_ms everywhere
    const std::int64_t* transfer_nano;     ///< [task * sites + site]; null: none
    const std::int64_t* pin_start_ms;      ///< [task], -1: free; null: none
    const std::int32_t* pin_level;         ///< [task], -1: free; null: none
    const PublishedTask* published;        ///< [task]: moving away from it costs; null: nothing
    const std::uint32_t* profile;          ///< [task]: which servers it may use
    const std::uint32_t* profile_first;    ///< [profile + 1]: into profile_servers
    const std::uint32_t* profile_servers;  ///< ascending within a profile

    std::uint32_t task_count;
    std::uint32_t server_count;
    std::uint32_t mode_count;
    std::uint32_t site_count;
    std::uint32_t slot_count;
    std::uint32_t slot_shift;
    std::uint32_t max_running;   ///< most tasks that can run beside each other on a server
    std::uint32_t running_bits;  ///< digits of a room's number in a RunningSet

    std::int64_t horizon_ms;
    std::int64_t slot_ms;
    std::uint64_t slot_reciprocal;     ///< with slot_shift, for finding a slot: set_slots()
    std::int64_t makespan_weight;      ///< nano-money per ms * 2^weight_shift
    std::int64_t change_penalty_nano;  ///< for each task moved from its place in `published`
    std::int64_t change_tolerance_ms;  ///< a start may shift by so much
    std::int64_t energy_cap_uj;        ///< at the meters; unlimited_uj: none
    bool coupled;       ///< some cost or limit depends on the sum over a site's servers
    bool priced;        ///< some rate is not 0
    bool waiting_pays;  ///< a task may be cheaper when it starts later than it could
    bool loads_only;    ///< neither order nor time matters: the family of kernels/loads/family.hpp
    std::uint32_t profile_count;
};

/// Calls each(array, elements) for all arrays of a problem; one that is null has none. `listed` is
/// how many servers all profiles list, profile_first[profile_count].
template <class Each>
void for_each_array(ProblemView& p, std::size_t listed, Each&& each) {
    const std::size_t tasks = p.task_count;
    const std::size_t slots = std::size_t{p.site_count} * p.slot_count;
    each(p.tasks, tasks);
    each(p.options, tasks * p.mode_count);
    each(p.servers, std::size_t{p.server_count});
    each(p.tariff, slots);
    each(p.limits, slots);
    each(p.ready_ms, tasks * p.site_count);
    each(p.transfer_nano, tasks * p.site_count);
    each(p.pin_start_ms, tasks);
    each(p.pin_level, tasks);
    each(p.published, tasks);
    each(p.profile, tasks);
    each(p.profile_first, p.profile_count + std::size_t{1});
    each(p.profile_servers, listed);
}

}  // namespace nightwatt
