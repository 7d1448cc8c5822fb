#pragma once

#include <chrono>

namespace nightwatt {

/// Seconds since it was made.
class Stopwatch {
  public:
    Stopwatch() = default;
    /// As if it had been made so long ago.
    explicit Stopwatch(double ago_s) {
        begin_ -= std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(ago_s));
    }
    [[nodiscard]] double seconds() const {
        return std::chrono::duration<double>(Clock::now() - begin_).count();
    }

  private:
    using Clock = std::chrono::steady_clock;
    Clock::time_point begin_ = Clock::now();
};

}  // namespace nightwatt
