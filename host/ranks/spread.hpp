#pragma once

#include <memory>
#include <string>

#include "backend/backend.hpp"

namespace nightwatt {

/// A backend whose islands are shared out over this process, on `own`, and the ranks of its crew
/// (ranks.hpp), as far as there are islands for them. `asked` and `threads` say what backend the
/// others make: their name, or "auto" for the best of each; 0: as many threads as each may use.
/// Without a crew, `own` itself.
[[nodiscard]] std::unique_ptr<Backend> spread(std::unique_ptr<Backend> own,
                                              const std::string& asked, std::uint32_t threads,
                                              const ProblemView& problem, std::uint32_t islands);

}  // namespace nightwatt
