#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>

#include "instance/in_quotes.hpp"
#include "instance/limits.hpp"

namespace nightwatt {

namespace {

constexpr std::size_t sites_shown = 20;
constexpr std::size_t tasks_shown = 5;

using Out = std::back_insert_iterator<std::string>;

/// Least and greatest value of a site's slots, in kW.
struct Span {
    double low_kw = NAN;  ///< NaN: no slot has one
    double high_kw = NAN;
    bool everywhere = true;  ///< every slot has one
};

Span span_of(const Instance& i, const std::vector<double>& watts, std::size_t site) {
    Span span;
    for (std::size_t t = 0; t < i.slots(); ++t) {
        const double kw = watts[site * i.slots() + t] / 1e3;
        span.everywhere &= !std::isnan(kw);
        span.low_kw = std::fmin(span.low_kw, kw);
        span.high_kw = std::fmax(span.high_kw, kw);
    }
    return span;
}

std::string cell(double value) {
    return std::isnan(value) || value == 0 ? "-" : fmt::format("{:.5g}", value);
}

/// A cap of 0 is one, too.
std::array<std::string, 2> cap_cells(const Span& cap) {
    if (std::isnan(cap.low_kw)) return {"-", "-"};
    return {fmt::format("{:.5g}", cap.low_kw),
            cap.everywhere ? fmt::format("{:.5g}", cap.high_kw) : "none"};
}

void write_sites(Out out, const Instance& i) {
    std::size_t shown = 0;
    for (std::size_t s = 0; s < i.sites.size(); ++s) {
        const auto hard = cap_cells(span_of(i, i.series.hard_cap_w, s));
        const auto soft = cap_cells(span_of(i, i.series.soft_cap_w, s));
        const std::array cells{hard[0],
                               hard[1],
                               soft[0],
                               soft[1],
                               cell(i.sites.soft_cap_penalty_per_kwh[s]),
                               cell(i.sites.peak_price_per_kw[s]),
                               cell(span_of(i, i.series.heat_demand_w, s).high_kw),
                               cell(i.sites.heat_price_per_kwh[s]),
                               cell(span_of(i, i.series.renewable_w, s).high_kw)};
        if (std::all_of(cells.begin(), cells.end(), [](const auto& c) { return c == "-"; }))
            continue;
        if (shown++ == 0) {
            fmt::format_to(
                out,
                "\nWhat counts for whole sites: caps from their lowest to their highest, "
                "the penalty above\nthe soft one, peak charge, most heat with its price, "
                "most renewable power; kW and {}\n",
                printable(i.currency));
            fmt::format_to(out, "  {:<20} {:>7} {:>7} {:>7} {:>7} {:>7} {:>7} {:>7} {:>7} {:>7}\n",
                           "site", "hard", "to", "soft", "to", "per kWh", "peak/kW", "heat",
                           "per kWh", "sun");
        }
        if (shown > sites_shown) continue;
        fmt::format_to(out, "  {:<20}", printable(i.sites.id[s], 17));
        for (const std::string& text : cells) fmt::format_to(out, " {:>7}", text);
        fmt::format_to(out, "\n");
    }
    if (shown > sites_shown) fmt::format_to(out, "  ... and {} more sites\n", shown - sites_shown);
}

void write_above_caps(Out out, const Instance& i) {
    const std::vector<std::size_t> tasks = above_hard_caps(i, tasks_shown);
    if (tasks.empty()) return;
    std::vector<std::string> names;
    for (const std::size_t j : tasks) names.push_back(in_quotes(i.tasks.id[j]));
    fmt::format_to(
        out,
        "  No plan exists: alone on their servers these draw more than hard caps allow,\n"
        "  wherever and whenever they run: {}{}\n",
        fmt::join(names, ", "), tasks.size() == tasks_shown ? ", ..." : "");
}

void write_energy_cap(Out out, const Instance& i) {
    if (std::isnan(i.energy_cap_kwh)) return;
    const double least_kwh = least_energy_kwh(i);
    fmt::format_to(out, "\nEnergy cap: {:.6g} kWh at the meters; the tasks need at least {:.5g}\n",
                   i.energy_cap_kwh, least_kwh);
    if (least_kwh > i.energy_cap_kwh * (1 + 1e-9)) {
        fmt::format_to(out, "  No plan exists: the tasks need more than the energy cap.\n");
    }
}

}  // namespace

std::string limits_text(const Instance& instance) {
    std::string text;
    const Out out(text);
    write_sites(out, instance);
    write_above_caps(out, instance);
    write_energy_cap(out, instance);
    if (instance.makespan_weight_per_h > 0) {
        fmt::format_to(out, "\nMakespan: {:.6g} {} for every hour until the last task ends\n",
                       instance.makespan_weight_per_h, printable(instance.currency));
    }
    return text;
}

}  // namespace nightwatt
