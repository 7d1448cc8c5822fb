#pragma once

#include <type_traits>

#include "kernels/problem_view.hpp"

namespace nightwatt {

/// Room for a task that runs on a server: when it ends, with the number of this room in the low
/// bits, and what it holds. Nobody there: an end after all others, and the next spare room.
struct RunningTask {
    std::uint64_t key;
    Resources need;
};
static_assert(std::has_unique_object_representations_v<RunningTask>);

/// The tasks running on one server, in rooms of a scratch array that belongs to the caller and has
/// scratch_size(max_running) of them. Which of them ends first is looked for when it is asked for,
/// among all, without branches: to keep them in order took more time, for the processor cannot
/// know how far a new one goes.
class RunningSet {
  public:
    HOST_DEVICE static std::uint32_t scratch_size(std::uint32_t max_running) {
        return (max_running + rooms_at_once - 1) / rooms_at_once * rooms_at_once;
    }

    HOST_DEVICE RunningSet(const ProblemView& p, RunningTask* scratch, const Resources& capacity)
        : rooms_(scratch), room_bits_(p.running_bits), free_(capacity) {}

    /// Earliest moment from t_ms on at which `need` fits, given that nothing else starts. Tasks
    /// that have ended are given back only when room is needed: what fits beside them fits without
    /// them.
    HOST_DEVICE std::int64_t earliest_fit(std::int64_t t_ms, const Resources& need) {
        while (!free_.fits(need)) t_ms = larger(t_ms, give(first_key(rooms_, opened_)));
        return t_ms;
    }

    /// Gives back what the next task to end holds, if it ends by t_ms. When it ended; -1: none did.
    HOST_DEVICE std::int64_t give_first(std::int64_t t_ms) {
        const std::uint64_t key = first_key(rooms_, opened_);
        return key == nobody || end_of(key) > t_ms ? -1 : give(key);
    }
    [[nodiscard]] HOST_DEVICE const Resources& free() const { return free_; }

    /// Takes `need` until end_ms; it must fit.
    HOST_DEVICE void start(std::int64_t end_ms, const Resources& need) {
        if (spare_ == opened_) open_rooms();
        free_.take(need);
        RunningTask& room = rooms_[spare_];
        const auto key = (static_cast<std::uint64_t>(end_ms) << room_bits_) | spare_;
        spare_ = static_cast<std::uint32_t>(room.need.low);
        room = {key, need};
    }

  private:
    static constexpr std::uint64_t nobody = UINT64_MAX;
    static constexpr std::uint32_t rooms_at_once = 4;

    [[nodiscard]] HOST_DEVICE std::int64_t end_of(std::uint64_t key) const {
        return static_cast<std::int64_t>(key >> room_bits_);
    }

    HOST_DEVICE void open_rooms() {
        for (std::uint32_t i = 0; i < rooms_at_once; ++i) {
            ++opened_;
            rooms_[opened_ - 1] = {nobody, {opened_, 0}};
        }
    }

    /// Of the task that ends first.
    [[nodiscard]] HOST_DEVICE_CALL static std::uint64_t first_key(const RunningTask* room,
                                                                  std::uint32_t rooms) {
        const auto less = [](std::uint64_t a, std::uint64_t b) { return a < b ? a : b; };
        std::uint64_t a = nobody;
        std::uint64_t b = nobody;
        std::uint64_t c = nobody;
        std::uint64_t d = nobody;
        for (const RunningTask* const end = room + rooms; room != end; room += rooms_at_once) {
            a = less(room[0].key, a);
            b = less(room[1].key, b);
            c = less(room[2].key, c);
            d = less(room[3].key, d);
        }
        return less(less(a, b), less(c, d));
    }

    HOST_DEVICE std::int64_t give(std::uint64_t key) {
        const std::int64_t end_ms = end_of(key);
        const auto number =
            static_cast<std::uint32_t>(key - (static_cast<std::uint64_t>(end_ms) << room_bits_));
        RunningTask& room = rooms_[number];
        free_.give(room.need);
        room.key = nobody;
        room.need.low = spare_;
        spare_ = number;
        return end_ms;
    }

    RunningTask* rooms_;
    std::uint32_t room_bits_;
    std::uint32_t opened_ = 0;
    std::uint32_t spare_ = 0;  ///< the first of them; opened_: none
    Resources free_;
};

}  // namespace nightwatt
