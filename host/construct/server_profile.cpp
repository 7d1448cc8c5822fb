#include "construct/server_profile.hpp"

#include <algorithm>

namespace nightwatt {

std::size_t ServerProfile::step_at(std::int64_t t_ms) const {
    const auto behind =
        std::upper_bound(steps_.begin(), steps_.end(), t_ms,
                         [](std::int64_t t, const Step& step) { return t < step.from_ms; });
    return static_cast<std::size_t>(behind - steps_.begin()) - 1;
}

std::int64_t ServerProfile::earliest_fit_ms(const Resources& need, std::int64_t run_ms,
                                            std::int64_t from_ms, std::int64_t last_ms) const {
    std::int64_t start_ms = from_ms;
    for (std::size_t k = step_at(from_ms); k < steps_.size(); ++k) {
        if (steps_[k].from_ms >= start_ms + run_ms) break;
        if (steps_[k].free.fits(need)) continue;
        start_ms = steps_[k + 1].from_ms;  // all is free in the last step
        if (start_ms > last_ms) return INT64_MAX;
    }
    return start_ms;
}

std::int64_t ServerProfile::latest_fit_ms(const Resources& need, std::int64_t run_ms,
                                          std::int64_t from_ms, std::int64_t least_ms) const {
    std::int64_t start_ms = from_ms;
    for (std::size_t k = step_at(from_ms + run_ms - 1);; --k) {
        if (!steps_[k].free.fits(need)) start_ms = steps_[k].from_ms - run_ms;
        if (start_ms < least_ms) return INT64_MIN;
        if (steps_[k].from_ms <= start_ms) return start_ms;
    }
}

std::int64_t ServerProfile::free_since_ms(const Resources& need, std::int64_t t_ms,
                                          std::int64_t least_ms) const {
    std::int64_t since_ms = t_ms;
    for (std::size_t k = step_at(t_ms - 1); since_ms > least_ms && steps_[k].free.fits(need); --k) {
        since_ms = steps_[k].from_ms;
    }
    return larger(since_ms, least_ms);
}

std::int64_t ServerProfile::free_until_ms(const Resources& need, std::int64_t t_ms,
                                          std::int64_t last_ms) const {
    for (std::size_t k = step_at(t_ms); k < steps_.size() && steps_[k].from_ms < last_ms; ++k) {
        if (!steps_[k].free.fits(need)) return larger(steps_[k].from_ms, t_ms);
    }
    return last_ms;
}

std::size_t ServerProfile::cut(std::int64_t t_ms) {
    const std::size_t k = step_at(t_ms);
    if (steps_[k].from_ms == t_ms) return k;
    Step step = steps_[k];
    step.from_ms = t_ms;
    steps_.insert(steps_.begin() + static_cast<std::ptrdiff_t>(k) + 1, step);
    return k + 1;
}

void ServerProfile::add(const Resources& need, std::int64_t from_ms, std::int64_t to_ms) {
    const std::size_t first = cut(from_ms);
    const std::size_t last = cut(to_ms);
    for (std::size_t k = first; k < last; ++k) {
        steps_[k].free.take(need);
        ++steps_[k].running;
    }
}

}  // namespace nightwatt
