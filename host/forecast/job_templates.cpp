#include "forecast/job_templates.hpp"

#include <algorithm>
#include <limits>

namespace nightwatt {

namespace {

constexpr double level_weight = 4;
constexpr std::size_t remembered = 30;          ///< jobs of a key
constexpr std::size_t remembered_of_all = 200;  ///< on the level of all jobs
constexpr int offset_rounds = 30;
constexpr double offset_pull = 1;

}  // namespace

WeightedOutcomes::WeightedOutcomes(std::vector<std::pair<double, double>> value_and_weight)
    : values_(std::move(value_and_weight)) {
    std::sort(values_.begin(), values_.end());
    double sum = 0;
    for (auto& [value, weight] : values_) weight = sum += weight;
}

double WeightedOutcomes::quantile(double share) const {
    const double aim = share * values_.back().second;
    const auto found = std::lower_bound(
        values_.begin(), values_.end(), aim,
        [](const auto& outcome, double weight) { return outcome.second < weight; });
    return found == values_.end() ? values_.back().first : found->first;
}

double WeightedOutcomes::rank(double value) const {
    constexpr double everything = std::numeric_limits<double>::infinity();
    const auto below = std::lower_bound(values_.begin(), values_.end(), std::pair(value, -1.0));
    const auto above = std::lower_bound(below, values_.end(), std::pair(value, everything));
    const auto up_to = [&](auto place) {
        return place == values_.begin() ? 0 : (place - 1)->second;
    };
    return (up_to(below) + up_to(above)) / 2 / values_.back().second;
}

void JobTemplates::learn(const AlikeKeys& keys, double y) {
    for (std::size_t level = 0; level < alike_levels; ++level) {
        if (keys[level] == no_key) continue;
        std::deque<double>& latest = latest_[level][keys[level]];
        latest.push_back(y);
        if (latest.size() > (level == 0 ? remembered_of_all : remembered)) latest.pop_front();
    }
}

const std::deque<double>* JobTemplates::latest(const AlikeKeys& keys, std::size_t level) const {
    const auto found = latest_[level].find(keys[level]);
    return keys[level] == no_key || found == latest_[level].end() ? nullptr : &found->second;
}

WeightedOutcomes JobTemplates::mixed(const AlikeKeys& keys, std::size_t levels) const {
    std::vector<std::pair<double, double>> outcomes;
    double whole = 1;
    for (std::size_t level = 0; level < levels; ++level, whole *= level_weight) {
        const std::deque<double>* const jobs = latest(keys, level);
        if (jobs == nullptr) continue;
        double weight = whole;
        for (auto y = jobs->rbegin(); y != jobs->rend(); ++y, weight *= decay_) {
            outcomes.emplace_back(*y, weight);
        }
    }
    return WeightedOutcomes(std::move(outcomes));
}

WeightedOutcomes JobTemplates::outcomes(const AlikeKeys& keys) const {
    return mixed(keys, alike_levels);
}

WeightedOutcomes JobTemplates::coarse_outcomes(const AlikeKeys& keys) const {
    return mixed(keys, user_level);
}

std::size_t JobTemplates::own_jobs(const AlikeKeys& keys) const {
    for (std::size_t level = user_level; level < alike_levels; ++level) {
        if (const std::deque<double>* const jobs = latest(keys, level)) return jobs->size();
    }
    return 0;
}

std::vector<double> class_offsets(const std::vector<JobSample>& samples, std::size_t classes) {
    struct Mean {
        double sum = 0;
        double count = 0;
    };
    std::vector<double> offsets(classes, 0.0);
    std::vector<std::size_t> key_of;
    std::unordered_map<std::uint64_t, std::size_t> keys;
    for (const JobSample& sample : samples) {
        key_of.push_back(keys.emplace(finest_key(sample.keys), keys.size()).first->second);
    }
    for (int round = 0; classes > 1 && round < offset_rounds; ++round) {
        std::vector<Mean> means(keys.size());
        for (std::size_t i = 0; i < samples.size(); ++i) {
            if (samples[i].class_index < 0) continue;
            means[key_of[i]].sum +=
                samples[i].y - offsets[static_cast<std::size_t>(samples[i].class_index)];
            means[key_of[i]].count += 1;
        }
        std::vector<Mean> next(classes);
        for (std::size_t i = 0; i < samples.size(); ++i) {
            if (samples[i].class_index < 0) continue;
            const auto k = static_cast<std::size_t>(samples[i].class_index);
            next[k].sum += samples[i].y - means[key_of[i]].sum / means[key_of[i]].count;
            next[k].count += 1;
        }
        for (std::size_t k = 0; k < classes; ++k) {
            offsets[k] = next[k].sum / (next[k].count + offset_pull);
        }
    }
    return offsets;
}

}  // namespace nightwatt
