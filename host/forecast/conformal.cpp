#include "forecast/conformal.hpp"

#include <algorithm>
#include <cmath>

namespace nightwatt {

std::size_t quantile_place(std::size_t count, double share) {
    const double place = std::ceil(static_cast<double>(count + 1) * share) - 1;
    return static_cast<std::size_t>(std::clamp(place, 0.0, static_cast<double>(count - 1)));
}

double conformal_width(std::vector<double> errors, double coverage) {
    if (errors.empty()) return 0;
    const auto place =
        errors.begin() + static_cast<std::ptrdiff_t>(quantile_place(errors.size(), coverage));
    std::nth_element(errors.begin(), place, errors.end());
    return *place;
}

AdaptiveWidth::AdaptiveWidth(const std::vector<double>& errors, double coverage, double pace,
                             std::size_t memory)
    : aim_(1 - coverage), share_(1 - coverage), pace_(pace), memory_(memory) {
    const std::size_t kept = std::min(memory, errors.size());
    recent_.assign(errors.end() - static_cast<std::ptrdiff_t>(kept), errors.end());
    sorted_.assign(recent_.begin(), recent_.end());
    std::sort(sorted_.begin(), sorted_.end());
}

double AdaptiveWidth::width() const {
    if (sorted_.empty()) return 0;
    if (share_ >= 1) return 0;
    // Wider than every error remembered: as much as the share is below zero.
    if (share_ <= 0) return sorted_.back() * (1 - share_ / aim_);
    return sorted_[quantile_place(sorted_.size(), 1 - share_)];
}

void AdaptiveWidth::learn(double width_used, double error) {
    share_ += pace_ * (aim_ - (error > width_used ? 1.0 : 0.0));
    recent_.push_back(error);
    sorted_.insert(std::upper_bound(sorted_.begin(), sorted_.end(), error), error);
    if (recent_.size() <= memory_) return;
    sorted_.erase(std::lower_bound(sorted_.begin(), sorted_.end(), recent_.front()));
    recent_.pop_front();
}

}  // namespace nightwatt
