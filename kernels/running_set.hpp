#pragma once

#include "kernels/problem_view.hpp"

namespace nightwatt {

/// A task that runs on a server: when it ends and what it holds.
struct RunningTask {
    std::int64_t end_ms;
    Resources need;
};

/// The tasks running on one server, in order of their ends. The scratch array has room for
/// scratch_size(max_running) entries and belongs to the caller; the live part moves through it.
class RunningSet {
  public:
    HOST_DEVICE static std::uint32_t scratch_size(std::uint32_t max_running) {
        return 2 * max_running + 2;
    }

    HOST_DEVICE RunningSet(RunningTask* scratch, std::uint32_t room, const Resources& capacity)
        : entries_(scratch), room_(room), free_(capacity) {}

    /// Earliest moment from t_ms on at which `need` fits, given that nothing else starts. Tasks
    /// that have ended are given back only when room is needed: what fits beside them fits without
    /// them.
    HOST_DEVICE std::int64_t earliest_fit(std::int64_t t_ms, const Resources& need) {
        while (!free_.fits(need)) {
            t_ms = larger(t_ms, entries_[first_].end_ms);
            give_first();
        }
        return t_ms;
    }

    /// When the next task ends; INT64_MAX where none runs.
    [[nodiscard]] HOST_DEVICE std::int64_t next_end_ms() const {
        return first_ != last_ ? entries_[first_].end_ms : INT64_MAX;
    }
    /// Gives back what the next task to end holds.
    HOST_DEVICE void give_first() { free_.give(entries_[first_++].need); }
    [[nodiscard]] HOST_DEVICE const Resources& free() const { return free_; }

    /// Takes `need` until end_ms; it must fit.
    HOST_DEVICE void start(std::int64_t end_ms, const Resources& need) {
        if (last_ == room_) move_to_front();
        free_.take(need);
        std::uint32_t place = last_++;
        while (place != first_ && entries_[place - 1].end_ms > end_ms) {
            entries_[place] = entries_[place - 1];
            --place;
        }
        entries_[place] = {end_ms, need};
    }

  private:
    HOST_DEVICE void move_to_front() {
        for (std::uint32_t i = first_; i != last_; ++i) entries_[i - first_] = entries_[i];
        last_ -= first_;
        first_ = 0;
    }

    RunningTask* entries_;
    std::uint32_t room_;
    std::uint32_t first_ = 0;
    std::uint32_t last_ = 0;
    Resources free_;
};

}  // namespace nightwatt
