#include "commands/share_clock.hpp"

#include <algorithm>
#include <filesystem>
#include <numeric>
#include <optional>
#include <system_error>

#include "io/checkpoint_file.hpp"

namespace nightwatt {

ShareClock::ShareClock(double limit_s, const Interruption& interruption, const ShareTerms& terms)
    : limit_s_(limit_s), interruption_(interruption), before_s_(terms.before_s) {
    if (!terms.resume) return;
    for (const std::string& path : terms.checkpoints) {
        std::error_code unreadable;
        const bool begun = std::filesystem::exists(path, unreadable) &&
                           !std::filesystem::is_empty(path, unreadable);
        spent_s_.push_back(begun ? read_checkpoint(path).seconds : 0);
    }
    before_s_ += std::accumulate(spent_s_.begin(), spent_s_.end(), 0.0);
}

double ShareClock::begin_share(std::size_t number, std::size_t left) {
    const double spent_s = number < spent_s_.size() ? spent_s_[number] : 0;
    began_s_ = before_s_ + clock_.seconds() - spent_s;
    share_ends_s_ = 0;
    if (const std::optional<double> job_s = interruption_.job_left_s(); job_s && left > 1) {
        share_ends_s_ = clock_.seconds() + *job_s / static_cast<double>(left);
    }
    if (limit_s_ == 0) return 0;
    constexpr double shortest_s = 1e-3;  // 0 is no limit
    const double left_s = std::max(0.0, limit_s_ - before_s_ - clock_.seconds());
    return std::max(shortest_s, spent_s + left_s / static_cast<double>(left));
}

std::string ShareClock::why_stop() const {
    const std::string why = interruption_.why();
    const bool over = why.empty() && share_ends_s_ > 0 && clock_.seconds() >= share_ends_s_;
    return over ? std::string(end_of_job) : why;
}

}  // namespace nightwatt
