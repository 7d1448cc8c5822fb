#include "construct/price_rounds.hpp"

#include <omp.h>

#include <algorithm>
#include <atomic>
#include <numeric>

#include "construct/priced_plan.hpp"
#include "errors.hpp"
#include "kernels/server_walk.hpp"

namespace nightwatt {

namespace {

constexpr std::uint32_t many_tasks = 50'000;
constexpr std::size_t tasks_between_looks = 1024;

/// What a task's resources are worth where it would stand best.
std::vector<double> worth(const ProblemView& p, const Guide& guide) {
    const GuidePrices prices(guide);
    std::vector<double> worth_nano(p.task_count, 0);
    for (std::uint32_t j = 0; j < p.task_count; ++j) {
        const GuideChoice& best = guide.choices[std::size_t{j} * guide.per_task];
        if (best.group == no_group) continue;
        const ServerGroup& group = guide.groups[best.group];
        const std::int64_t end_ms = best.start_ms + option_of(p, group, j, best.level).run_ms;
        const GuidePrices::Span span = prices.span(best.start_ms, end_ms);
        for (std::uint32_t r = 0; r < guide.resources; ++r) {
            worth_nano[j] += units_of(p.tasks[j].need, r) * prices.resource(best.group, r, span);
        }
    }
    return worth_nano;
}

}  // namespace

PriceRounds::PriceRounds(const Problem& problem, const Guide& guide, std::uint32_t threads)
    : problem_(problem), guide_(guide), leftovers_(problem.view(), guide), threads_(threads) {
    const std::vector<double> first = worth(problem.view(), guide);
    const Course all[] = {{0.1, 1.0, first, first, {}, {}},
                          {0.2, 0.5, first, first, {}, {}},
                          {0.03, 1.0, first, first, {}, {}},
                          {0.06, 0.5, first, first, {}, {}}};
    courses_.assign(all, all + (problem.tasks() > many_tasks ? 2 : 4));
}

/// Builds the course's next plan. False: abandoned.
bool PriceRounds::follow(Course& course, const std::function<bool()>& abandon) const {
    const std::vector<double>& priority = course.priority;
    const ProblemView p = problem_.view();
    const auto has_choice = [&](std::uint32_t j) { return pinned_start_ms(p, j) < 0; };
    std::vector<std::uint32_t> order(priority.size());
    std::iota(order.begin(), order.end(), 0u);
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        // Others can go elsewhere or start later than a task whose start is pinned.
        if (has_choice(a) != has_choice(b)) return has_choice(b);
        return priority[a] != priority[b] ? priority[a] > priority[b] : a < b;
    });
    PricedPlan plan(p, guide_, leftovers_, course.reluctance);
    for (std::size_t k = 0; k < order.size(); ++k) {
        if (k % tasks_between_looks == 0 && abandon()) return false;
        plan.insert(order[k]);
    }
    course.now = decode(problem_, plan.genes());
    for (std::uint32_t j = 0; j < priority.size(); ++j) {
        course.excess_nano[j] = plan.excess_nano(j);
    }
    return true;
}

PriceRounds::Outcome PriceRounds::advance(const std::function<bool()>& abandon) {
    std::atomic<bool> whole = true;
#pragma omp parallel for num_threads(static_cast <int>(threads_)) schedule(dynamic, 1)
    for (std::size_t c = 0; c < courses_.size(); ++c) {
        if (!follow(courses_[c], [&] { return !whole || abandon(); })) whole = false;
    }
    if (!whole) return Outcome::Abandoned;
    Score before{INT64_MAX, 0};
    for (const Course& course : courses_) {
        if (rounds_ > 0) before = std::min(before, course.best.score);
    }
    Outcome outcome = Outcome::NoBetter;
    for (Course& course : courses_) {
        for (std::size_t j = 0; j < course.priority.size(); ++j) {
            course.priority[j] += course.learning * course.excess_nano[j];
        }
        if (course.now.score < before) outcome = Outcome::Better;
        if (rounds_ == 0 || course.now.score < course.best.score) {
            course.best = std::move(course.now);
        }
    }
    ++rounds_;
    stalled_ = outcome == Outcome::Better ? 0 : stalled_ + 1;
    return outcome;
}

PriceRoundsState PriceRounds::state() const {
    PriceRoundsState state{rounds_, stalled_, {}};
    if (rounds_ == 0) return state;
    for (const Course& course : courses_) {
        state.courses.push_back({course.priority, course.best.plan});
    }
    return state;
}

void PriceRounds::restore(const PriceRoundsState& state) {
    if (state.courses.empty()) return;
    if (state.courses.size() != courses_.size()) {
        throw InputError("the courses of building plans from prices belong to another problem");
    }
    rounds_ = state.rounds;
    stalled_ = state.stalled;
    for (std::size_t c = 0; c < courses_.size(); ++c) {
        courses_[c].priority = state.courses[c].priority;
        courses_[c].best = decode(problem_, state.courses[c].best);
    }
}

std::vector<DecodedPlan> PriceRounds::plans() const {
    std::vector<DecodedPlan> plans;
    for (const Course& course : courses_) {
        if (rounds_ > 0) plans.push_back(course.best);
    }
    std::stable_sort(plans.begin(), plans.end(),
                     [](const DecodedPlan& a, const DecodedPlan& b) { return a.score < b.score; });
    return plans;
}

}  // namespace nightwatt
