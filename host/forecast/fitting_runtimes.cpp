#include "forecast/fitting_runtimes.hpp"

namespace nightwatt {

double shorten_to_fit(Instance& instance, const FitCheck& fit, const TaskRows& rows,
                      const std::vector<std::size_t>& predicted) {
    constexpr int parts = 1'000'000;
    std::vector<double>& runtime_s = instance.runtimes.runtime_s;
    const std::vector<double> whole_s(runtime_s.begin() + static_cast<std::ptrdiff_t>(rows.first),
                                      runtime_s.begin() + static_cast<std::ptrdiff_t>(rows.last));
    const auto fits_with = [&](int share) {
        for (const std::size_t row : predicted) {
            runtime_s[row] = whole_s[row - rows.first] * share / parts;
        }
        return !fit.misfit(rows.task, rows.first, rows.last);
    };
    if (fits_with(parts)) return 1;
    int fits = 0;
    int misses = parts;
    while (misses - fits > 1) {
        const int middle = fits + (misses - fits) / 2;
        (fits_with(middle) ? fits : misses) = middle;
    }
    if (fits == 0) fits = parts;
    (void)fits_with(fits);
    return static_cast<double>(fits) / parts;
}

}  // namespace nightwatt
