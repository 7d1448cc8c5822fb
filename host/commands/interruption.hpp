#pragma once

#include <atomic>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

namespace nightwatt {

inline constexpr std::string_view end_of_job = "end of the Slurm job";
inline constexpr std::string_view device_failure = "device failure";

/// What Interruption::why() says, of all reasons for which a run stops, and the failure of a device
/// in the midst of the search: there is more to do. "told to" is what the first rank tells others.
[[nodiscard]] bool is_interruption(const std::string& stopped_by);

/// What ends a run from outside, before it is done: a stop signal, or the end of its Slurm job
/// drawing near. What it was doing can be taken up again from a checkpoint.
class Interruption {
  public:
    /// `margin_s`: how long before the job's end; at most half of the time left now. 0: it is not
    /// looked at.
    /// `told`: another reason, which the thread that makes this asks for, as why() says it; empty:
    /// there is none.
    explicit Interruption(double margin_s, std::function<std::string()> told = {});

    /// "signal SIGTERM", "end of the Slurm job", or what it was told; empty: nothing came.
    [[nodiscard]] std::string why() const;
    /// Until the Slurm job draws to its end; nothing: that is not known, or not looked at.
    [[nodiscard]] std::optional<double> job_left_s() const;

  private:
    std::optional<double> end_s_;  ///< Unix time
    std::function<std::string()> told_;
    std::thread::id asks_ = std::this_thread::get_id();
    mutable std::string told_why_;  ///< for all threads once was_told_
    mutable std::atomic<bool> was_told_ = false;
};

}  // namespace nightwatt
