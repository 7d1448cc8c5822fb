#include <fmt/format.h>
#include <omp.h>
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include "forecast/linear_map.hpp"
#include "forecast/ridge_backend.hpp"
#include "tests/forecast/sample_series.hpp"

/// Fits and forecasts many servers at once:
///
///     ridge_bench [BACKEND [SERIES [THREADS]]]        10,000 servers on all cores
///     ridge_bench compare FOLDER SERIES THREADS        as scikit-learn is asked to, with files for
///     it
///
/// Each server has 2,160 hours, 200 lags and 24 hours to forecast.

namespace {

using namespace nightwatt;

constexpr std::size_t hours = 2160;
constexpr std::size_t lags = 200;
constexpr std::size_t horizon = 24;

std::vector<std::vector<double>> servers(std::size_t count) {
    std::vector<std::vector<double>> all;
    for (std::size_t s = 0; s < count; ++s) all.push_back(nightwatt::testing::wave(hours, s, 2));
    return all;
}

double peak_gib() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / (1024.0 * 1024.0);
}

template <class Work>
double seconds(Work&& work) {
    const auto begin = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

std::vector<RidgeSeries> runs_of(const std::vector<std::vector<double>>& values,
                                 const WindowShape& shape) {
    std::vector<RidgeSeries> series;
    for (const auto& each : values) series.push_back({complete_runs(each, {}, {0, hours}, shape)});
    return series;
}

void fit_many(const std::string& name, std::size_t count, int threads) {
    const auto values = servers(count);
    const RidgeSpec spec{{.lags = lags, .horizon = horizon}, 24, 0.01, true};
    std::string note;
    const auto backend = create_ridge_backend(name, threads, note);
    const std::vector<RidgeSeries> series = runs_of(values, spec.shape);
    std::vector<std::vector<double>> forecasts(count);
    const auto fit = [&] {
        backend->fit_each(series, spec, [&](std::size_t s, std::span<const double> coefficients) {
            if (coefficients.empty()) std::abort();
            forecasts[s] = forecast_once(linear_map(spec.shape, spec.centring, coefficients),
                                         values[s], {}, 0);
        });
    };
    if (name != "cpu") fit();  // a device starts once
    const double taken = seconds(fit);
    double sum = 0;
    for (const auto& forecast : forecasts) sum += forecast.back();
    fmt::print(
        "{}: {} servers x {} h, {} lags, {} h ahead, {} threads: {:.2f} s, peak {:.2f} GiB "
        "(mean last forecast {:.9f})\n",
        backend->name(), count, hours, lags, horizon, threads, taken, peak_gib(),
        sum / static_cast<double>(count));
}

/// The same problem as Ridge(alpha=10) solves: an intercept, no centring.
void compare(const std::string& folder, std::size_t count, int threads) {
    const auto values = servers(count);
    const RidgeSpec spec{{.lags = lags, .horizon = horizon, .intercept = true}, 0, 10, false};
    const std::vector<RidgeSeries> series = runs_of(values, spec.shape);
    const auto backend = create_openblas_ridge(threads);
    std::vector<std::vector<double>> coefficients(count);
    const double taken = seconds([&] {
        backend->fit_each(series, spec, [&](std::size_t s, std::span<const double> found) {
            coefficients[s].assign(found.begin(), found.end());
        });
    });
    const auto write = [&](const char* name, const std::vector<std::vector<double>>& rows) {
        std::ofstream file(folder + "/" + name, std::ios::binary);
        for (const auto& row : rows) {
            file.write(reinterpret_cast<const char*>(row.data()),
                       static_cast<std::streamsize>(row.size() * sizeof(double)));
        }
    };
    write("values.bin", values);
    write("coefficients.bin", coefficients);
    fmt::print("{:.6f}\n", taken);
}

}  // namespace

int main(int argc, char** argv) {
    const std::vector<std::string> words(argv + 1, argv + argc);
    if (words.size() == 4 && words[0] == "compare") {
        compare(words[1], std::stoul(words[2]), std::stoi(words[3]));
        return 0;
    }
    fit_many(words.empty() ? "cpu" : words[0], words.size() > 1 ? std::stoul(words[1]) : 10'000,
             words.size() > 2 ? std::stoi(words[2]) : omp_get_max_threads());
    return 0;
}
