#include "forecast/fitting_runtimes.hpp"

#include <algorithm>

namespace nightwatt {

double shorten_to_fit(Instance& instance, const FitCheck& fit, const TaskRows& rows,
                      const std::vector<std::size_t>& predicted) {
    constexpr int parts = 1'000'000;
    std::vector<double>& runtime_s = instance.runtimes.runtime_s;
    const std::vector<double> whole_s(runtime_s.begin() + static_cast<std::ptrdiff_t>(rows.first),
                                      runtime_s.begin() + static_cast<std::ptrdiff_t>(rows.last));
    const auto fits = [&] { return !fit.misfit(rows.task, rows.first, rows.last); };
    if (fits()) return 1;
    const auto fits_with = [&](int share) {
        for (const std::size_t row : predicted) {
            runtime_s[row] = whole_s[row - rows.first] * share / parts;
        }
        return fits();
    };
    int share = 0;
    int too_much = parts;
    while (too_much - share > 1) {
        const int middle = share + (too_much - share) / 2;
        (fits_with(middle) ? share : too_much) = middle;
    }
    if (share == 0) {
        std::copy(whole_s.begin(), whole_s.end(),
                  runtime_s.begin() + static_cast<std::ptrdiff_t>(rows.first));
        return 1;
    }
    (void)fits_with(share);
    return static_cast<double>(share) / parts;
}

}  // namespace nightwatt
