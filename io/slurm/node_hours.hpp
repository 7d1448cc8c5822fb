#pragma once

#include <cstdint>
#include <limits>
#include <vector>

namespace nightwatt {

/// What is free of a node over its window.
class NodeHours {
  public:
    static constexpr double never = std::numeric_limits<double>::infinity();

    /// Free from first_s to last_s: `capacity` [resource].
    NodeHours(std::vector<std::uint32_t> capacity, double first_s, double last_s)
        : last_s_(last_s), steps_{{first_s, std::move(capacity)}} {}

    [[nodiscard]] double first_s() const { return steps_.front().from_s; }
    [[nodiscard]] double last_s() const { return last_s_; }

    /// The earliest start, not before release_s, from which `need` [resource] is free for run_s;
    /// or never.
    [[nodiscard]] double earliest(double release_s, double run_s,
                                  const std::vector<std::uint32_t>& need) const;

    /// What is taken must be free.
    void take(double start_s, double run_s, const std::vector<std::uint32_t>& need);

  private:
    struct Step {
        double from_s = 0;  ///< until the next one
        std::vector<std::uint32_t> free;
    };
    [[nodiscard]] double end_s(std::size_t step) const {
        return step + 1 < steps_.size() ? steps_[step + 1].from_s : last_s_;
    }
    /// The step that begins at `at_s`, after first_s().
    std::size_t split(double at_s);

    double last_s_;
    std::vector<Step> steps_;  ///< by time
};

}  // namespace nightwatt
