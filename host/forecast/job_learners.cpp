#include "forecast/job_learners.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "forecast/history.hpp"

namespace nightwatt {

namespace {

const double unknown = std::nan("");

std::vector<std::size_t> by_end(const std::vector<JobSample>& samples) {
    std::vector<std::size_t> order(samples.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return std::pair(samples[a].end_s, a) < std::pair(samples[b].end_s, b);
    });
    return order;
}

}  // namespace

std::string AlikeLearner::name() const {
    return fmt::format("jobs alike{}, each counting {} of the next",
                       of_ == Of::Share ? ", as a share of the request" : "", decay_);
}

double AlikeLearner::base(const JobTraits& traits) const {
    if (of_ == Of::Runtime) return 0;
    return traits.requested_s > 0 ? std::log(traits.requested_s) : unknown;
}

void AlikeLearner::learn(const JobSample& job) {
    const double y = job.y - base(job.traits);
    if (!std::isnan(y)) templates_.learn(job.keys, y);
}

JobGuess AlikeLearner::guess(const AlikeKeys& keys, const JobTraits& traits) const {
    const WeightedOutcomes outcomes = templates_.outcomes(keys);
    const double from = base(traits);
    if (outcomes.empty() || std::isnan(from)) return {unknown, unknown};
    return {from + outcomes.quantile(0.5), from + templates_.coarse_outcomes(keys).quantile(0.5),
            templates_.own_jobs(keys)};
}

JobGuess AlikeLearner::guess_of(const JobSample& job) const {
    JobGuess guess = this->guess(job.keys, job.traits);
    if (std::isnan(guess.value)) return guess;
    guess.rank = templates_.outcomes(job.keys).rank(job.y - base(job.traits));
    return guess;
}

std::vector<double> AlikeLearner::quantiles(const AlikeKeys& keys, const JobTraits& traits,
                                            const std::vector<double>& shares) const {
    const WeightedOutcomes outcomes = templates_.outcomes(keys);
    const double from = base(traits);
    std::vector<double> values;
    if (outcomes.empty() || std::isnan(from)) return values;
    for (const double share : shares) values.push_back(from + outcomes.quantile(share));
    return values;
}

void LastTwoLearner::learn(const JobSample& job) {
    for (const std::uint64_t key : {job.keys[0], job.keys[user_level]}) {
        auto& [latest, before] = last_.emplace(key, std::pair(unknown, unknown)).first->second;
        before = latest;
        latest = job.y;
    }
}

JobGuess LastTwoLearner::guess(const AlikeKeys& keys, const JobTraits&) const {
    const auto own = keys[user_level] == no_key ? last_.end() : last_.find(keys[user_level]);
    const auto found = own == last_.end() ? last_.find(keys[0]) : own;
    if (found == last_.end()) return {unknown, unknown};
    const auto& [latest, before] = found->second;
    const double mean =
        std::isnan(before) ? latest : std::log((std::exp(latest) + std::exp(before)) / 2);
    return {mean, mean, own == last_.end() ? std::size_t{0} : std::size_t{1}};
}

std::vector<JobGuess> guesses(JobLearner& learner, const std::vector<JobSample>& samples,
                              double night_s) {
    const std::vector<std::size_t> ended = by_end(samples);
    std::vector<JobGuess> result;
    std::size_t next = 0;
    for (const JobSample& job : samples) {
        const double evening_s = night_s + std::floor((job.submit_s - night_s) / day_s) * day_s;
        while (next < ended.size() && samples[ended[next]].end_s <= evening_s) {
            learner.learn(samples[ended[next++]]);
        }
        result.push_back(learner.guess_of(job));
    }
    return result;
}

void learn_all(JobLearner& learner, const std::vector<JobSample>& samples) {
    for (const std::size_t row : by_end(samples)) learner.learn(samples[row]);
}

}  // namespace nightwatt
