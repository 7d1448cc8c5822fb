#include "forecast/job_model.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "forecast/conformal.hpp"
#include "instance/columns.hpp"

namespace nightwatt {

namespace {

constexpr std::size_t fewest_jobs = 60;
constexpr std::size_t fewest_misses = 30;  ///< of which a distribution can be made
constexpr std::size_t well_known = 3;      ///< jobs of the same user
constexpr std::size_t outcome_steps = 100;
constexpr std::size_t most_jobs = 50'000;  ///< the latest that are looked at: the rest says no more

using MakeLearner = std::function<std::unique_ptr<JobLearner>()>;

MakeLearner alike(double decay, AlikeLearner::Of of) {
    return [=] { return std::make_unique<AlikeLearner>(decay, of); };
}

std::vector<double> ridge_row(const JobGuess& guess, const JobTraits& traits) {
    std::vector<double> row{guess.value, guess.coarse};
    const std::vector<double> logs = log_features(traits);
    row.insert(row.end(), logs.begin(), logs.end());
    return row;
}

/// The regression on what a learner knew of jobs [0, end).
SmallRidge fit_ridge(const std::vector<JobSample>& samples, const std::vector<JobGuess>& known,
                     std::size_t end, double penalty) {
    std::vector<std::vector<double>> rows;
    std::vector<double> y;
    for (std::size_t i = 0; i < end; ++i) {
        if (std::isnan(known[i].value)) continue;
        rows.push_back(ridge_row(known[i], samples[i].traits));
        y.push_back(samples[i].y);
    }
    return {rows, y, penalty};
}

std::vector<JobSample> without_offsets(std::vector<JobSample> samples,
                                       const std::vector<double>& offsets) {
    for (JobSample& sample : samples) {
        if (sample.class_index >= 0) {
            sample.y -= offsets[static_cast<std::size_t>(sample.class_index)];
        }
    }
    return samples;
}

double mean_y(const std::vector<JobSample>& samples, std::size_t end) {
    double sum = 0;
    for (std::size_t i = 0; i < end; ++i) sum += samples[i].y;
    return sum / static_cast<double>(end);
}

bool is_named(const JobTraits& traits) {
    return !traits.user.empty() || !traits.name.empty() || !traits.group.empty();
}

double quantile_of(const std::vector<double>& sorted, double share) {
    return sorted[quantile_place(sorted.size(), share)];
}

/// Share of every other place within the 90 % interval that the rest makes.
double coverage_of(const std::vector<double>& places) {
    std::vector<double> made;
    std::vector<double> held;
    for (std::size_t i = 0; i < places.size(); ++i) (i % 2 == 0 ? made : held).push_back(places[i]);
    std::sort(made.begin(), made.end());
    const double low = quantile_of(made, 0.05);
    const double high = quantile_of(made, 0.95);
    const auto inside = std::count_if(held.begin(), held.end(),
                                      [&](double place) { return low <= place && place <= high; });
    return static_cast<double>(inside) / static_cast<double>(held.size());
}

}  // namespace

JobErrors::JobErrors() : factor(none), absolute(none) {}

JobModelReport::JobModelReport() : coverage(none) {}

/// A way to predict, with what it said of every sample.
struct JobModel::Candidate {
    std::string method;  ///< as the settings call it
    std::string name;
    MakeLearner make;
    std::vector<JobGuess> known;
    std::optional<double> penalty;  ///< of the regression on top
    std::vector<double> values;     ///< of samples from `cut` on; NaN before
    JobErrors errors;
};

JobModel::JobModel(std::vector<JobSample> samples, const JobModelSettings& settings) {
    std::stable_sort(samples.begin(), samples.end(), [](const JobSample& a, const JobSample& b) {
        return a.submit_s < b.submit_s;
    });
    if (samples.size() > most_jobs) {
        samples.erase(samples.begin(), samples.end() - static_cast<std::ptrdiff_t>(most_jobs));
    }
    seen_.assign(settings.classes, 0);
    for (const JobSample& sample : samples) {
        if (sample.class_index >= 0) ++seen_[static_cast<std::size_t>(sample.class_index)];
    }
    nameless_ = std::none_of(samples.begin(), samples.end(),
                             [](const JobSample& sample) { return is_named(sample.traits); });
    report_.jobs = samples.size();
    const auto cut = static_cast<std::size_t>(static_cast<double>(samples.size()) *
                                              (1 - settings.validation_share));
    report_.held_out = samples.size() - cut;
    if (samples.size() < fewest_jobs) {
        report_.why =
            fmt::format("{} jobs are too few; {} are needed", samples.size(), fewest_jobs);
        return;
    }
    offsets_ = class_offsets({samples.begin(), samples.begin() + static_cast<std::ptrdiff_t>(cut)},
                             settings.classes);
    const std::vector<JobSample> even = without_offsets(samples, offsets_);
    const double usual = mean_y(even, cut);
    const auto errors_of = [&](const std::function<double(std::size_t)>& value) {
        JobErrors errors;
        errors.factor = errors.absolute = 0;
        for (std::size_t i = cut; i < even.size(); ++i) {
            double guess = value(i);
            if (std::isnan(guess)) guess = usual;
            const double back = samples[i].y - even[i].y;  // to the job's own class
            errors.factor += std::abs(guess - even[i].y);
            errors.absolute += std::abs(std::exp(guess + back) - std::exp(samples[i].y));
        }
        errors.factor /= static_cast<double>(report_.held_out);
        errors.absolute /= static_cast<double>(report_.held_out);
        return errors;
    };

    std::vector<Candidate> candidates;
    const auto judge = [&](Candidate candidate) {
        for (std::size_t i = 0; i < cut; ++i) candidate.values[i] = none;
        candidate.errors = errors_of([&](std::size_t i) { return candidate.values[i]; });
        candidates.push_back(std::move(candidate));
    };
    const auto consider = [&](std::string method, const MakeLearner& make) {
        Candidate candidate{std::move(method), "", make, {}, {}, {}, {}};
        const std::unique_ptr<JobLearner> learner = make();
        candidate.name = learner->name();
        candidate.known = guesses(*learner, even, settings.night_s);
        for (const JobGuess& guess : candidate.known) candidate.values.push_back(guess.value);
        judge(std::move(candidate));
    };
    const bool requests =
        settings.asked_for && std::any_of(even.begin(), even.end(), [](const JobSample& sample) {
            return sample.traits.requested_s > 0;
        });
    for (const double decay : {0.7, 0.9, 0.97}) {
        consider("alike", alike(decay, AlikeLearner::Of::Runtime));
        if (requests) consider("alike", alike(decay, AlikeLearner::Of::Share));
    }
    const Candidate base = *std::min_element(
        candidates.begin(), candidates.end(),
        [](const Candidate& a, const Candidate& b) { return a.errors.factor < b.errors.factor; });
    for (const double penalty : {1e-3, 1e-2, 1e-1}) {
        Candidate candidate = base;
        candidate.method = "regression";
        candidate.name = fmt::format("regression (penalty {}) on {}", penalty, base.name);
        candidate.penalty = penalty;
        const SmallRidge ridge = fit_ridge(even, base.known, cut, penalty);
        for (std::size_t i = cut; i < even.size(); ++i) {
            if (std::isnan(base.known[i].value)) continue;
            candidate.values[i] = ridge.predict(ridge_row(base.known[i], even[i].traits));
        }
        judge(std::move(candidate));
    }
    consider("last-two", [] { return std::make_unique<LastTwoLearner>(); });
    report_.last_two = candidates.back().errors;
    report_.mean = errors_of([&](std::size_t) { return usual; });
    if (requests) {
        report_.request = errors_of([&](std::size_t i) {
            return std::log(samples[i].traits.requested_s) + even[i].y - samples[i].y;
        });
    }
    const Candidate* chosen = nullptr;
    for (const Candidate& candidate : candidates) {
        if (settings.method != "auto" && candidate.method != settings.method) continue;
        if (chosen == nullptr || candidate.errors.factor < chosen->errors.factor) {
            chosen = &candidate;
        }
    }
    report_.method = chosen->name;
    report_.model = chosen->errors;
    calibrate(even, *chosen);

    offsets_ = class_offsets(samples, settings.classes);
    const std::vector<JobSample> all = without_offsets(samples, offsets_);
    learner_ = chosen->make();
    learn_all(*learner_, all);
    if (chosen->penalty) ridge_ = fit_ridge(all, chosen->known, all.size(), *chosen->penalty);
}

void JobModel::calibrate(const std::vector<JobSample>& samples, const Candidate& chosen) {
    const bool own = !chosen.penalty && chosen.make()->knows_outcomes();
    std::vector<double> places;  // of the truth: its rank, or by how much it was missed
    for (std::size_t i = 0; i < samples.size(); ++i) {
        if (std::isnan(chosen.values[i])) continue;
        const double miss = samples[i].y - chosen.values[i];
        (chosen.known[i].own_jobs >= well_known ? misses_known_ : misses_new_).push_back(miss);
        places.push_back(own ? chosen.known[i].rank : miss);
    }
    if (places.size() < fewest_misses) {
        report_.method.clear();
        report_.why = fmt::format("of only {} held-out jobs anything was known before their night",
                                  places.size());
        return;
    }
    report_.coverage = coverage_of(places);
    std::sort(places.begin(), places.end());
    for (std::size_t k = 0; own && k < outcome_steps; ++k) {
        shares_.push_back(quantile_of(places, (static_cast<double>(k) + 0.5) / outcome_steps));
    }
    if (own) return;
    for (std::vector<double>* misses : {&misses_known_, &misses_new_}) {
        if (misses->size() < fewest_misses) *misses = places;
        std::sort(misses->begin(), misses->end());
        std::vector<double> steps;
        for (std::size_t k = 0; k < outcome_steps; ++k) {
            steps.push_back(quantile_of(*misses, (static_cast<double>(k) + 0.5) / outcome_steps));
        }
        *misses = std::move(steps);
    }
}

std::optional<JobModel::Prediction> JobModel::predict(const JobTraits& traits,
                                                      int class_index) const {
    const AlikeKeys keys = alike_keys(traits);
    const JobGuess guess = learner_->guess(keys, traits);
    if (std::isnan(guess.value)) return std::nullopt;
    Prediction prediction;
    if (!shares_.empty()) {
        prediction.outcomes = learner_->quantiles(keys, traits, shares_);
    } else {
        const double value = ridge_ ? ridge_->predict(ridge_row(guess, traits)) : guess.value;
        prediction.outcomes = guess.own_jobs >= well_known ? misses_known_ : misses_new_;
        for (double& outcome : prediction.outcomes) outcome += value;
    }
    const double offset = knows(class_index) ? offsets_[static_cast<std::size_t>(class_index)] : 0;
    for (double& outcome : prediction.outcomes) outcome = std::exp(outcome + offset);
    return prediction;
}

bool JobModel::tells_apart(const JobTraits& traits) const {
    return is_named(traits) || traits.requested_s > 0 || (ridge_ && nameless_) ||
           learner_->guess(alike_keys(traits), traits).own_jobs > 0;
}

bool JobModel::knows(int class_index) const {
    return class_index >= 0 && seen_[static_cast<std::size_t>(class_index)] > 0;
}

double JobModel::Prediction::quantile(double share) const {
    const double place = share * static_cast<double>(outcomes.size());
    return outcomes[std::min(static_cast<std::size_t>(place), outcomes.size() - 1)];
}

double JobModel::Prediction::mean(double limit) const {
    double sum = 0;
    for (const double one : outcomes) sum += one > limit ? limit : one;
    return sum / static_cast<double>(outcomes.size());
}

}  // namespace nightwatt
