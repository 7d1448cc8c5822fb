#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace nightwatt {

/// Which rows of an ETC matrix are sorted, so that the same server is fast for all those tasks.
enum class Consistency { Consistent, SemiConsistent, Inconsistent };

[[nodiscard]] std::string_view name_of(Consistency consistency);

struct EtcParameters {
    std::int64_t tasks = 512;
    std::int64_t servers = 16;
    std::int64_t seed = 1;  ///< 0 to 2^32 - 1, all that srand48 takes in
    double task_range = 3000;
    double machine_range = 1000;
    Consistency consistency = Consistency::Inconsistent;
};

/// A random ETC matrix by the range-based method (Ali, Siegel, Maheswaran, Hensgen, Ali, 2000), as
/// the text file that import_hcsp reads: "tasks servers code", then one number a line. With drand48
/// seeded once, for every task
///
///     tau   = task_range * drand48()                  to float
///     e[i]  = tau * machine_range * drand48()         to float, for every server in turn
///
/// then the row is sorted ascending if the matrix is consistent; if it is semi-consistent, rows 0,
/// 2, 4, ... are. code is 0, 1, 2 for consistent, semi-consistent, inconsistent. Throws UsageError
/// where a parameter is out of range.
[[nodiscard]] std::string generate_etc(const EtcParameters& parameters);

/// What the instance is called: "512x16 inconsistent, ranges 3000 and 1000, seed 1".
[[nodiscard]] std::string etc_name(const EtcParameters& parameters);

/// One sentence with every parameter, for the notes of an instance.
[[nodiscard]] std::string describe(const EtcParameters& parameters);

}  // namespace nightwatt
