#pragma once

#include <cstdint>
#include <vector>

#include "construct/server_profile.hpp"
#include "instance/plan.hpp"
#include "kernels/problem_access.hpp"
#include "problem/problem.hpp"
#include "rules/give_up.hpp"

namespace nightwatt {

/// A plan under construction: tasks are appended to servers' sequences, and the moment at which a
/// task would start there is known without a walk over the sequence. Mirrors walk_server(); a test
/// holds the two together.
///
/// Tasks with a pinned start have their places from the beginning, and rules place the others.
/// Where a server has such a task ahead, others go into the gaps beside it, and take() puts its
/// sequence in order: a sequence never goes back in time, so that nothing appended behind a task of
/// 22:00 could start before.
class Timeline {
  public:
    explicit Timeline(const Problem& problem, GiveUp give_up = {});

    /// For each task that is looked at or appended: asks, now and then, whether to give up, and
    /// throws GivenUp if so.
    void check_give_up() {
        constexpr std::uint32_t tasks_between_looks = 64;
        if (++looked_at_ % tasks_between_looks == 0 && give_up_ && give_up_()) throw GivenUp{};
    }

    /// Start of `task` if it were appended to `server` now, not before hold_ms. The level matters
    /// only where has_gaps() says so.
    [[nodiscard]] std::int64_t start_ms(std::uint32_t task, std::uint32_t server,
                                        std::uint32_t level, std::int64_t hold_ms = 0) const;
    /// A moment before which no task that needs so much can start on `server`: cheap.
    [[nodiscard]] std::int64_t not_before_ms(std::uint32_t server, const Resources& need) const {
        const Glance& glance = glances_[server];
        return glance.free.fits(need) ? glance.now_ms : glance.then_ms;
    }
    /// Says of which class the server is.
    [[nodiscard]] std::uint32_t first_mode(std::uint32_t server) const {
        return glances_[server].first_mode;
    }
    /// When everything appended or pinned so far has ended; 0 without tasks.
    [[nodiscard]] std::int64_t busy_until_ms(std::uint32_t server) const {
        return servers_[server].busy_until_ms;
    }
    [[nodiscard]] bool used(std::uint32_t server) const {
        return servers_[server].count > 0 || has_gaps(server);
    }
    /// Tasks go into the gaps beside pinned ones.
    [[nodiscard]] bool has_gaps(std::uint32_t server) const {
        return !pinned_.empty() && !pinned_[server].places.empty();
    }
    /// The start of the task is pinned: it has its place, and is not to be appended.
    [[nodiscard]] bool has_place(std::uint32_t task) const {
        return pinned_start_ms(view_, task) >= 0;
    }

    /// The moment at which it starts.
    std::int64_t append(std::uint32_t task, std::uint32_t server, std::uint32_t level,
                        std::int64_t hold_ms = 0);

    /// The genes gathered so far, with all tasks whose start is pinned.
    [[nodiscard]] Plan take();

    [[nodiscard]] const ProblemView& problem() const { return view_; }
    /// Runtime and power of a task on a server at a level.
    [[nodiscard]] const ModeOption& option(std::uint32_t task, std::uint32_t server,
                                           std::uint32_t level) const {
        return option_of(view_, view_.servers[server], task, level);
    }
    /// The fastest level that the task may use on the server.
    [[nodiscard]] std::uint32_t fastest_level(std::uint32_t task, std::uint32_t server) const;

  private:
    struct Running {
        std::int64_t end_ms;
        Resources need;
    };
    struct ServerState {
        std::vector<Running> running;  // by end
        Resources free;
        std::int64_t previous_start_ms = 0;
        std::int64_t busy_until_ms = 0;
        std::int32_t count = 0;
    };

    /// A task that goes into a gap, or beside which others do.
    struct Place {
        std::int64_t start_ms;
        std::int64_t hold_ms;  ///< asked for
        std::uint32_t task;
        std::uint32_t level;
    };
    struct PinnedServer {
        ServerProfile room;
        std::vector<Place> places;  ///< none: tasks are appended in the order of their starts
    };

    /// What a look at a server needs that passes it over at once: rules take as long as these
    /// looks.
    struct Glance {
        Resources free;
        std::int64_t now_ms;   ///< start of what fits
        std::int64_t then_ms;  ///< the others wait until then at least
        std::uint32_t first_mode;
    };

    void place_pinned();
    void place_one(std::uint32_t task);
    void add_place(std::uint32_t server, const Place& place);
    /// Puts what was placed into the server's sequence.
    void settle(std::uint32_t server);
    /// Earliest start behind what the sequence has.
    [[nodiscard]] std::int64_t next_start_ms(std::uint32_t task, std::uint32_t server,
                                             std::int64_t hold_ms) const;
    std::int64_t put(std::uint32_t task, std::uint32_t server, std::uint32_t level,
                     std::int64_t hold_ms);

    ProblemView view_;
    GiveUp give_up_;
    std::uint32_t looked_at_ = 0;
    std::vector<ServerState> servers_;
    std::vector<Glance> glances_;       ///< by server
    std::vector<PinnedServer> pinned_;  ///< by server; none where no start is pinned
    Plan genes_;
};

/// A task's fastest level on one server after the other: neighbours are mostly of one class.
class FastestLevel {
  public:
    FastestLevel(const Timeline& timeline, std::uint32_t task) : timeline_(timeline), task_(task) {}

    void move_to(std::uint32_t server) {
        if (timeline_.first_mode(server) == first_mode_) return;
        first_mode_ = timeline_.first_mode(server);
        level_ = timeline_.fastest_level(task_, server);
        run_ms_ = timeline_.option(task_, server, level_).run_ms;
    }
    [[nodiscard]] std::uint32_t level() const { return level_; }
    [[nodiscard]] std::int64_t run_ms() const { return run_ms_; }

  private:
    const Timeline& timeline_;
    std::uint32_t task_;
    std::uint32_t first_mode_ = UINT32_MAX;
    std::uint32_t level_ = 0;
    std::int64_t run_ms_ = 0;
};

/// Tasks by (release, index): the order in which they arrive. Without those whose start is pinned.
[[nodiscard]] std::vector<std::uint32_t> arrival_order(const ProblemView& problem);

/// The place where a task completes first at the fastest level it may use there; ties by server.
/// Of its servers it looks at those from the `first` one on, `step` apart.
struct Completion {
    std::int64_t end_ms = INT64_MAX;
    std::uint32_t server = 0;
    std::uint32_t level = 0;
};
[[nodiscard]] Completion earliest_completion(const Timeline& timeline, std::uint32_t task,
                                             std::uint32_t first = 0, std::uint32_t step = 1);

}  // namespace nightwatt
