#pragma once

#include <cstdint>
#include <string>

namespace nightwatt {

/// How far a search has come.
struct ProgressState {
    std::string part = {};  ///< what alone the rest is about: "share 1 of 2"; empty: it is all
    std::int64_t generation = 0;
    std::int64_t generations = 0;  ///< limit; 0: none
    double best_cost = 0;
    /// Share of it that a better plan might save at most; below 0: not known, infinite: of nothing.
    double gap = -1;
    double energy_kwh = 0;  ///< of the best plan
    std::int64_t late_tasks = 0;
    std::int64_t evaluations = 0;
    double seconds = 0;       ///< since the search began
    double time_limit_s = 0;  ///< 0: none
};

/// One line: part, generation, best cost, gap, kWh, late tasks, plans evaluated per second, time
/// left.
[[nodiscard]] std::string progress_text(const ProgressState& state);

/// Shows a search on stderr: a line that rewrites itself on a terminal, a plain line every few
/// seconds elsewhere, nothing with --quiet.
class Progress {
  public:
    Progress();
    /// Cheap: to be called after every generation.
    void show(const ProgressState& state);
    /// The last state, shown if it was not yet.
    void finish(const ProgressState& state);

  private:
    bool silent_;
    bool live_;
    double next_s_;  ///< seconds of the search at which the next line is due
    std::int64_t shown_generation_ = -1;
};

}  // namespace nightwatt
