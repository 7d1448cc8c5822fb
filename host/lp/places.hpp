#pragma once

#include <cstdint>
#include <vector>

#include "problem/problem.hpp"
#include "rules/slot_budget.hpp"

namespace nightwatt {

/// Where the programme can put tasks: groups of servers that look the same to every task, and the
/// periods of time in which it counts what they hold. Where only loads decide, every server is a
/// group and its window the only period; else a period is a number of slots.
class LpPlaces {
  public:
    LpPlaces(const Problem& problem, std::uint32_t period_slots);

    struct Period {
        std::int64_t from_ms;
        std::int64_t to_ms;
        [[nodiscard]] double hours() const;
        /// Hours of [from, to) within the period.
        [[nodiscard]] double overlap_h(std::int64_t from, std::int64_t to) const;
    };

    [[nodiscard]] const std::vector<Pool>& groups() const { return groups_; }
    /// Groups that a task's servers belong to, ascending.
    [[nodiscard]] const std::uint32_t* groups_begin(std::uint32_t task) const {
        return profile_groups_.data() + profile_first_[problem_.profile[task]];
    }
    [[nodiscard]] const std::uint32_t* groups_end(std::uint32_t task) const {
        return profile_groups_.data() + profile_first_[problem_.profile[task] + 1];
    }
    /// One of a group's servers: class, capacity, site and window are those of all.
    [[nodiscard]] const ServerFacts& server(std::uint32_t group) const {
        return problem_.servers[groups_[group].servers.front()];
    }
    [[nodiscard]] std::uint32_t periods() const { return periods_; }
    [[nodiscard]] bool timed() const { return timed_; }
    [[nodiscard]] std::uint32_t period_slots() const { return period_slots_; }
    /// A period of a group; the last one ends at the horizon, none is cut at windows.
    [[nodiscard]] Period period(std::uint32_t group, std::uint32_t index) const;
    /// Between the beginnings of two periods.
    [[nodiscard]] std::int64_t period_ms() const { return period_ms_; }

  private:
    ProblemView problem_;
    bool timed_;
    std::uint32_t period_slots_;
    std::int64_t period_ms_;
    std::uint32_t periods_;
    std::vector<Pool> groups_;
    std::vector<std::uint32_t> profile_first_;
    std::vector<std::uint32_t> profile_groups_;
};

/// A column of the programme: the share of a task that runs in a group at a level from start_ms.
struct LpChoice {
    std::uint32_t task;
    std::uint32_t group;
    std::uint32_t level;
    std::int64_t start_ms;
};

/// All choices, task by task. A task may start when it is ready, and at the beginning of every
/// period after that in which it still ends in time; a pinned one at its pin. Throws UsageError
/// where there are more than `most`.
[[nodiscard]] std::vector<LpChoice> lp_choices(const Problem& problem, const LpPlaces& places,
                                               std::int64_t most);

}  // namespace nightwatt
