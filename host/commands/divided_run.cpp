#include "commands/divided_run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

#include "available_memory.hpp"
#include "bound/night_bound.hpp"
#include "commands/checkpoint_keeper.hpp"
#include "commands/interruption.hpp"
#include "commands/share_work.hpp"
#include "commands/united_plan.hpp"
#include "config/parameter_text.hpp"
#include "errors.hpp"
#include "instance/check.hpp"
#include "instance/content_hash.hpp"
#include "io/task_blocks.hpp"
#include "log.hpp"
#include "rank_place.hpp"
#include "ranks/answer.hpp"
#include "ranks/order.hpp"
#include "ranks/ranks.hpp"
#include "shares/deal_night.hpp"
#include "shares/some_rows.hpp"
#include "usable_threads.hpp"

namespace nightwatt {

namespace {

/// What some dozens of steps must bring the bound for more to follow; a search gains more.
constexpr double least_gain = 2e-4;

void require_divisible(const Instance& frame, const SearchParameters& parameters) {
    if (frame.makespan_weight_per_h != 0) {
        throw UsageError(
            "shares.count above 1: a share cannot see when the others end, and this "
            "night prices the makespan (makespan_weight_per_h)");
    }
    if (parameters.algorithm == "lp") {
        throw UsageError("shares.count above 1: algorithm = lp plans a night as a whole");
    }
    if (static_cast<std::size_t>(parameters.shares) > frame.servers.size()) {
        throw UsageError(fmt::format("shares.count is {}, but there are {} servers",
                                     parameters.shares, frame.servers.size()));
    }
}

class DividedRun {
  public:
    DividedRun(TaskBlocks& night, const SearchParameters& parameters, CheckpointKeeper* keeper)
        : blocks_(night),
          keeper_(keeper),
          parameters_(parameters),
          shares_(static_cast<std::size_t>(parameters.shares)),
          links_(crew().begin(), crew().end()),
          interruption_(parameters.job_margin_s),
          asked_threads_(parameters.threads) {
        require_divisible(blocks_.frame(), parameters_);
        SearchParameters& p = parameters_;
        if (p.time_limit_s == 0 && p.generations == 0 && p.stall_generations == 0) {
            p.time_limit_s = 60;
        }
        if (parameters_.threads == automatic_value) parameters_.threads = usable_threads();
        if (links_.size() >= shares_) links_.resize(shares_ - 1);
    }

    DividedPlan run() {
        deal();
        identify();
        const NightPrices prices = raise_bound();
        DividedPlan result{blocks_.frame(), plan(prices)};
        store_bound(result.record);
        store_provenance(result.record);
        if (keeper_ != nullptr && !interruption_.why().empty()) keeper_->hold();
        result.frame.tasks.id = blocks_.task_ids();
        return result;
    }

  private:
    using Clock = std::chrono::steady_clock;

    [[nodiscard]] double seconds() const {
        return std::chrono::duration<double>(Clock::now() - begin_).count();
    }
    /// Shares go round the ranks; the first rank is 0.
    [[nodiscard]] std::size_t ranks() const { return links_.size() + 1; }
    [[nodiscard]] std::size_t rank_of(std::size_t share) const { return share % ranks(); }
    [[nodiscard]] std::size_t number_on_rank(std::size_t share) const { return share / ranks(); }

    void deal() {
        const Instance& frame = blocks_.frame();
        NightDealer dealer(frame, static_cast<std::uint32_t>(shares_));
        std::vector<std::vector<std::uint32_t>> servers(shares_);
        for (std::uint32_t i = 0; i < dealer.server_share().size(); ++i) {
            servers[dealer.server_share()[i]].push_back(i);
        }
        std::vector<std::vector<std::vector<std::uint32_t>>> of_rank(ranks());
        for (std::size_t s = 0; s < shares_; ++s) of_rank[rank_of(s)].push_back(servers[s]);
        for (auto& of_share : of_rank.front()) own_.emplace_back(frame, std::move(of_share));
        for (std::size_t rank = 1; rank < ranks(); ++rank) {
            links_[rank - 1]->send(begin_share_order(frame, settings_of_others(), of_rank[rank]));
        }
        Instance block;
        while (blocks_.next(block)) hand_out(block, dealer.deal(block));
        require_unique_names();
        log_info(fmt::format("{} tasks, {} servers, dealt out to {} shares on {} rank{}",
                             task_share_.size(), frame.servers.size(), shares_, ranks(),
                             ranks() == 1 ? "" : "s"));
    }

    /// Threads are each rank's own, unless they were asked for.
    [[nodiscard]] SearchParameters settings_of_others() const {
        SearchParameters settings = parameters_;
        settings.threads = asked_threads_;
        return settings;
    }

    void hand_out(const Instance& block, const std::vector<std::uint32_t>& share_of) {
        std::vector<std::vector<std::size_t>> rows(shares_);
        for (std::size_t j = 0; j < share_of.size(); ++j) rows[share_of[j]].push_back(j);
        task_share_.insert(task_share_.end(), share_of.begin(), share_of.end());
        for (const std::string& id : block.tasks.id) {
            ContentHash hash;
            hash.add(std::string_view(id));
            names_.push_back(hash.value());
        }
        for (std::size_t s = 0; s < shares_; ++s) {
            if (rank_of(s) == 0) {
                own_[number_on_rank(s)].add(block, rows[s]);
                continue;
            }
            Instance some;
            some.resources = block.resources;
            some.servers.capacity.resize(some.resources.size());
            append_tasks(block, rows[s], some);
            links_[rank_of(s) - 1]->send(add_tasks_order(number_on_rank(s), some));
        }
    }

    /// Within a block check() has seen to it.
    void require_unique_names() {
        std::sort(names_.begin(), names_.end());
        if (std::adjacent_find(names_.begin(), names_.end()) != names_.end()) {
            throw InputError(
                "/tasks/id: two tasks have the same name; nightwatt validate says "
                "which, where the night fits in memory");
        }
        names_ = {};
    }

    void identify() {
        instance_hash_ = blocks_.content_hash();
        if (keeper_ == nullptr) return;
        keeper_->identify(instance_hash_, parameters_, "");
        if (keeper_->from() == nullptr) return;
        begin_ = Clock::now() - std::chrono::duration_cast<Clock::duration>(
                                    std::chrono::duration<double>(keeper_->from()->seconds));
    }

    NightPrices raise_bound() {
        const Problem& problem = own_.front().among_all();
        if (problem.view().loads_only) {
            throw UsageError(
                "shares.count above 1 is for nights in which time or energy prices "
                "matter; here only loads do: leave it at 1");
        }
        const auto threads = static_cast<std::uint32_t>(parameters_.threads);
        if (parameters_.bound_steps == 0) return {};
        NightBound bound(
            problem, threads, least_gain,
            shared_pass(own_, links_, static_cast<std::int64_t>(task_share_.size()), threads));
        const std::int64_t most_steps = parameters_.bound_steps == automatic_value
                                            ? (parameters_.time_limit_s > 0 ? 1'000'000 : 100)
                                            : parameters_.bound_steps;
        const double limit_s = parameters_.time_limit_s;
        const Checkpoint* const from = keeper_ == nullptr ? nullptr : keeper_->from();
        if (from != nullptr && !from->bound.whole.empty()) bound.restore(from->bound);
        // Of a run that is resumed after the bound, the shares go on, too.
        resumes_shares_ = from != nullptr && from->phase > RunPhase::Bound;
        const auto fill = [&](RunPhase phase) {
            return [&bound, phase](Checkpoint& to) {
                to.phase = phase;
                to.bound = bound.state();
            };
        };
        proven_ = nightwatt::raise_bound(bound, [&](const LowerBound& proven) {
            note(proven);
            const bool interrupted = !interruption_.why().empty();
            if (keeper_ != nullptr && !resumes_shares_) {
                keeper_->offer(interrupted, seconds(), fill(RunPhase::Bound));
            }
            return resumes_shares_ || proven.steps >= most_steps || interrupted ||
                   (limit_s > 0 && seconds() >= parameters_.bound_time_share * limit_s);
        });
        if (keeper_ != nullptr && !resumes_shares_ && interruption_.why().empty()) {
            keeper_->write(seconds(), fill(RunPhase::Prices));
        }
        note(proven_);
        log_info(fmt::format("no plan costs less than {:.6f} {} ({}, {} steps); {:.1f} s so far",
                             money(proven_.cost_nano), blocks_.frame().currency, proven_.method,
                             proven_.steps, seconds()));
        return bound.prices();
    }

    void note(const LowerBound& proven) {
        if (proven.cost_nano == INT64_MIN) return;
        if (!bounds_.empty() && bounds_.back().lower_bound >= money(proven.cost_nano)) return;
        bounds_.push_back({proven.steps, money(proven.cost_nano), seconds()});
    }

    static double money(std::int64_t nano) { return static_cast<double>(nano) / nano_per_money; }

    PlanRecord plan(const NightPrices& prices) {
        ShareTerms terms{prices, seconds(), {}, resumes_shares_};
        for (std::size_t rank = 1; rank < ranks(); ++rank) {
            terms.checkpoints = checkpoints_of(rank);
            links_[rank - 1]->send(plan_share_order(terms));
        }
        terms.checkpoints = checkpoints_of(0);
        UnitedPlan whole(blocks_.frame(), task_share_);
        plan_shares(own_, terms, parameters_, {}, [&](std::size_t number, PlanRecord record) {
            stopped_by_ = record.provenance.stopped_by;
            backend_ = record.provenance.backend;
            whole.add(static_cast<std::uint32_t>(number * ranks()), std::move(record));
        });
        own_.clear();
        wait_for_others();
        for (std::size_t rank = 1; rank < ranks(); ++rank) {
            const Message answer = receive_answer(*links_[rank - 1]);
            MessageReader reader = read_answer(answer);
            std::vector<PlanRecord> records = get_records(reader);
            for (std::size_t n = 0; n < records.size(); ++n) {
                whole.add(static_cast<std::uint32_t>(n * ranks() + rank), std::move(records[n]));
            }
        }
        return whole.finish();
    }

    [[nodiscard]] std::vector<std::string> checkpoints_of(std::size_t rank) const {
        std::vector<std::string> paths;
        for (std::size_t s = rank; keeper_ != nullptr && s < shares_; s += ranks()) {
            paths.push_back(share_checkpoint(keeper_->path(), s));
        }
        return paths;
    }

    /// They hear of a signal from here.
    void wait_for_others() {
        bool told = false;
        const auto ready = [](Link* link) { return link->waiting(); };
        while (!std::all_of(links_.begin(), links_.end(), ready)) {
            if (!told && !interruption_.why().empty()) {
                for (Link* const link : links_) {
                    MessageWriter order;
                    order.put(Order::EndPlanning);
                    link->send(order.take());
                }
                told = true;
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
        }
    }

    void store_bound(PlanRecord& record) const {
        record.bounds = bounds_;
        record.provenance.bound_steps = proven_.steps;
        if (proven_.cost_nano == INT64_MIN) return;
        const double cost = record.account.totals.cost;
        if (money(proven_.cost_nano) > cost + record.allowed_difference) {
            log_warning(fmt::format(
                "the lower bound {:.9f} is above the cost {:.9f} of the plan: a fault of this "
                "program, please report it; the bound is left out",
                money(proven_.cost_nano), cost));
            return;
        }
        record.lower_bound = money(proven_.cost_nano);
    }

    void store_provenance(PlanRecord& record) const {
        SearchParameters stored = parameters_;
        record.provenance.made_by = "plan";
        record.provenance.configuration = toml_values(describe(stored));
        record.provenance.seed = parameters_.seed;
        record.provenance.backend = backend_;
        record.provenance.stopped_by = stopped_by_;
        record.provenance.instance_hash = instance_hash_;
        record.provenance.seconds = seconds();
    }

    Clock::time_point begin_ = Clock::now();
    TaskBlocks& blocks_;
    CheckpointKeeper* keeper_;
    std::uint64_t instance_hash_ = 0;
    bool resumes_shares_ = false;
    SearchParameters parameters_;
    std::size_t shares_;
    std::vector<Link*> links_;  ///< to the other ranks that hold shares
    Interruption interruption_;
    std::int64_t asked_threads_;
    SharesOfRank own_;
    std::vector<std::uint32_t> task_share_;  ///< [task]
    std::vector<std::uint64_t> names_;       ///< hashes, while tasks are dealt out
    LowerBound proven_;
    std::vector<BoundRecord> bounds_;
    std::string stopped_by_;
    std::string backend_;
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
    if (keeper.interrupted()) return;
    for (std::int64_t s = 0; s < shares; ++s) {
        std::error_code error;
        std::filesystem::remove(share_checkpoint(keeper.path(), static_cast<std::size_t>(s)),
                                error);
    }
}

DividedPlan plan_by_shares(TaskBlocks& night, const SearchParameters& parameters,
                           CheckpointKeeper* keeper) {
    return DividedRun(night, parameters, keeper).run();
}

}  // namespace nightwatt
