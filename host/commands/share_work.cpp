#include "commands/share_work.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <numeric>
#include <system_error>
#include <utility>

#include "commands/checkpoint_keeper.hpp"
#include "commands/plan_run.hpp"
#include "commands/share_clock.hpp"
#include "config/config_document.hpp"
#include "config/parameter_text.hpp"
#include "errors.hpp"
#include "io/checkpoint_file.hpp"
#include "rank_place.hpp"
#include "ranks/message_fields.hpp"
#include "ranks/order.hpp"
#include "shares/share_messages.hpp"
#include "usable_threads.hpp"

namespace nightwatt {

namespace {

/// What is sent of a share's plan, beside the plan itself.
template <class Record, class Each>
void visit_record(Record& r, const Each& each) {
    each(r.account.totals, r.account.slot_energy, r.account.tasks, r.allowed_difference,
         r.generations);
    auto& from = r.provenance;
    each(from.generations, from.evaluations, from.price_rounds, from.backend, from.stopped_by);
}

template <class Baseline, class Each>
void visit_baseline(Baseline& b, const Each& each) {
    each(b.rule, b.note, b.feasible, b.totals, b.slot_energy);
}

template <class Terms, class Each>
void visit_terms(Terms& t, const Each& each) {
    each(t.prices.steps_per_slot, t.prices.multipliers, t.before_s, t.checkpoints, t.resume,
         t.ranks);
}

void put_record(MessageWriter& to, const PlanRecord& record) {
    put_plan(to, record.plan);
    visit_record(record, PutFields{to});
    to.put(std::uint64_t{record.baselines.size()});
    for (const BaselineRecord& baseline : record.baselines) visit_baseline(baseline, PutFields{to});
}

PlanRecord get_record(MessageReader& from) {
    PlanRecord record;
    record.plan = get_plan(from);
    visit_record(record, GetFields{from});
    record.baselines.resize(from.get<std::uint64_t>());
    for (BaselineRecord& baseline : record.baselines) visit_baseline(baseline, GetFields{from});
    return record;
}

/// Limits that a share breaks are not those that the night's file names.
PlanRecord plan_share(const Instance& night, const SearchParameters& parameters,
                      const RunOptions& options) {
    try {
        return run_plan(night, parameters, std::nullopt, options);
    } catch (const InfeasibleError& error) {
        std::vector<std::string> problems = error.problems();
        problems.front() =
            fmt::format("{}, which has its part of each limit: {}", options.part, problems.front());
        problems.push_back("a smaller shares.count may find a plan");
        throw InfeasibleError(std::move(problems));
    }
}

/// Servers as they are numbered in the whole night.
void renumber(const std::vector<std::uint32_t>& server_of, Plan& plan) {
    for (std::int32_t& server : plan.server) {
        server = static_cast<std::int32_t>(server_of[static_cast<std::size_t>(server)]);
    }
    for (Sleep& sleep : plan.sleeps) {
        sleep.server = static_cast<std::int32_t>(server_of[static_cast<std::size_t>(sleep.server)]);
    }
}

}  // namespace

std::string share_checkpoint(const std::string& path, std::size_t share) {
    return fmt::format("{}.share-{}", path, share);
}

void remove_share_checkpoints(const std::string& path) {
    namespace fs = std::filesystem;
    const std::string begin = fs::path(path).filename().string() + ".share-";
    const fs::path folder = fs::path(path).parent_path();
    std::vector<fs::path> found;
    std::error_code error;
    for (const fs::directory_entry& entry :
         fs::directory_iterator(folder.empty() ? fs::path(".") : folder, error)) {
        const std::string name = entry.path().filename().string();
        const bool named_so =
            name.starts_with(begin) && name.size() > begin.size() &&
            name.find_first_not_of("0123456789", begin.size()) == std::string::npos;
        if (named_so && is_checkpoint(entry.path().string())) found.push_back(entry.path());
    }
    for (const fs::path& file : found) fs::remove(file, error);
}

void plan_shares(SharesOfRank& shares, const ShareTerms& terms, SearchParameters parameters,
                 const Interruption& interruption, const std::function<bool()>& told_to_stop,
                 const std::function<void(std::size_t number, PlanRecord record)>& planned) {
    const std::int64_t count = parameters.shares;
    const auto rank = static_cast<std::size_t>(rank_place.rank);
    ShareClock clock(parameters.time_limit_s, interruption, terms);
    parameters.shares = 1;
    parameters.job_margin_s = 0;  // the clock knows it
    for (std::size_t n = 0; n < shares.size(); ++n) {
        NightShare& share = shares[n];
        const Instance night =
            share.take_night(terms.prices.multipliers.empty() ? 0 : terms.prices.steps_per_slot);
        RunOptions options;
        options.part_of_a_series = true;
        options.part = fmt::format("share {} of {}", n * terms.ranks + rank + 1, count);
        options.part_of_time_s = clock.begin_share(n, shares.size() - n);
        options.told_to_stop = [&] { return told_to_stop() ? "told to" : clock.why_stop(); };
        options.given_bound = [&](const Problem& own) {
            return share.follow(terms.prices, own, static_cast<std::uint32_t>(parameters.threads));
        };
        std::optional<CheckpointKeeper> keeper;
        if (!terms.checkpoints.empty()) keeper.emplace(terms.checkpoints[n], terms.resume);
        options.keeper = keeper ? &*keeper : nullptr;
        PlanRecord record = plan_share(night, parameters, options);
        renumber(share.servers(), record.plan);
        for (GenerationRecord& row : record.generations) row.seconds += clock.began_s();
        planned(n, std::move(record));
    }
}

std::uint32_t ShareWork::threads() const {
    return static_cast<std::uint32_t>(parameters_.threads);
}

void ShareWork::begin(MessageReader& order) {
    const Instance frame = get_instance(order);
    parameters_ = {};
    ConfigDocument document = ConfigDocument::parse(order.get_text(), "settings");
    document.apply(describe(parameters_));
    document.finish();
    if (parameters_.threads == automatic_value) parameters_.threads = usable_threads();
    interruption_.emplace(parameters_.job_margin_s);
    shares_.clear();
    for (auto left = order.get<std::uint64_t>(); left > 0; --left) {
        shares_.emplace_back(frame, order.get_vector<std::uint32_t>(),
                             static_cast<std::size_t>(parameters_.shares));
    }
}

void ShareWork::add_tasks(MessageReader& order) {
    const auto number = order.get<std::uint64_t>();
    const Instance tasks = get_instance(order);
    std::vector<std::size_t> rows(tasks.tasks.size());
    std::iota(rows.begin(), rows.end(), std::size_t{0});
    shares_.at(number).add(tasks, rows);
}

void ShareWork::price(MessageReader& order, MessageWriter& answer) {
    price_shares(shares_, threads(), order, answer);
}

void ShareWork::plan(MessageReader& order, MessageWriter& answer, Link& leader) {
    ShareTerms terms;
    visit_terms(terms, GetFields{order});
    answer.put(std::uint64_t{shares_.size()});
    plan_shares(
        shares_, terms, parameters_, *interruption_, [&] { return leader.waiting(); },
        [&](std::size_t, const PlanRecord& record) { put_record(answer, record); });
    shares_.clear();
}

Message begin_share_order(const Instance& frame, SearchParameters parameters,
                          const std::vector<std::vector<std::uint32_t>>& servers) {
    MessageWriter order;
    order.put(Order::BeginShare);
    put_instance(order, frame);
    order.put_text(toml_values(describe(parameters)));
    order.put(std::uint64_t{servers.size()});
    for (const std::vector<std::uint32_t>& of_share : servers) order.put_vector(of_share);
    return order.take();
}

Message add_tasks_order(std::size_t number, const Instance& tasks) {
    MessageWriter order;
    order.put(Order::AddTasks);
    order.put(std::uint64_t{number});
    put_instance(order, tasks);
    return order.take();
}

Message plan_share_order(const ShareTerms& terms) {
    MessageWriter order;
    order.put(Order::PlanShare);
    visit_terms(terms, PutFields{order});
    return order.take();
}

std::vector<PlanRecord> get_records(MessageReader& from) {
    std::vector<PlanRecord> records;
    for (auto left = from.get<std::uint64_t>(); left > 0; --left) {
        records.push_back(get_record(from));
    }
    return records;
}

}  // namespace nightwatt
