#include "commands/share_crew.hpp"

#include <algorithm>
#include <chrono>
#include <exception>
#include <string_view>
#include <thread>
#include <utility>

#include "commands/united_plan.hpp"
#include "errors.hpp"
#include "instance/content_hash.hpp"
#include "ranks/answer.hpp"
#include "ranks/order.hpp"
#include "ranks/ranks.hpp"
#include "shares/deal_night.hpp"
#include "shares/some_rows.hpp"

namespace nightwatt {

namespace {

/// The plans of the other ranks' shares, taken as they come.
class Harvest {
  public:
    Harvest(const std::vector<Link*>& others, UnitedPlan& whole)
        : others_(others), whole_(whole), missing_(others.size()) {}

    /// Whether something has gone wrong on another rank: then all shall end. Never throws: it is
    /// asked in the midst of the search.
    bool take_ready() {
        for (std::size_t i = 0; i < others_.size() && !failure_; ++i) {
            if (!others_[i]->waiting()) continue;
            try {
                take(i);
            } catch (...) {
                failure_ = std::current_exception();
            }
        }
        return failure_ != nullptr;
    }

    /// Throws what went wrong there.
    void require_good() const {
        if (failure_) std::rethrow_exception(failure_);
    }

    /// Waits. The others hear of an interruption from here.
    void take_rest(const Interruption& interruption) {
        bool told = false;
        while (true) {
            take_ready();
            require_good();
            if (missing_ == 0) return;
            if (!told && !interruption.why().empty()) {
                for (Link* const link : others_) {
                    MessageWriter order;
                    order.put(Order::EndPlanning);
                    link->send(order.take());
                }
                told = true;
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
        }
    }

  private:
    void take(std::size_t i) {
        const Message answer = receive_answer(*others_[i]);
        MessageReader reader = read_answer(answer);
        std::vector<PlanRecord> records = get_records(reader);
        const std::size_t ranks = others_.size() + 1;
        for (std::size_t n = 0; n < records.size(); ++n) {
            whole_.add(static_cast<std::uint32_t>(n * ranks + i + 1), std::move(records[n]));
        }
        --missing_;
    }

    const std::vector<Link*>& others_;
    UnitedPlan& whole_;
    std::size_t missing_;
    std::exception_ptr failure_;
};

}  // namespace

ShareCrew::ShareCrew(TaskBlocks& night, const SearchParameters& parameters)
    : frame_(night.frame()),
      shares_(static_cast<std::size_t>(parameters.shares)),
      others_(crew().begin(), crew().end()),
      servers_(shares_) {
    if (others_.size() >= shares_) others_.resize(shares_ - 1);
    NightDealer dealer(frame_, static_cast<std::uint32_t>(shares_));
    for (std::uint32_t i = 0; i < dealer.server_share().size(); ++i) {
        servers_[dealer.server_share()[i]].push_back(i);
    }
    begin(parameters);
    Instance block;
    while (night.next(block)) {
        deadlines_.add(block.tasks);
        hand_out(block, dealer.deal(block));
    }
    require_unique_names();
}

void ShareCrew::begin(const SearchParameters& parameters) {
    std::vector<std::vector<std::vector<std::uint32_t>>> of_rank(ranks());
    for (std::size_t s = 0; s < shares_; ++s) of_rank[rank_of(s)].push_back(servers_[s]);
    for (auto& servers : of_rank.front()) own_.emplace_back(frame_, std::move(servers), shares_);
    for (std::size_t rank = 1; rank < ranks(); ++rank) {
        others_[rank - 1]->send(begin_share_order(frame_, parameters, of_rank[rank]));
    }
}

void ShareCrew::hand_out(const Instance& block, const std::vector<std::uint32_t>& share_of) {
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
        others_[rank_of(s) - 1]->send(add_tasks_order(number_on_rank(s), some));
    }
}

/// Within a block check() has seen to it.
void ShareCrew::require_unique_names() {
    std::sort(names_.begin(), names_.end());
    if (std::adjacent_find(names_.begin(), names_.end()) != names_.end()) {
        throw InputError(
            "/tasks/id: two tasks have the same name; nightwatt validate says which, where the "
            "night fits in memory");
    }
    names_ = {};
}

MakeTaskPass ShareCrew::pass(std::uint32_t threads) {
    return shared_pass(own_, others_, static_cast<std::int64_t>(tasks()), threads);
}

std::vector<std::string> ShareCrew::checkpoints_of(std::size_t rank,
                                                   const std::string& checkpoint) const {
    std::vector<std::string> paths;
    for (std::size_t s = rank; !checkpoint.empty() && s < shares_; s += ranks()) {
        paths.push_back(share_checkpoint(checkpoint, s));
    }
    return paths;
}

PlanRecord ShareCrew::plan(ShareTerms terms, const SearchParameters& parameters,
                           const std::string& checkpoint, const Interruption& interruption) {
    terms.ranks = ranks();
    for (std::size_t rank = 1; rank < ranks(); ++rank) {
        terms.checkpoints = checkpoints_of(rank, checkpoint);
        others_[rank - 1]->send(plan_share_order(terms));
    }
    terms.checkpoints = checkpoints_of(0, checkpoint);
    UnitedPlan whole(frame_, task_share_, shares_);
    Harvest harvest(others_, whole);
    try {
        plan_shares(
            own_, terms, parameters, interruption, [&] { return harvest.take_ready(); },
            [&](std::size_t number, PlanRecord record) {
                whole.add(static_cast<std::uint32_t>(number * ranks()), std::move(record));
            });
    } catch (const StoppedError&) {
        harvest.require_good();  // that is why it stopped
        throw;
    }
    own_.clear();
    harvest.take_rest(interruption);
    return whole.finish();
}

}  // namespace nightwatt
