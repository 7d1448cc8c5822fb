#pragma once

#include <string>

namespace nightwatt {

/// A moment of the plan as UTC, "2023-01-17 23:30"; where the epoch is not "YYYY-MM-DDThh:mm:ssZ",
/// hours since it, "+23:30".
[[nodiscard]] std::string utc_text(const std::string& epoch, double seconds);

}  // namespace nightwatt
