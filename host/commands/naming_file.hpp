#pragma once

#include <fmt/format.h>

#include <string>
#include <utility>
#include <vector>

#include "errors.hpp"

namespace nightwatt {

/// The result of `work`; what that finds wrong with the data of a file is told with the file's
/// name. An empty path names none.
template <class Work>
auto naming_file(const std::string& path, Work&& work) {
    try {
        return std::forward<Work>(work)();
    } catch (const InputError& error) {
        if (path.empty()) throw;
        std::vector<std::string> problems;
        for (const std::string& problem : error.problems()) {
            problems.push_back(fmt::format("{}: {}", path, problem));
        }
        throw InputError(std::move(problems));
    }
}

}  // namespace nightwatt
