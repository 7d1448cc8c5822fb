#pragma once

#include <cmath>

namespace nightwatt::referee {

/// Neumaier's compensated sum: a million terms added and taken away again leave an error of a few
/// units in the last place of the largest one, not of a million.
class Sum {
  public:
    void add(double term) {
        const double next = sum_ + term;
        if (std::abs(sum_) >= std::abs(term)) {
            lost_ += (sum_ - next) + term;
        } else {
            lost_ += (term - next) + sum_;
        }
        sum_ = next;
    }
    [[nodiscard]] double value() const { return sum_ + lost_; }

  private:
    double sum_ = 0;
    double lost_ = 0;
};

}  // namespace nightwatt::referee
