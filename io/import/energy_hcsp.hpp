#pragma once

#include <string>

#include "instance/instance.hpp"

namespace nightwatt {

/// Energy-aware HCSP: a scenario file with a line for each server (cores, ssj_ops, idle W, full W)
/// beside an ETC matrix. With speed_i = ssj_ops / (cores * 1000) and time[j,i] = etc[j,i] /
/// speed_i, load_i the sum of a server's times and Cmax the largest load,
///
///     E = sum_i (load_i * full_i + (Cmax - load_i) * idle_i)
///       = sum_i load_i * (full_i - idle_i)  +  Cmax * sum_i idle_i
///
/// The first sum is the dynamic power of the tasks, the second a price on the makespan. E is in
/// joules where a unit of the ETC matrix is a second.
[[nodiscard]] Instance import_energy_hcsp(const std::string& scenario_path,
                                          const std::string& etc_path);

}  // namespace nightwatt
