#pragma once

#include <string>

#include "commands/plan_run.hpp"
#include "problem/problem.hpp"
#include "search/search_parameters.hpp"

namespace nightwatt {

/// With which settings a run searches, and on what.
struct RunSettings {
    SearchParameters resolved;
    std::string
        backend;  ///< to be asked for, on other ranks too: as set, or "cpu" instead of "auto"
    bool on_device = false;  ///< that is no CPU, in this process
    std::string note;        ///< why "cpu" stands instead of "auto"; empty: it does not
};

/// What is left to "auto" becomes what suits the problem and the machine: the CPU where a device
/// has too little memory free. A backend that is named stays, and then says so itself.
[[nodiscard]] RunSettings settle(const SearchParameters& asked, const Problem& problem,
                                 const RunOptions& options);

/// The same for CPUs alone, because of what `note` says.
[[nodiscard]] RunSettings settle_on_cpus(const SearchParameters& asked, const Problem& problem,
                                         const RunOptions& options, std::string note);

}  // namespace nightwatt
