#pragma once

#include <string>
#include <vector>

#include "io/import/problem_list.hpp"

namespace nightwatt {

/// Lists of pairs, as a configuration holds them: ["cpu: 64", "gpu: 8"], ["1: 1", "0.8: 0.6"].

/// One number for each resource, 0 where it is not named. `where` is the setting, for messages; an
/// unknown resource, a resource named twice, a value that is malformed or negative is a problem.
[[nodiscard]] std::vector<double> by_resource(const std::vector<std::string>& texts,
                                              const std::vector<std::string>& resources,
                                              const std::string& where, ProblemList& problems);

/// The same, whole units that an instance can hold.
[[nodiscard]] std::vector<std::uint32_t> units_by_resource(
    const std::vector<std::string>& texts, const std::vector<std::string>& resources,
    const std::string& where, ProblemList& problems);

struct Point {
    double x = 0;
    double y = 0;
};

/// Points of a curve, "x: y".
[[nodiscard]] std::vector<Point> points(const std::vector<std::string>& texts,
                                        const std::string& where, ProblemList& problems);

}  // namespace nightwatt
