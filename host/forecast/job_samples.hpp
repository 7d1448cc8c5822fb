#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "forecast/job_history.hpp"
#include "instance/instance.hpp"

namespace nightwatt {

/// What is known of a job before it runs.
struct JobTraits {
    std::string user;
    std::string name;
    std::string group;
    std::vector<double> need;  ///< by resource, of those that history and instance share
    double requested_s;        ///< NaN: unknown, as the two below
    double input_bytes;
    double work;
};

/// Jobs are alike on levels, from coarse to fine; each level keeps what the one before asks for:
/// all; the same group; user instead of group; name; needs; requested runtime.
inline constexpr std::size_t alike_levels = 6;
inline constexpr std::size_t user_level = 2;  ///< from here on it is the same user

/// A hash a level: equal for jobs that are alike. `no_key` where nothing is known that would tell
/// jobs of the level before apart.
using AlikeKeys = std::array<std::uint64_t, alike_levels>;
inline constexpr std::uint64_t no_key = 0;
[[nodiscard]] AlikeKeys alike_keys(const JobTraits& traits);
[[nodiscard]] std::uint64_t finest_key(const AlikeKeys& keys);

/// Names of the resources that both have, in the instance's order.
[[nodiscard]] std::vector<std::string> shared_resources(const JobTable& jobs,
                                                        const Instance& instance);

[[nodiscard]] JobTraits traits_of(const JobTable& jobs, std::size_t row,
                                  const std::vector<std::string>& resources);
[[nodiscard]] JobTraits traits_of(const Instance& instance, std::size_t task,
                                  const std::vector<std::string>& resources);

/// A job that ended, as a model learns from it: y is the logarithm of what is to be predicted.
struct JobSample {
    AlikeKeys keys{};
    JobTraits traits;
    int class_index = -1;  ///< of ClassNames; -1: unknown
    double submit_s = 0;
    double end_s = 0;
    double y = 0;
};

/// Natural logarithms of what a regression sees: needs, requested runtime, input and work; 0 where
/// unknown.
[[nodiscard]] std::vector<double> log_features(const JobTraits& traits);

}  // namespace nightwatt
