#include "construct/price_rounds.hpp"

#include <omp.h>

#include <algorithm>
#include <numeric>

#include "construct/priced_plan.hpp"
#include "kernels/server_walk.hpp"

namespace nightwatt {

namespace {

/// What a task's resources are worth where it would stand best.
std::vector<double> worth(const ProblemView& p, const Guide& guide) {
    const GuidePrices prices(guide);
    std::vector<double> worth_nano(p.task_count, 0);
    for (std::uint32_t j = 0; j < p.task_count; ++j) {
        const GuideChoice& best = guide.choices[std::size_t{j} * guide.per_task];
        if (best.group == no_group) continue;
        const ServerGroup& group = guide.groups[best.group];
        const std::int64_t end_ms =
            best.start_ms +
            p.options[std::uint64_t{j} * p.mode_count + group.first_mode + best.level].run_ms;
        for (std::uint32_t r = 0; r < guide.resources; ++r) {
            worth_nano[j] += units_of(p.tasks[j].need, r) *
                             prices.resource(best.group, r, best.start_ms, end_ms);
        }
    }
    return worth_nano;
}

}  // namespace

PriceRounds::PriceRounds(const Problem& problem, const Guide& guide, std::uint32_t threads)
    : problem_(problem), guide_(guide), threads_(threads) {
    const std::vector<double> first = worth(problem.view(), guide);
    for (const auto& [reluctance, learning] :
         {std::pair{0.3, 1.0}, std::pair{0.2, 0.5}, std::pair{0.1, 1.0}, std::pair{0.5, 0.5}}) {
        courses_.push_back({reluctance, learning, first, {}});
    }
}

bool PriceRounds::follow(Course& course) const {
    const std::vector<double>& priority = course.priority;
    std::vector<std::uint32_t> order(priority.size());
    std::iota(order.begin(), order.end(), 0u);
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        return priority[a] != priority[b] ? priority[a] > priority[b] : a < b;
    });
    PricedPlan plan(problem_.view(), guide_, course.reluctance);
    for (const std::uint32_t j : order) plan.insert(j);
    for (std::uint32_t j = 0; j < priority.size(); ++j) {
        course.priority[j] += course.learning * plan.excess_nano(j);
    }
    DecodedPlan decoded = decode(problem_, plan.genes());
    if (course.best.plan.size() != 0 && !(decoded.score < course.best.score)) return false;
    course.best = std::move(decoded);
    return true;
}

bool PriceRounds::advance() {
    Score before{INT64_MAX, 0};
    for (const Course& course : courses_) {
        if (course.best.plan.size() != 0) before = std::min(before, course.best.score);
    }
#pragma omp parallel for num_threads(static_cast <int>(threads_)) schedule(dynamic, 1)
    for (std::size_t c = 0; c < courses_.size(); ++c) (void)follow(courses_[c]);
    ++rounds_;
    return std::any_of(courses_.begin(), courses_.end(),
                       [&](const Course& course) { return course.best.score < before; });
}

std::vector<DecodedPlan> PriceRounds::plans() const {
    std::vector<DecodedPlan> plans;
    for (const Course& course : courses_) {
        if (course.best.plan.size() != 0) plans.push_back(course.best);
    }
    std::stable_sort(plans.begin(), plans.end(),
                     [](const DecodedPlan& a, const DecodedPlan& b) { return a.score < b.score; });
    return plans;
}

}  // namespace nightwatt
