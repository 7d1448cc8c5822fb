#pragma once

#include <cstdint>
#include <vector>

#include "instance/plan.hpp"
#include "problem/problem.hpp"

namespace nightwatt {

/// A plan under construction: tasks are appended to servers' sequences, and the moment at which a
/// task would start there is known without a walk over the sequence. Mirrors walk_server(); a test
/// holds the two together.
class Timeline {
  public:
    explicit Timeline(const Problem& problem);

    /// Start of `task` if it were appended to `server` now, not before hold_ms.
    [[nodiscard]] std::int64_t start_ms(std::uint32_t task, std::uint32_t server,
                                        std::int64_t hold_ms = 0) const;
    /// A moment before which no task can start on `server`: cheap.
    [[nodiscard]] std::int64_t not_before_ms(std::uint32_t server) const {
        return servers_[server].previous_start_ms;
    }
    /// When everything appended so far has ended; 0 without tasks.
    [[nodiscard]] std::int64_t busy_until_ms(std::uint32_t server) const {
        return servers_[server].busy_until_ms;
    }
    [[nodiscard]] bool used(std::uint32_t server) const { return servers_[server].count > 0; }

    void append(std::uint32_t task, std::uint32_t server, std::uint32_t level,
                std::int64_t hold_ms = 0);

    /// The genes gathered so far.
    [[nodiscard]] Plan take() { return std::move(genes_); }

    [[nodiscard]] const ProblemView& problem() const { return view_; }
    /// Runtime and power of a task on a server at a level.
    [[nodiscard]] const ModeOption& option(std::uint32_t task, std::uint32_t server,
                                           std::uint32_t level) const;
    /// Servers the task may use, ascending.
    [[nodiscard]] const std::uint32_t* candidates_begin(std::uint32_t task) const;
    [[nodiscard]] const std::uint32_t* candidates_end(std::uint32_t task) const;
    [[nodiscard]] bool may_use(std::uint32_t task, std::uint32_t server) const;
    /// The fastest level that the task may use on the server.
    [[nodiscard]] std::uint32_t fastest_level(std::uint32_t task, std::uint32_t server) const;
    /// Hold that a pinned start asks for; 0: none.
    [[nodiscard]] std::int64_t pinned_hold_ms(std::uint32_t task) const;

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

    ProblemView view_;
    std::vector<ServerState> servers_;
    Plan genes_;
};

/// Tasks by (release, index): the order in which they arrive.
[[nodiscard]] std::vector<std::uint32_t> arrival_order(const ProblemView& problem);

/// The place where a task completes first at the fastest level it may use there; ties by server.
struct Completion {
    std::int64_t end_ms = INT64_MAX;
    std::uint32_t server = 0;
    std::uint32_t level = 0;
};
[[nodiscard]] Completion earliest_completion(const Timeline& timeline, std::uint32_t task);

}  // namespace nightwatt
