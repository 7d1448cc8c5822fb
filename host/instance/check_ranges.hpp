#pragma once

#include "instance/columns.hpp"

namespace nightwatt {

/// The rule that `value` breaks, as the end of a sentence ("must be finite"), or null where the
/// column may hold it. Includes what no rounding could hold: times beyond ten years, amounts beyond
/// 1e18.
[[nodiscard]] const char* broken_rule(const Column& column, double value);

/// A range in words, for messages and the schema's document: "finite, >= 0".
[[nodiscard]] const char* range_text(Range range);

}  // namespace nightwatt
