#include "io/slurm/slurm_needs.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "errors.hpp"
#include "instance/in_quotes.hpp"
#include "io/slurm/shell_text.hpp"

namespace nightwatt {

const std::map<std::string, SlurmNeeds::Meaning>& SlurmNeeds::known() {
    static const std::map<std::string, Meaning> names = {
        {"cpu", {Kind::Cpus, 1, 1, ""}},
        {"cpus", {Kind::Cpus, 1, 1, ""}},
        {"cores", {Kind::Cpus, 1, 1, ""}},
        {"cpu_milli", {Kind::Cpus, 1, 1000, ""}},
        {"memory_mib", {Kind::MemoryMib, 1, 1, ""}},
        {"mem_mib", {Kind::MemoryMib, 1, 1, ""}},
        {"memory_gib", {Kind::MemoryMib, 1024, 1, ""}},
        {"mem_gib", {Kind::MemoryMib, 1024, 1, ""}},
        {"gpu", {Kind::Gres, 1, 1, "gpu"}},
        {"gpus", {Kind::Gres, 1, 1, "gpu"}},
        {"accelerators", {Kind::Gres, 1, 1, "gpu"}},
        {"gpu_milli", {Kind::Gres, 1, 1000, "gpu"}},
        {"machine", {Kind::Exclusive, 1, 1, ""}},
        {"none", {Kind::Ignored, 1, 1, ""}},
    };
    return names;
}

SlurmNeeds::SlurmNeeds(const Instance& instance, const std::map<std::string, std::string>& names)
    : instance_(instance) {
    std::vector<std::string> problems;
    for (const std::string& resource : instance.resources) {
        const auto renamed = names.find(resource);
        const std::string name = renamed == names.end() ? resource : renamed->second;
        const auto found = known().find(name);
        if (found != known().end()) {
            meanings_.push_back(found->second);
        } else if (name.starts_with("gres:") && is_slurm_name(name.substr(5))) {
            meanings_.push_back({Kind::Gres, 1, 1, name.substr(5)});
        } else {
            std::vector<std::string> all;
            for (const auto& [key, meaning] : known()) all.push_back(key);
            problems.push_back(fmt::format(
                "resource {}: Slurm has no option of that name; say --resource {}=KIND, KIND being "
                "gres:NAME or one of {}",
                in_quotes(resource), printable(resource), fmt::join(all, ", ")));
        }
    }
    for (const auto& [resource, name] : names) {
        if (std::find(instance.resources.begin(), instance.resources.end(), resource) ==
            instance.resources.end()) {
            problems.push_back(fmt::format("--resource {}: the instance has no such resource",
                                           in_quotes(resource)));
        }
    }
    if (!problems.empty()) throw UsageError(std::move(problems));
}

std::vector<std::string> SlurmNeeds::options(std::size_t task) const {
    std::vector<std::string> options;
    std::string gres;  // a second option would replace the first
    for (std::size_t r = 0; r < meanings_.size(); ++r) {
        const Meaning& meaning = meanings_[r];
        const std::int64_t need = instance_.tasks.need[r][task];
        const std::int64_t amount =
            (need * meaning.per_unit + meaning.divisor - 1) / meaning.divisor;
        if (amount == 0) continue;
        switch (meaning.kind) {
            case Kind::Cpus:
                options.push_back(fmt::format("--cpus-per-task={}", amount));
                break;
            case Kind::MemoryMib:
                options.push_back(fmt::format("--mem={}M", amount));
                break;
            case Kind::Gres:
                gres +=
                    fmt::format("{}{}:{}", gres.empty() ? "--gres=" : ",", meaning.gres, amount);
                break;
            case Kind::Exclusive:
                options.emplace_back("--exclusive");
                break;
            case Kind::Ignored:
                break;
        }
    }
    if (!gres.empty()) options.push_back(gres);
    return options;
}

}  // namespace nightwatt
