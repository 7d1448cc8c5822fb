#include "ablation/levers.hpp"

#include <algorithm>
#include <array>

#include "instance/class_levels.hpp"

namespace nightwatt {

namespace {

constexpr std::array facts{
    LeverFacts{Lever::Sites, "sites", false, "At which site a task runs."},
    LeverFacts{Lever::Placement, "placement", false, "On which class of server a task runs."},
    LeverFacts{Lever::Consolidation, "consolidation", false,
               "On which server of its class and site a task runs: fewer need to be on."},
    LeverFacts{Lever::Frequency, "frequency", false, "At which frequency level a task runs."},
    LeverFacts{Lever::Time, "time", false, "When a task starts."},
    LeverFacts{Lever::Sleep, "sleep", true, "Servers can sleep between tasks."},
    LeverFacts{Lever::Renewable, "renewable", true, "Sites have renewable power."},
    LeverFacts{Lever::Battery, "battery", true, "Sites have batteries."}};

bool any_above_zero(const std::vector<double>& values) {
    return std::any_of(values.begin(), values.end(), [](double value) { return value > 0; });
}

bool has_levels(const Instance& instance) {
    const ClassLevels levels(instance);
    for (std::size_t k = 0; k != instance.classes.size(); ++k) {
        if (levels.count(k) > 1) return true;
    }
    return false;
}

/// Two servers of one class at one site.
bool has_like_servers(const Instance& instance) {
    std::vector<bool> seen(instance.classes.size() * instance.sites.size());
    for (std::size_t i = 0; i != instance.servers.size(); ++i) {
        const std::size_t group =
            static_cast<std::size_t>(instance.servers.site[i]) * instance.classes.size() +
            static_cast<std::size_t>(instance.servers.class_index[i]);
        if (seen[group]) return true;
        seen[group] = true;
    }
    return false;
}

bool sleep_saves(const Instance& instance) {
    for (std::size_t i = 0; i != instance.servers.size(); ++i) {
        if (instance.servers.sleep_w[i] < instance.servers.idle_w[i]) return true;
    }
    return false;
}

}  // namespace

std::span<const LeverFacts> all_levers() {
    return facts;
}

std::string why_absent(const Instance& instance, Lever lever) {
    switch (lever) {
        case Lever::Sites:
            return instance.sites.size() > 1 ? "" : "there is one site";
        case Lever::Placement:
            return instance.classes.size() > 1 ? "" : "there is one class";
        case Lever::Consolidation:
            return has_like_servers(instance) ? "" : "no site has two servers of a class";
        case Lever::Frequency:
            return has_levels(instance) ? "" : "no class has levels";
        case Lever::Time:
            return "";
        case Lever::Sleep:
            return sleep_saves(instance) ? "" : "sleep saves no server power";
        case Lever::Renewable:
            return any_above_zero(instance.series.renewable_w) ? "" : "no site has renewable power";
        case Lever::Battery:
            return instance.batteries.size() > 0 ? "" : "no site has a battery";
    }
    return "";
}

}  // namespace nightwatt
