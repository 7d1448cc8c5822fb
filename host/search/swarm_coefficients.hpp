#pragma once

#include <string>

namespace nightwatt {

/// Coefficients of a particle's step: inertia w, cognitive c1, social c2.
struct SwarmCoefficients {
    double inertia = 0;
    double cognitive = 0;
    double social = 0;
};

/// Constriction (Clerc and Kennedy 2002): with phi = c1 + c2 > 4,
///
///   chi = 2 / (phi - 2 + sqrt(phi^2 - 4 phi)),   w = chi, c1 <- chi c1, c2 <- chi c2
///
/// lets the velocity die out by itself once the bests stand still and the pulls are constant. With
/// random pulls the variance is bounded as well from about phi = 4.1 on (is_stable); nearer to 4
/// the velocity limit alone holds the particles. Throws UsageError unless phi > 4.
[[nodiscard]] SwarmCoefficients constricted(double cognitive, double social);

/// Whether the positions of a particle whose bests stand still have a variance that stays bounded
/// (order-2 stability; Poli 2009). With m = (c1 + c2) / 2 and s = (c1^2 + c2^2) / 12, mean and
/// variance of c1 r1 + c2 r2, and |w| < 1:
///
///   s (1 + w) < (1 - w) m (2 (1 + w) - m)
///
/// which for c1 = c2 is c1 + c2 < 24 (1 - w^2) / (7 - 5 w). The same as a requirement on the
/// recursion x <- (1 + w - c1 r1 - c2 r2) x - w x_before that its second moments stay bounded.
[[nodiscard]] bool is_stable(const SwarmCoefficients& c);

/// The pull, cognitive and social alike, that goes with a form. Constriction: 2.05 (Clerc and
/// Kennedy 2002). Inertia w: 1.49618, which constriction makes of that; from about w = 0.73 on
/// less, nine tenths of what is_stable() allows.
[[nodiscard]] double usual_pull(const std::string& form, double inertia);

/// The coefficients for settings by form, "constriction" or "inertia". Throws UsageError where the
/// condition of the form is violated, and says what to change.
[[nodiscard]] SwarmCoefficients swarm_coefficients(const std::string& form, double inertia,
                                                   double cognitive, double social);

}  // namespace nightwatt
