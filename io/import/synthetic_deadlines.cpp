#include "io/import/synthetic_deadlines.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "instance/columns.hpp"

namespace nightwatt {

Deadline synthetic_deadline(const DeadlineParameters& parameters, const SyntheticDraw& draw,
                            const DeadlineBasis& basis, double horizon_s) {
    const std::uint64_t at = basis.address;
    if (!basis.eligible || draw.fraction(SyntheticPurpose::HasDeadline, at) >= parameters.share)
        return {none, 0};
    const double slack =
        draw.between(SyntheticPurpose::Slack, at, parameters.slack_min, parameters.slack_max);
    const double margin_h = draw.between(SyntheticPurpose::Margin, at, parameters.margin_min_h,
                                         parameters.margin_max_h);
    double deadline_s = basis.release_s + slack * basis.fastest_s + margin_h * 3600;
    const double fixed_s = parameters.fixed_at_h * 3600;
    const bool fixed = draw.fraction(SyntheticPurpose::FixedDeadline, at) < parameters.fixed_share;
    if (fixed && basis.release_s + basis.fastest_s <= fixed_s) deadline_s = fixed_s;
    const double weight = draw.between(SyntheticPurpose::Weight, at, parameters.weight_min_per_h,
                                       parameters.weight_max_per_h);
    // Hundredths of the currency: what a person would write.
    return {std::min(std::ceil(deadline_s), horizon_s), std::round(weight * 100) / 100};
}

std::string deadline_note(const ImportParameters& parameters, const std::string& currency,
                          std::size_t with_deadline) {
    const DeadlineParameters& p = parameters.deadlines;
    const std::string classes =
        p.service_classes.empty()
            ? std::string()
            : fmt::format(" of service class {}", fmt::join(p.service_classes, ", "));
    return fmt::format(
        "SYNTHETIC deadlines and weights (seed {}): {} tasks, a share of {}{}; release + ({} to "
        "{}) "
        "x fastest runtime + {} to {} h, but {} h after the start for a share of {}; {} to {} {} "
        "an "
        "hour late.",
        parameters.synthetic.seed, with_deadline, p.share, classes, p.slack_min, p.slack_max,
        p.margin_min_h, p.margin_max_h, p.fixed_at_h, p.fixed_share, p.weight_min_per_h,
        p.weight_max_per_h, currency);
}

}  // namespace nightwatt
