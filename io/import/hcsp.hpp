#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "instance/instance.hpp"

namespace nightwatt {

/// An expected-time-to-compute matrix: `etc` is task-major, in benchmark units, nothing negative.
struct EtcMatrix {
    std::size_t tasks = 0;
    std::size_t servers = 0;
    std::vector<double> etc;
};

/// Reads "tasks servers ..." on the first line, then tasks x servers numbers, task-major.
[[nodiscard]] EtcMatrix read_etc(const std::string& path);
[[nodiscard]] EtcMatrix read_etc_text(const std::string& source, std::string text);

/// R||Cmax, heterogeneous computing scheduling problem: an ETC matrix, objective makespan. One unit
/// of makespan costs one unit of money, or a power of ten less where the horizon is very long.
[[nodiscard]] Instance import_hcsp(const std::string& path);
/// The same from text in memory; `source` names it in messages and in the instance.
[[nodiscard]] Instance import_hcsp_text(const std::string& source, std::string text);

}  // namespace nightwatt
