#pragma once

#include <cstdint>

#include "instance/instance.hpp"

namespace nightwatt {

/// Plain machines of which only the makespan counts, with random runtimes by class; classes ==
/// servers gives every server its own (an ETC matrix). The same bits on every machine.
[[nodiscard]] Instance generate_plain_machines(std::int64_t tasks, std::int64_t servers,
                                               std::int64_t classes);

}  // namespace nightwatt
