#pragma once

#include <optional>
#include <string>

namespace nightwatt {

/// What ends a run from outside, before it is done: a stop signal, or the end of its Slurm job
/// drawing near. What it was doing can be taken up again from a checkpoint.
class Interruption {
  public:
    /// `margin_s`: how long before the job's end; at most half of the time left now. 0: it is not
    /// looked at.
    explicit Interruption(double margin_s);

    /// "signal SIGTERM", "end of the Slurm job"; empty: nothing came.
    [[nodiscard]] std::string why() const;

  private:
    std::optional<double> end_s_;  ///< Unix time
};

}  // namespace nightwatt
