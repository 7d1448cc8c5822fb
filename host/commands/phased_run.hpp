#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "commands/interruption.hpp"
#include "commands/plan_bound.hpp"
#include "commands/plan_run.hpp"
#include "commands/progress_feed.hpp"
#include "commands/run_settings.hpp"
#include "io/checkpoint_file.hpp"
#include "search/first_plans.hpp"
#include "search/genetic_search.hpp"
#include "stopwatch.hpp"

namespace nightwatt {

/// One run of the planner, phase by phase. Where it stands between two steps can be kept in a
/// checkpoint, and another run goes on from there as if it had come that far itself.
class PhasedRun {
  public:
    PhasedRun(const Instance& instance, const SearchParameters& parameters,
              const std::optional<WarmStart>& warm_start, const RunOptions& options);

    [[nodiscard]] PlanRecord run();

  private:
    /// Of the plans that the search begins with, best first.
    void settle_best();
    void find_first_plans();
    void begin_warm();
    void raise_bound();
    void build_from_prices();
    void search();
    void search_on_backend();
    /// A device has failed: what is to be searched is searched anew on CPUs alone.
    void leave_devices(const std::string& why);
    /// A device has failed: the run ends with the best plan that came from it.
    void end_with_found(const std::string& why);
    /// Throws StoppedError where a replay is interrupted before it could compare a generation.
    void require_going_on() const;
    /// The referee's word on the result, and all that a plan file says beside the plan.
    [[nodiscard]] PlanRecord record();

    /// The run could go on from here. Every phase calls it before it asks whether to stop, and once
    /// more when it has stopped: what interrupts a phase is never taken for its end.
    void keep(const std::function<void(Checkpoint&)>& fill);
    /// Tells the checkpoint's keeper which run this is.
    void identify();
    void begin(RunPhase phase);
    [[nodiscard]] bool resumes_in(RunPhase phase) const {
        return from_ != nullptr && from_->phase == phase;
    }
    [[nodiscard]] bool resumes_after(RunPhase phase) const {
        return from_ != nullptr && from_->phase > phase;
    }

    /// A line of the log; one run of many keeps it for --verbose.
    void tell(const std::string& line) const;
    /// Of the run, those before the checkpoint included.
    [[nodiscard]] double seconds() const { return clock_.seconds(); }
    /// Whether the phase has had its share of the time limit.
    [[nodiscard]] bool spent(double share) const;
    [[nodiscard]] std::string why_stop() const;
    /// Why the next rule is left out; empty: it is not.
    [[nodiscard]] std::string rule_note();
    /// Why a rule that has begun ends without a plan; empty: it goes on.
    [[nodiscard]] std::string why_cut_short(std::size_t rule) const;
    [[nodiscard]] std::string why_no_search() const;
    [[nodiscard]] std::string why_end_search(const SearchState& state) const;
    /// Whether the search runs on something that may fail: a device, here or on another rank.
    [[nodiscard]] bool uses_devices() const;
    void remember(const SearchState& state, const std::function<Plan()>& best_genes);
    /// Gives the batteries what is cheapest for the best plan, now and then.
    [[nodiscard]] std::optional<Score> redispatch(const SearchState& state,
                                                  const std::function<Plan()>& best_genes);
    [[nodiscard]] SearchHooks search_hooks(ProgressFeed& feed, double before_s,
                                           std::int64_t first_cost_nano);
    [[nodiscard]] std::uint32_t threads() const {
        return static_cast<std::uint32_t>(resolved_.threads);
    }
    [[nodiscard]] std::string& stopped_by() { return record_.provenance.stopped_by; }

    const Instance& instance_;
    const std::optional<WarmStart>& warm_start_;
    const RunOptions& options_;
    const PlanRecord* replay_;          ///< null: none
    const Checkpoint* from_ = nullptr;  ///< null: from the start
    Stopwatch clock_;
    const PublishedPlan published_;
    Problem problem_;
    const SearchParameters& asked_;
    RunSettings settings_;
    const SearchParameters& resolved_ = settings_.resolved;
    const std::uint32_t others_threads_;  ///< of other ranks; 0: as many as each may use
    const Interruption interruption_;
    const std::optional<Plan> pinned_;
    RunPhase phase_ = RunPhase::Bound;
    double phase_began_s_ = 0;
    PlanBound bound_;
    std::vector<DecodedPlan> first_;  ///< best first
    std::vector<RuleRun> runs_;
    std::size_t rules_asked_ = 0;
    double rules_began_s_ = 0;
    bool search_is_over_ = false;
    /// The search's best plan and when it was found, on this side of a device that may fail; none
    /// before the search has found a better one than those it began with.
    struct Found {
        Plan genes;
        std::int64_t generation = 0;
        std::int64_t evaluations = 0;
    };
    std::optional<Found> found_;
    DecodedPlan best_;
    PlanRecord record_;
};

}  // namespace nightwatt
