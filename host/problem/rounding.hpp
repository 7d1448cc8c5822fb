#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace nightwatt {

/// How far rounding to the planner's integers moved one quantity.
struct RoundingError {
    std::string quantity;  ///< with its unit: "runtime, ms"
    double largest_absolute = 0;
    double largest_relative = 0;
    std::int64_t values = 0;
};

/// Rounds physical numbers to integers, remembers how far that moved them, and collects the values
/// that do not fit.
class Rounder {
  public:
    /// Starts a quantity; the round() calls that follow belong to it. `unit` is the integer's.
    void begin(const std::string& quantity, const std::string& unit, double maximum);
    /// round(value * scale), halves away from zero; a result outside [-maximum, maximum] is noted
    /// as a problem and becomes 0. `row` is named in the message.
    std::int64_t round(double value, double scale, std::size_t row);

    [[nodiscard]] const std::vector<RoundingError>& report() const { return report_; }
    [[nodiscard]] const std::vector<std::string>& problems() const { return problems_; }

  private:
    std::vector<RoundingError> report_;
    std::vector<std::string> problems_;
    double maximum_ = 0;
    bool named_ = false;
};

}  // namespace nightwatt
