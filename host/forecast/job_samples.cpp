#include "forecast/job_samples.hpp"

#include <algorithm>
#include <cmath>

#include "instance/columns.hpp"
#include "instance/content_hash.hpp"

namespace nightwatt {

namespace {

std::ptrdiff_t place(const std::vector<std::string>& names, const std::string& name) {
    const auto found = std::find(names.begin(), names.end(), name);
    return found == names.end() ? -1 : found - names.begin();
}

double log_or_zero(double value) {
    return std::isnan(value) ? 0 : std::log(1 + value);
}

}  // namespace

AlikeKeys alike_keys(const JobTraits& traits) {
    AlikeKeys keys{};
    ContentHash all;
    keys[0] = all.value();
    ContentHash group;
    group.add(traits.group);
    if (!traits.group.empty()) keys[1] = group.value();
    // Where nobody is named, a group tells jobs apart as a user does.
    ContentHash own;
    own.add(traits.user.empty() ? traits.group : traits.user);
    if (!traits.user.empty()) keys[user_level] = own.value();
    own.add(traits.name);
    if (!traits.name.empty()) keys[3] = own.value();
    for (const double units : traits.need) own.add(units);
    if (!traits.need.empty()) keys[4] = own.value();
    own.add(traits.requested_s);
    if (!std::isnan(traits.requested_s)) keys[5] = own.value();
    return keys;
}

std::uint64_t finest_key(const AlikeKeys& keys) {
    std::uint64_t finest = no_key;
    for (const std::uint64_t key : keys) finest = key == no_key ? finest : key;
    return finest;
}

std::vector<std::string> shared_resources(const JobTable& jobs, const Instance& instance) {
    std::vector<std::string> shared;
    for (const std::string& name : instance.resources) {
        if (place(jobs.resources, name) >= 0) shared.push_back(name);
    }
    return shared;
}

JobTraits traits_of(const JobTable& jobs, std::size_t row,
                    const std::vector<std::string>& resources) {
    JobTraits traits{jobs.user[row],        jobs.name[row],        jobs.group[row], {},
                     jobs.requested_s[row], jobs.input_bytes[row], jobs.work[row]};
    for (const std::string& name : resources) {
        traits.need.push_back(
            jobs.need[static_cast<std::size_t>(place(jobs.resources, name))][row]);
    }
    return traits;
}

JobTraits traits_of(const Instance& instance, std::size_t task,
                    const std::vector<std::string>& resources) {
    const TaskTable& tasks = instance.tasks;
    JobTraits traits{"", "", "", {}, none, tasks.input_bytes[task], tasks.work[task]};
    if (instance.requests.size() > 0) {
        traits.user = instance.requests.user[task];
        traits.name = instance.requests.name[task];
        traits.group = instance.requests.group[task];
        traits.requested_s = instance.requests.requested_s[task];
    }
    for (const std::string& name : resources) {
        const auto r = static_cast<std::size_t>(place(instance.resources, name));
        traits.need.push_back(tasks.need[r][task]);
    }
    return traits;
}

std::vector<double> log_features(const JobTraits& traits) {
    std::vector<double> features{log_or_zero(traits.requested_s), log_or_zero(traits.input_bytes),
                                 log_or_zero(traits.work)};
    for (const double units : traits.need) features.push_back(log_or_zero(units));
    return features;
}

}  // namespace nightwatt
