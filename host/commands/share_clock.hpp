#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "commands/interruption.hpp"
#include "commands/share_work.hpp"
#include "stopwatch.hpp"

namespace nightwatt {

/// The time of a rank's shares, which are planned one after another: each has an equal part of what
/// is left, of the time limit and of the time before the Slurm job's end.
class ShareClock {
  public:
    /// `limit_s`: for all shares together, of which terms.before_s are gone, and what a run that is
    /// resumed has spent on each; 0: none.
    ShareClock(double limit_s, const Interruption& interruption, const ShareTerms& terms);

    /// The next share's part of the time limit, what an earlier run has spent on it included; 0:
    /// there is no limit. `left`: shares to be planned, this one included.
    [[nodiscard]] double begin_share(std::size_t number, std::size_t left);

    /// When the share's own seconds began, in those of the run.
    [[nodiscard]] double began_s() const { return began_s_; }

    /// What Interruption::why() says; the end of the job where this share's part of the time before
    /// it is over.
    [[nodiscard]] std::string why_stop() const;

  private:
    double limit_s_;
    const Interruption& interruption_;
    Stopwatch clock_;
    double before_s_;
    std::vector<double> spent_s_;  ///< [share], by an earlier run; empty: nothing
    double began_s_ = 0;
    double share_ends_s_ = 0;  ///< 0: when the job does
};

}  // namespace nightwatt
