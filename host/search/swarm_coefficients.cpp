#include "search/swarm_coefficients.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "errors.hpp"

namespace nightwatt {

namespace {

/// c1 + c2 below which is_stable() holds for c1 = c2.
double most_stable_sum(double inertia) {
    return 24 * (1 - inertia * inertia) / (7 - 5 * inertia);
}

}  // namespace

SwarmCoefficients constricted(double cognitive, double social) {
    const double phi = cognitive + social;
    if (!(phi > 4)) {
        throw UsageError(
            fmt::format("swarm.cognitive + swarm.social is {} and must be above 4 with swarm.form "
                        "= \"constriction\"; 2.05 each is usual",
                        phi));
    }
    const double chi = 2 / (phi - 2 + std::sqrt(phi * phi - 4 * phi));
    return {chi, chi * cognitive, chi * social};
}

bool is_stable(const SwarmCoefficients& c) {
    const double w = c.inertia;
    const double mean = (c.cognitive + c.social) / 2;
    const double variance = (c.cognitive * c.cognitive + c.social * c.social) / 12;
    return w > -1 && w < 1 && variance * (1 + w) < (1 - w) * mean * (2 * (1 + w) - mean);
}

double usual_pull(const std::string& form, double inertia) {
    if (form == "constriction") return 2.05;
    constexpr double usual = 1.49618;
    return std::min(usual, 0.9 * most_stable_sum(inertia) / 2);
}

SwarmCoefficients swarm_coefficients(const std::string& form, double inertia, double cognitive,
                                     double social) {
    if (form == "constriction") return constricted(cognitive, social);
    const SwarmCoefficients c{inertia, cognitive, social};
    if (!is_stable(c)) {
        throw UsageError(fmt::format(
            "swarm.inertia {} with swarm.cognitive {} and swarm.social {}: particles would fly "
            "apart or never move; with inertia w and equal c1 = c2, keep 0 < c1 + c2 < 24 (1 - "
            "w^2) / (7 - 5 w), here {:.3f}",
            inertia, cognitive, social, most_stable_sum(inertia)));
    }
    return c;
}

}  // namespace nightwatt
