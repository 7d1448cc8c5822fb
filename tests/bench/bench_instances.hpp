#pragma once

#include <cstdint>

#include "instance/instance.hpp"

namespace nightwatt {

/// A generated night without coupling terms: the full separable model.
[[nodiscard]] Instance bench_night(std::int64_t tasks, std::int64_t servers);

/// Plain machines of which only the makespan counts, with runtimes by class; classes == servers
/// gives every server its own (an ETC matrix).
[[nodiscard]] Instance bench_loads(std::int64_t tasks, std::int64_t servers, std::int64_t classes);

}  // namespace nightwatt
