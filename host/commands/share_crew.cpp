#include "commands/share_crew.hpp"

#include <algorithm>
#include <chrono>
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
    while (night.next(block)) hand_out(block, dealer.deal(block));
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
    UnitedPlan whole(frame_, task_share_);
    plan_shares(
        own_, terms, parameters, [&] { return interruption.why(); },
        [&](std::size_t number, PlanRecord record) {
            whole.add(static_cast<std::uint32_t>(number * ranks()), std::move(record));
        });
    own_.clear();
    wait_for_others(interruption);
    for (std::size_t rank = 1; rank < ranks(); ++rank) {
        const Message answer = receive_answer(*others_[rank - 1]);
        MessageReader reader = read_answer(answer);
        std::vector<PlanRecord> records = get_records(reader);
        for (std::size_t n = 0; n < records.size(); ++n) {
            whole.add(static_cast<std::uint32_t>(n * ranks() + rank), std::move(records[n]));
        }
    }
    return whole.finish();
}

/// They hear of a signal from here.
void ShareCrew::wait_for_others(const Interruption& interruption) {
    bool told = false;
    const auto ready = [](Link* link) { return link->waiting(); };
    while (!std::all_of(others_.begin(), others_.end(), ready)) {
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

}  // namespace nightwatt
