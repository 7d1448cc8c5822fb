#pragma once

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "forecast/job_templates.hpp"

namespace nightwatt {

/// What is expected of a job, in logarithms.
struct JobGuess {
    double value = 0;   ///< median; NaN: nothing is known
    double coarse = 0;  ///< by jobs of all users
    std::size_t own_jobs = 0;
    double rank = 0.5;  ///< of what really happened, among what was thought possible
};

/// Learns from jobs one after another, in the order in which they end.
class JobLearner {
  public:
    virtual ~JobLearner() = default;
    [[nodiscard]] virtual std::string name() const = 0;
    virtual void learn(const JobSample& job) = 0;
    [[nodiscard]] virtual JobGuess guess(const AlikeKeys& keys, const JobTraits& traits) const = 0;
    /// Whether the learner knows a distribution of its own, and the guess with the rank of `y`.
    [[nodiscard]] virtual bool knows_outcomes() const { return false; }
    [[nodiscard]] virtual JobGuess guess_of(const JobSample& job) const {
        return guess(job.keys, job.traits);
    }
    /// What shares of its distribution lie below; in the order of `shares`.
    [[nodiscard]] virtual std::vector<double> quantiles(const AlikeKeys&, const JobTraits&,
                                                        const std::vector<double>&) const {
        return {};
    }
};

/// By JobTemplates, of y itself or of y less the logarithm of the requested runtime: users ask for
/// more where they expect more.
class AlikeLearner : public JobLearner {
  public:
    enum class Of { Runtime, Share };
    AlikeLearner(double decay, Of of) : templates_(decay), decay_(decay), of_(of) {}

    [[nodiscard]] std::string name() const override;
    void learn(const JobSample& job) override;
    [[nodiscard]] JobGuess guess(const AlikeKeys& keys, const JobTraits& traits) const override;
    [[nodiscard]] bool knows_outcomes() const override { return true; }
    [[nodiscard]] JobGuess guess_of(const JobSample& job) const override;
    [[nodiscard]] std::vector<double> quantiles(const AlikeKeys& keys, const JobTraits& traits,
                                                const std::vector<double>& shares) const override;

  private:
    [[nodiscard]] double base(const JobTraits& traits) const;

    JobTemplates templates_;
    double decay_;
    Of of_;
};

/// The mean runtime of the user's last two jobs (Tsafrir, Etsion and Feitelson, 2007); where the
/// user is new, of the last two of all.
class LastTwoLearner : public JobLearner {
  public:
    [[nodiscard]] std::string name() const override { return "last two jobs"; }
    void learn(const JobSample& job) override;
    [[nodiscard]] JobGuess guess(const AlikeKeys& keys, const JobTraits& traits) const override;

  private:
    std::unordered_map<std::uint64_t, std::pair<double, double>> last_;  ///< y, NaN: none
};

/// What was known of each job on the evening of its night: `samples` stand in the order of
/// submission, nights begin every 24 hours at `night_s`, and a night knows what ended before it.
[[nodiscard]] std::vector<JobGuess> guesses(JobLearner& learner,
                                            const std::vector<JobSample>& samples, double night_s);

/// Teaches a learner all samples.
void learn_all(JobLearner& learner, const std::vector<JobSample>& samples);

}  // namespace nightwatt
