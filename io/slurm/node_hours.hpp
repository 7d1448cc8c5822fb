#pragma once

#include <cstdint>
#include <vector>

namespace nightwatt {

/// What is free of a node over its window, in whole milliseconds like those of a plan.
class NodeHours {
  public:
    static constexpr std::int64_t never = INT64_MAX;

    /// Free from first_ms to last_ms: `capacity` [resource].
    NodeHours(std::vector<std::uint32_t> capacity, std::int64_t first_ms, std::int64_t last_ms)
        : last_ms_(last_ms), steps_{{first_ms, std::move(capacity)}} {}

    [[nodiscard]] std::int64_t first_ms() const { return steps_.front().from_ms; }
    [[nodiscard]] std::int64_t last_ms() const { return last_ms_; }

    /// The earliest start, not before release_ms, from which `need` [resource] is free for run_ms;
    /// or never.
    [[nodiscard]] std::int64_t earliest(std::int64_t release_ms, std::int64_t run_ms,
                                        const std::vector<std::uint32_t>& need) const;

    /// What is taken must be free.
    void take(std::int64_t start_ms, std::int64_t run_ms, const std::vector<std::uint32_t>& need);

  private:
    struct Step {
        std::int64_t from_ms = 0;  ///< until the next one
        std::vector<std::uint32_t> free;
    };
    [[nodiscard]] std::int64_t end_ms(std::size_t step) const {
        return step + 1 < steps_.size() ? steps_[step + 1].from_ms : last_ms_;
    }
    /// The step that begins at `at_ms`, after first_ms().
    std::size_t split(std::int64_t at_ms);

    std::int64_t last_ms_;
    std::vector<Step> steps_;  ///< by time
};

}  // namespace nightwatt
