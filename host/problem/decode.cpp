#include "problem/decode.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <tuple>

#include "errors.hpp"
#include "kernels/evaluate.hpp"

namespace nightwatt {

namespace {

/// Keeps what a plan file shows: starts, ends, sleeps; and meters the sites.
struct RecordingSink : MeterSink {
    Plan* plan;
    std::int32_t server;

    RecordingSink(const ProblemView& p, SlotMeter slot_meter, Plan& record, std::uint32_t i)
        : MeterSink(p, slot_meter, 1), plan(&record), server(static_cast<std::int32_t>(i)) {}
    void task(const SequenceItem& item, std::int64_t end_ms) {
        plan->start_ms[item.task] = item.start_ms;
        plan->end_ms[item.task] = end_ms;
    }
    void sleep(std::int64_t from_ms, std::int64_t to_ms) {
        plan->sleeps.push_back({server, from_ms, to_ms});
    }
};

void check_genes(const ProblemView& p, const Plan& genes) {
    if (genes.size() != p.task_count || genes.position.size() != p.task_count ||
        genes.level.size() != p.task_count || genes.hold_ms.size() != p.task_count) {
        throw InputError(
            fmt::format("the plan has {} tasks, the instance {}", genes.size(), p.task_count));
    }
    std::vector<std::string> problems;
    for (std::uint32_t j = 0; j < p.task_count && problems.size() < 20; ++j) {
        const auto server = static_cast<std::uint32_t>(genes.server[j]);
        if (genes.server[j] < 0 || server >= p.server_count) {
            problems.push_back(
                fmt::format("task row {}: there is no server row {}", j, genes.server[j]));
            continue;
        }
        const ServerFacts& s = p.servers[server];
        if (genes.level[j] < 0 || static_cast<std::uint32_t>(genes.level[j]) >= s.levels) {
            problems.push_back(fmt::format("task row {}: level {} is not one of server row {}'s {}",
                                           j, genes.level[j], server, s.levels));
            continue;
        }
        const auto level = static_cast<std::uint32_t>(genes.level[j]);
        if (option_of(p, s, j, level).run_ms == forbidden_run_ms) {
            problems.push_back(fmt::format(
                "task row {}: server row {} is of a class or level it may not use", j, server));
        } else if (!s.capacity.fits(p.tasks[j].need)) {
            problems.push_back(
                fmt::format("task row {}: needs more than server row {} has", j, server));
        } else if (ready_at(p, j, s.site) == unreachable_ms) {
            problems.push_back(
                fmt::format("task row {}: no link brings its data to server row {}", j, server));
        } else if (genes.hold_ms[j] < 0 || genes.hold_ms[j] > p.horizon_ms) {
            problems.push_back(fmt::format("task row {}: its hold lies outside the horizon", j));
        }
    }
    if (!problems.empty()) throw InputError(problems);
}

/// A plan's sequences, executed.
struct Walked {
    ServerScore servers;
    std::vector<std::int64_t> edge_uj;  // [site * slots + slot]
    std::vector<std::int64_t> step_mw;
};

Walked walk(const ProblemView& p, Plan& genes) {
    std::vector<std::uint32_t> order(p.task_count);
    std::iota(order.begin(), order.end(), 0u);
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        return std::tuple(genes.server[a], genes.position[a], a) <
               std::tuple(genes.server[b], genes.position[b], b);
    });
    std::vector<SequenceItem> items(p.task_count);
    std::vector<RunningTask> scratch(RunningSet::scratch_size(p.max_running));
    Walked walked;
    walked.edge_uj.assign(std::size_t{p.site_count} * p.slot_count, 0);
    walked.step_mw.assign(walked.edge_uj.size(), 0);

    genes.start_ms.assign(p.task_count, 0);
    genes.end_ms.assign(p.task_count, 0);
    genes.sleeps.clear();
    for (std::uint32_t begin = 0; begin < p.task_count;) {
        const auto server = static_cast<std::uint32_t>(genes.server[order[begin]]);
        std::uint32_t end = begin;
        while (end < p.task_count &&
               static_cast<std::uint32_t>(genes.server[order[end]]) == server) {
            const std::uint32_t j = order[end];
            items[end] = {0, genes.hold_ms[j], j, end - begin,
                          static_cast<std::uint32_t>(genes.level[j])};
            genes.position[j] = static_cast<std::int32_t>(end - begin);
            ++end;
        }
        const std::size_t row = std::size_t{p.servers[server].site} * p.slot_count;
        RecordingSink sink(p, {walked.edge_uj.data() + row, walked.step_mw.data() + row}, genes,
                           server);
        add_server(walked.servers, walk_server(p, server, {items.data() + begin, end - begin},
                                               scratch.data(), sink));
        begin = end;
    }
    return walked;
}

/// The plan's score with its batteries' power.
Score score_of(const Problem& problem, Walked& walked, const Plan& plan) {
    ProblemView p = problem.view();
    std::vector<SlotLimits> limits;
    if (plan.battery_mw != problem.dispatch_mw()) {
        problem.limits_under(plan.battery_mw, limits);
        p.limits = limits.data();
    }
    SiteScore sites;
    for (std::uint32_t site = 0; p.coupled && site < p.site_count; ++site) {
        const std::size_t row = std::size_t{site} * p.slot_count;
        add_site(sites,
                 score_site(p, site,
                            SlotMeter{walked.edge_uj.data() + row, walked.step_mw.data() + row}));
    }
    return plan_score(p, walked.servers, sites);
}

std::vector<std::int64_t> energy_of(const ProblemView& p, const Walked& walked) {
    std::vector<std::int64_t> energy_uj = walked.edge_uj;
    for (std::size_t row = 0; row < energy_uj.size(); row += p.slot_count) {
        settle_steps(energy_uj.data() + row, walked.step_mw.data() + row, p.slot_count, p.slot_ms);
    }
    return energy_uj;
}

/// Genes may come from a plan that was made elsewhere.
void settle_batteries(const Problem& problem, Plan& genes) {
    if (genes.battery_mw.empty() || problem.batteries().empty()) {
        genes.battery_mw = problem.dispatch_mw();
    } else if (genes.battery_mw != problem.dispatch_mw() &&
               !problem.keeps_limits(genes.battery_mw)) {
        throw InputError(
            "the plan's batteries exceed what they can do; nightwatt evaluate says how");
    }
}

}  // namespace

DecodedPlan decode(const Problem& problem, Plan genes) {
    const ProblemView p = problem.view();
    check_genes(p, genes);
    settle_batteries(problem, genes);
    Walked walked = walk(p, genes);
    const Score score = score_of(problem, walked, genes);
    return {std::move(genes), score};
}

std::vector<std::int64_t> site_energy_uj(const ProblemView& p, Plan genes) {
    return energy_of(p, walk(p, genes));
}

DecodedPlan decode_dispatched(const Problem& problem, Plan genes) {
    if (problem.batteries().empty()) return decode(problem, std::move(genes));
    const ProblemView p = problem.view();
    check_genes(p, genes);
    settle_batteries(problem, genes);
    Walked walked = walk(p, genes);
    DecodedPlan before{std::move(genes), {}};
    before.score = score_of(problem, walked, before.plan);
    DecodedPlan after = before;
    after.plan.battery_mw = problem.cheapest_dispatch_mw(energy_of(p, walked));
    after.score = score_of(problem, walked, after.plan);
    const bool possible = problem.keeps_limits(before.plan.battery_mw);
    return possible && !(after.score < before.score) ? before : after;
}

}  // namespace nightwatt
