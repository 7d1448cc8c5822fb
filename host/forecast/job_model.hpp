#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "forecast/job_learners.hpp"
#include "forecast/job_regression.hpp"

namespace nightwatt {

struct JobModelSettings {
    std::string method = "auto";  ///< or alike, regression, last-two
    double validation_share = 0.25;
    double night_s = 0;       ///< a moment at which a night begins; nights begin every 24 hours
    std::size_t classes = 0;  ///< that samples may name
    bool asked_for = true;    ///< whether requests are of this quantity: of runtimes, not of powers
};

/// How far a way to predict misses. NaN: cannot be said.
struct JobErrors {
    double factor;    ///< mean of |log(predicted / true)|: 0.7 is a factor of two
    double absolute;  ///< mean of |predicted - true|, in seconds or watts

    JobErrors();
};

/// How good predictions were on the held-out part of the jobs, the latest.
struct JobModelReport {
    std::string method;  ///< in words; empty: none could be made
    std::string why;     ///< why there is none, or what is wrong with it
    std::size_t jobs = 0;
    std::size_t held_out = 0;
    JobErrors model;
    JobErrors request;   ///< of what users asked for, taken as it is; NaN: not of this quantity
    JobErrors last_two;  ///< of the mean of the user's last two jobs
    JobErrors mean;      ///< of the geometric mean of all jobs before
    double coverage;     ///< share within the 90 % interval, measured on the other half of them

    JobModelReport();
    [[nodiscard]] bool usable() const { return !method.empty(); }
    /// Whether what users asked for was the better guess: long jobs, which a plan is made of, count
    /// most.
    [[nodiscard]] bool worse_than_request() const { return model.absolute >= request.absolute; }
};

/// Predicts one quantity of jobs, a runtime or a power, from jobs that ended. Fitted in logarithms:
/// several learners, and a regression on the best of them and on needs, request, input and work,
/// are held against the latest jobs, of which each is predicted on the evening of its night; the
/// one with the least error is fitted again on all.
///
/// Distributions are calibrated on the held-out jobs. A learner that knows one of its own is asked
/// for the share that the truth really lay below so often (the ranks of the truths, sorted, are the
/// map from shares to shares); the others get what they missed, apart for users that are known
/// well and for others.
class JobModel {
  public:
    JobModel(std::vector<JobSample> samples, const JobModelSettings& settings);

    [[nodiscard]] const JobModelReport& report() const { return report_; }

    /// The distribution of a job's quantity: values at equal steps of probability, sorted.
    struct Prediction {
        std::vector<double> outcomes;

        /// What a share of jobs stays below.
        [[nodiscard]] double quantile(double share) const;
        /// Mean of what is cut off at `limit`; NaN: not.
        [[nodiscard]] double mean(double limit) const;
    };
    /// Nothing where the model does not know enough, as a request that it is relative to.
    [[nodiscard]] std::optional<Prediction> predict(const JobTraits& traits, int class_index) const;
    /// Whether anything tells the job from others: somebody or something is named, a runtime is
    /// asked for, jobs of the same needs were seen, or a regression learnt from jobs as nameless.
    /// Else every such job would get the one number of all jobs.
    [[nodiscard]] bool tells_apart(const JobTraits& traits) const;
    /// Whether jobs of the class were seen.
    [[nodiscard]] bool knows(int class_index) const;

  private:
    struct Candidate;
    void calibrate(const std::vector<JobSample>& samples, const Candidate& chosen);

    JobModelReport report_;
    std::vector<double> offsets_;  ///< [class]
    std::vector<std::size_t> seen_;
    bool nameless_ = false;  ///< no job that was learnt from says its user, name or group
    std::unique_ptr<JobLearner> learner_;
    std::optional<SmallRidge> ridge_;
    std::vector<double> shares_;  ///< to ask the learner for; empty: misses are added
    std::vector<double> misses_known_;
    std::vector<double> misses_new_;
};

}  // namespace nightwatt
