#include "commands/divided_run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <utility>
#include <vector>

#include "available_memory.hpp"
#include "bound/night_bound.hpp"
#include "commands/checkpoint_keeper.hpp"
#include "commands/interruption.hpp"
#include "commands/plan_bound.hpp"
#include "commands/share_crew.hpp"
#include "config/parameter_text.hpp"
#include "errors.hpp"
#include "instance/content_hash.hpp"
#include "instance/unpriced.hpp"
#include "io/task_blocks.hpp"
#include "log.hpp"
#include "rank_place.hpp"
#include "search/auto_parameters.hpp"
#include "search/unused_settings.hpp"
#include "stopwatch.hpp"
#include "usable_threads.hpp"

namespace nightwatt {

namespace {

void require_divisible(const Instance& frame, const SearchParameters& parameters) {
    if (frame.makespan_weight_per_h != 0) {
        throw UsageError(
            "shares.count above 1: a share cannot see when the others end, and this "
            "night prices the makespan (makespan_weight_per_h)");
    }
    if (parameters.algorithm == "lp") {
        throw UsageError("shares.count above 1: algorithm = lp plans a night as a whole");
    }
    if (parameters.parts > 1) {
        throw UsageError(fmt::format(
            "shares.count ({}) and parts.count ({}) cannot both be above 1: a share is planned on "
            "one rank, as a whole",
            parameters.shares, parameters.parts));
    }
    if (static_cast<std::size_t>(parameters.shares) > frame.servers.size()) {
        throw UsageError(fmt::format("shares.count is {}, but there are {} servers",
                                     parameters.shares, frame.servers.size()));
    }
}

/// Limits as they are where nobody sets one, and threads of this machine.
SearchParameters settled(SearchParameters p) {
    p = with_limit(std::move(p));
    if (p.threads == automatic_value) p.threads = usable_threads();
    return p;
}

class DividedRun {
  public:
    DividedRun(TaskBlocks& night, const SearchParameters& parameters, CheckpointKeeper* keeper)
        : night_(night),
          keeper_(keeper),
          parameters_(settled(parameters)),
          interruption_(parameters.job_margin_s),
          shares_(night, unthreaded(parameters)) {
        require_consistent();
        log_info(fmt::format("{} tasks, {} servers, dealt out to {} shares on {} rank{}",
                             shares_.tasks(), night.frame().servers.size(), parameters.shares,
                             shares_.ranks(), shares_.ranks() == 1 ? "" : "s"));
        if (const auto ranks = static_cast<std::size_t>(rank_place.ranks);
            ranks > shares_.ranks()) {
            log_info(fmt::format("{} of {} ranks have nothing to do: raise shares.count",
                                 ranks - shares_.ranks(), ranks));
        }
        for (const std::string& sentence : unpriced(night.frame(), shares_.deadlines())) {
            log_warning(sentence);
        }
    }

    DividedPlan run() {
        identify();
        if (keeper_ != nullptr && !resumes_shares_) remove_share_checkpoints(keeper_->path());
        const NightPrices prices = raise_bound();
        DividedPlan result{night_.frame(),
                           shares_.plan({prices, seconds(), {}, resumes_shares_}, parameters_,
                                        keeper_ == nullptr ? "" : keeper_->path(), interruption_)};
        result.record.bounds = bounds_;
        bound_.store(result.record, result.record.account.totals.cost,
                     result.record.allowed_difference);
        store_provenance(result.record);
        // Other ranks are told to stop; why, this one knows.
        std::string& stopped_by = result.record.provenance.stopped_by;
        const bool interrupted = is_interruption(stopped_by);
        if (const std::string why = interruption_.why(); interrupted && !why.empty()) {
            stopped_by = why;
        }
        if (keeper_ != nullptr && interrupted) keeper_->hold();
        result.frame.tasks.id = night_.task_ids();
        return result;
    }

  private:
    /// Each rank has threads of its own, unless they were asked for.
    static SearchParameters unthreaded(const SearchParameters& asked) {
        SearchParameters p = settled(asked);
        p.threads = asked.threads;
        return p;
    }
    [[nodiscard]] double seconds() const { return clock_.seconds(); }

    /// Settings that contradict each other are refused now, not when the first share is planned.
    void require_consistent() {
        SearchParameters of_share = parameters_;
        of_share.shares = 1;
        const SearchParameters resolved = resolve(of_share, shares_.first_problem());
        for (const std::string& line : unused_settings(parameters_, resolved, false)) {
            log_warning(line);
        }
    }

    void identify() {
        instance_hash_ = night_.content_hash();
        if (keeper_ == nullptr) return;
        keeper_->identify(instance_hash_, parameters_, "");
        if (keeper_->from() == nullptr) return;
        clock_ = Stopwatch(keeper_->from()->seconds);
        // Of a run that is resumed after the bound, the shares go on, too.
        resumes_shares_ = keeper_->from()->phase > RunPhase::Bound;
    }

    NightPrices raise_bound() {
        const Problem& problem = shares_.first_problem();
        if (problem.view().loads_only && only_loads_matter()) {
            throw UsageError(
                "shares.count above 1 is for nights in which time or energy prices "
                "matter; here only loads do: leave it at 1");
        }
        const auto threads = static_cast<std::uint32_t>(parameters_.threads);
        const Checkpoint* const from = keeper_ == nullptr ? nullptr : keeper_->from();
        if (parameters_.bound_steps == 0) {
            log_info(bound_.text(night_.frame(), seconds()));
            if (keeper_ != nullptr && from == nullptr) {
                keeper_->write(seconds(), [](Checkpoint& to) { to.phase = RunPhase::Prices; });
            }
            return {};
        }
        auto method = std::make_unique<NightBound>(problem, threads, least_gain_in_plan,
                                                   shares_.pass(threads));
        const NightBound& bound = *method;
        const std::int64_t most_steps =
            parameters_.bound_steps == automatic_value
                ? automatic_bound_steps(static_cast<double>(shares_.tasks()),
                                        limited_by_clock(parameters_))
                : parameters_.bound_steps;
        const double limit_s = parameters_.time_limit_s *
                               (limited_by_clock(parameters_) ? parameters_.bound_time_share : 1.0);
        const auto fill = [&](RunPhase phase) {
            return [&bound, phase](Checkpoint& to) {
                to.phase = phase;
                to.bound = bound.state();
            };
        };
        const auto stop = [&](const LowerBound& proven) {
            PlanBound::note(proven, seconds(), bounds_);
            const bool interrupted = !interruption_.why().empty();
            if (keeper_ != nullptr && !resumes_shares_) {
                keeper_->offer(interrupted, seconds(), fill(RunPhase::Bound));
            }
            return resumes_shares_ || proven.steps >= most_steps || interrupted ||
                   (limit_s > 0 && seconds() >= limit_s);
        };
        bound_.raise(std::move(method), stop, from != nullptr ? &from->bound : nullptr);
        if (keeper_ != nullptr && !resumes_shares_ && interruption_.why().empty()) {
            keeper_->write(seconds(), fill(RunPhase::Prices));
        }
        PlanBound::note(bound_.proven(), seconds(), bounds_);
        log_info(bound_.text(night_.frame(), seconds()));
        NightPrices prices = bound.prices();
        bound_.forget_method();  // the memory is for the shares
        return prices;
    }

    /// Of all tasks; the first share alone may have none that is released later or has a deadline.
    [[nodiscard]] bool only_loads_matter() const {
        TaskBlocks blocks = night_.anew();
        Instance block;
        while (blocks.next(block)) {
            if (!Problem(block).view().loads_only) return false;
        }
        return true;
    }

    void store_provenance(PlanRecord& record) const {
        SearchParameters stored = parameters_;
        record.provenance.made_by = "plan";
        record.provenance.configuration = toml_values(describe(stored));
        record.provenance.seed = parameters_.seed;
        record.provenance.instance_hash = instance_hash_;
        // Where the run was resumed, this rank's clock knows nothing of what shares took before.
        const double searched_s =
            record.generations.empty() ? 0 : record.generations.back().seconds;
        record.provenance.seconds = std::max(seconds(), searched_s);
    }

    Stopwatch clock_;
    TaskBlocks& night_;
    CheckpointKeeper* keeper_;
    const SearchParameters parameters_;
    const Interruption interruption_;
    ShareCrew shares_;
    std::uint64_t instance_hash_ = 0;
    bool resumes_shares_ = false;
    PlanBound bound_{nullptr};
    std::vector<BoundRecord> bounds_;
};

}  // namespace

std::int64_t shares_for(const std::string& instance_path) {
    /// What planning takes, by the size of the instance file: 100,000 tasks in 6.6 MB took 222 MiB.
    constexpr double growth = 40;
    constexpr double usable = 0.5;  // of what is free; other ranks may run on this node
    if (rank_place.ranks == 1) return 1;
    std::error_code unreadable;
    const auto bytes = std::filesystem::file_size(instance_path, unreadable);
    if (unreadable) return 1;  // whoever reads it says why
    const double needed = growth * static_cast<double>(bytes);
    return needed <= usable * static_cast<double>(available_memory_bytes()) ? 1 : rank_place.ranks;
}

void finish_shares(CheckpointKeeper& keeper, std::int64_t shares) {
    keeper.finish();
    if (keeper.held() || keeper.lost()) return;
    for (std::int64_t s = 0; s < shares; ++s) {
        std::error_code error;
        std::filesystem::remove(share_checkpoint(keeper.path(), static_cast<std::size_t>(s)),
                                error);
    }
}

DividedPlan plan_by_shares(TaskBlocks& night, const SearchParameters& parameters,
                           CheckpointKeeper* keeper) {
    require_divisible(night.frame(), parameters);
    return DividedRun(night, parameters, keeper).run();
}

}  // namespace nightwatt
