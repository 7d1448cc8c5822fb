#include "construct/packed_plan.hpp"

#include <array>

#include "construct/packing_order.hpp"
#include "construct/server_profile.hpp"
#include "construct/task_place.hpp"
#include "kernels/problem_access.hpp"

namespace nightwatt {

namespace {

/// Steps of servers' profiles that are looked at in all, of some nanoseconds each.
constexpr std::int64_t most_steps_seen = 1'000'000'000;
constexpr std::uint32_t tasks_between_stops = 256;

class Packing {
  public:
    explicit Packing(const ProblemView& problem) : p_(problem), places_(p_.task_count) {
        for (std::uint32_t i = 0; i < p_.server_count; ++i) {
            const ServerFacts& s = p_.servers[i];
            Room room{ServerProfile(s.capacity), {}};
            for (std::uint32_t r = 0; r < resource_fields; ++r) {
                room.left[r] = static_cast<double>(units_of(s.capacity, r)) *
                               static_cast<double>(s.close_ms - s.first_start_ms);
            }
            rooms_.push_back(room);
        }
    }

    /// False: no server has room, or too much was looked at.
    bool place(std::uint32_t task) {
        for (const std::uint32_t server : allowed_servers(p_, task)) {
            if (++steps_seen_ > most_steps_seen) return false;
            const ServerFacts& s = p_.servers[server];
            const std::uint32_t level = fastest_level(p_, task, server);
            const std::uint32_t run_ms = option_of(p_, s, task, level).run_ms;
            if (too_little_left(rooms_[server], task, run_ms)) continue;
            const std::int64_t start_ms = first_fit_ms(server, task, run_ms);
            if (start_ms == INT64_MAX) continue;
            places_[task] = {start_ms, server, level};
            take(rooms_[server], task, start_ms, run_ms);
            return true;
        }
        return false;
    }

    [[nodiscard]] Plan genes() const { return genes_of(p_, places_); }

  private:
    static constexpr std::uint32_t resource_fields = 4;  // of Resources

    struct Room {
        ServerProfile profile;
        std::array<double, resource_fields> left;  ///< units * ms that nobody took
    };

    /// A quick no, for servers that are full: most looks are at these.
    [[nodiscard]] bool too_little_left(const Room& room, std::uint32_t task,
                                       std::uint32_t run_ms) const {
        constexpr double rounding = 1 + 1e-9;
        for (std::uint32_t r = 0; r < resource_fields; ++r) {
            const double wanted = static_cast<double>(units_of(p_.tasks[task].need, r)) * run_ms;
            if (wanted > room.left[r] * rounding) return true;
        }
        return false;
    }

    std::int64_t first_fit_ms(std::uint32_t server, std::uint32_t task, std::uint32_t run_ms) {
        const ServerFacts& s = p_.servers[server];
        const std::int64_t pin_ms = pinned_start_ms(p_, task);
        const std::int64_t from_ms =
            larger(larger(ready_at(p_, task, s.site), s.first_start_ms), pin_ms);
        const std::int64_t last_ms = pin_ms >= 0 ? pin_ms : s.close_ms - run_ms;
        if (from_ms > last_ms || from_ms + run_ms > s.close_ms) return INT64_MAX;
        const ServerProfile& profile = rooms_[server].profile;
        steps_seen_ += static_cast<std::int64_t>(profile.steps().size());
        return profile.earliest_fit_ms(p_.tasks[task].need, run_ms, from_ms, last_ms);
    }

    void take(Room& room, std::uint32_t task, std::int64_t start_ms, std::uint32_t run_ms) {
        const Resources& need = p_.tasks[task].need;
        room.profile.add(need, start_ms, start_ms + run_ms);
        for (std::uint32_t r = 0; r < resource_fields; ++r) {
            room.left[r] -= static_cast<double>(units_of(need, r)) * run_ms;
        }
    }

    ProblemView p_;
    std::vector<Room> rooms_;        ///< [server]
    std::vector<TaskPlace> places_;  ///< [task]
    std::int64_t steps_seen_ = 0;
};

}  // namespace

std::optional<Plan> packed_plan(const Problem& problem, const std::function<bool()>& stop) {
    const PackingOrder order = packing_order(problem.view());
    Packing packing(problem.view());
    std::uint32_t placed = 0;
    for (const auto* tasks : {&order.pinned, &order.rest}) {
        for (const std::uint32_t j : *tasks) {
            if (placed++ % tasks_between_stops == 0 && stop()) return std::nullopt;
            if (!packing.place(j)) return std::nullopt;
        }
    }
    return packing.genes();
}

}  // namespace nightwatt
