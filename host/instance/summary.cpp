#include "instance/summary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>

#include "instance/class_levels.hpp"
#include "instance/content_hash.hpp"
#include "instance/in_quotes.hpp"
#include "instance/limits.hpp"
#include "instance/site_rates.hpp"
#include "instance/unpriced.hpp"

namespace nightwatt {

namespace {

constexpr std::size_t late_tasks_shown = 5;
constexpr std::size_t classes_shown = 20;
constexpr std::size_t name_width = 20;

using Out = std::back_insert_iterator<std::string>;

/// A name cut to the width of its column.
std::string name_of(const std::string& id) {
    return printable(id, name_width - 3);
}

void write_sizes(Out out, const Instance& i) {
    fmt::format_to(out, "Instance {}\n", hash_text(content_hash(i)));
    fmt::format_to(out, "  {} tasks, {} servers of {} classes at {} sites; resources: {}\n",
                   i.tasks.size(), i.servers.size(), i.classes.size(), i.sites.size(),
                   fmt::join(i.resources, ", "));
    fmt::format_to(
        out, "  {:.6g} h from {}, {} slots of {:.6g} s; money in {}; {} carbon intensity\n",
        i.horizon_s / 3600, i.epoch, i.slots(), i.slot_s, printable(i.currency), i.carbon_kind);
    if (i.batteries.size() > 0) {
        double capacity_wh = 0;
        double discharge_w = 0;
        for (const double wh : i.batteries.capacity_wh) capacity_wh += wh;
        for (const double w : i.batteries.discharge_w) discharge_w += w;
        fmt::format_to(out, "  {} {} of {:.6g} kWh and {:.6g} kW in all\n", i.batteries.size(),
                       i.batteries.size() == 1 ? "battery" : "batteries", capacity_wh / 1e3,
                       discharge_w / 1e3);
    }
    if (!i.benchmark.name.empty()) {
        fmt::format_to(out, "  benchmark {}: {} times {:.6g}\n", printable(i.benchmark.name),
                       i.benchmark.objective, i.benchmark.scale);
    }
    for (const std::string& note : i.notes)
        fmt::format_to(out, "  note: {}\n", printable(note, 300));
}

void write_levels(Out out, const Instance& i) {
    const auto figures = level_figures(i);
    const ClassLevels levels(i);
    fmt::format_to(
        out,
        "\nClasses by frequency level: means over the tasks that may run there. The idle "
        "share is\nthe server's idle power times the task's largest resource share; "
        "energy is for the same work.\n");
    fmt::format_to(out, "  {:<{}} {:>5} {:>9} {:>8} {:>9} {:>12} {:>8}\n", "class", name_width,
                   "level", "frequency", "runtime", "task W", "+ idle share", "energy");
    for (std::size_t k = 0; k < std::min(figures.size(), classes_shown); ++k) {
        std::size_t best = figures[k].size();
        for (std::size_t l = 0; l < figures[k].size(); ++l) {
            const bool better = best == figures[k].size() ||
                                figures[k][l].relative_energy < figures[k][best].relative_energy;
            if (figures[k][l].used && better) best = l;
        }
        for (std::size_t l = 0; l < figures[k].size(); ++l) {
            const LevelFigures& f = figures[k][l];
            if (!f.used) {
                fmt::format_to(out, "  {:<{}} {:>5} {:>9.3f}  no task may run here\n",
                               name_of(i.classes.id[k]), name_width, l, levels.frequency(k, l));
                continue;
            }
            fmt::format_to(out,
                           "  {:<{}} {:>5} {:>9.3f} {:>7.3f}x {:>9.1f} {:>12.1f} {:>7.3f}x{}\n",
                           name_of(i.classes.id[k]), name_width, l, levels.frequency(k, l),
                           f.relative_runtime, f.task_power_w, f.task_power_w + f.idle_share_w,
                           f.relative_energy, l == best ? "  least energy" : "");
        }
    }
    if (figures.size() > classes_shown) {
        fmt::format_to(out, "  ... and {} more classes\n", figures.size() - classes_shown);
    }
}

std::string percent(double part, double whole) {
    return whole > 0 ? fmt::format("{:.1f} %", 100 * part / whole) : part > 0 ? "none" : "-";
}

void write_load(Out out, const Instance& i) {
    const auto loads = class_loads(i);
    const std::vector<double> least_h = least_hours(i);
    // A row of its own may make a slower level the faster one; least_hours() leaves those out.
    const auto& row_levels = i.runtimes.level;
    const bool least_is_proven = std::none_of(row_levels.begin(), row_levels.end(),
                                              [](std::int32_t level) { return level > 0; });
    std::vector<std::string> short_of;
    fmt::format_to(out, "\nLoad against capacity, in resource-hours at top frequency\n");
    for (std::size_t r = 0; r < i.resources.size(); ++r) {
        double offered_h = 0;
        for (const auto& of_class : loads) offered_h += of_class[r].offered_h;
        fmt::format_to(out, "  {}: at least {:.1f} of {:.1f}, {}\n", i.resources[r], least_h[r],
                       offered_h, percent(least_h[r], offered_h));
        if (least_is_proven && least_h[r] > offered_h * (1 + 1e-9)) {
            short_of.push_back(i.resources[r]);
        }
    }
    if (!short_of.empty()) {
        fmt::format_to(out, "  No plan exists: the tasks need more than all servers have of {}.\n",
                       fmt::join(short_of, ", "));
    }
    fmt::format_to(out,
                   "By class: of tasks that no other class can run, and of all that it can run\n");
    fmt::format_to(out, "  {:<{}} {:<12} {:>14} {:>14} {:>8} {:>14} {:>8}\n", "class", name_width,
                   "resource", "offered", "only here", "", "may run here", "");
    for (std::size_t k = 0; k < std::min(loads.size(), classes_shown); ++k) {
        for (std::size_t r = 0; r < i.resources.size(); ++r) {
            const ClassLoad& load = loads[k][r];
            fmt::format_to(out, "  {:<{}} {:<12} {:>14.1f} {:>14.1f} {:>8} {:>14.1f} {:>8}\n",
                           name_of(i.classes.id[k]), name_width, i.resources[r], load.offered_h,
                           load.only_here_h, percent(load.only_here_h, load.offered_h),
                           load.may_here_h, percent(load.may_here_h, load.offered_h));
        }
    }
    if (loads.size() > classes_shown) {
        fmt::format_to(out, "  ... and {} more classes\n", loads.size() - classes_shown);
    }
}

void write_deadlines(Out out, const Instance& i) {
    const auto& due_s = i.tasks.deadline_s;
    if (std::all_of(due_s.begin(), due_s.end(), [](double due) { return std::isnan(due); })) {
        fmt::format_to(out, "\nNo task has a deadline.\n");
        return;
    }
    const std::vector<LateTask> late = unavoidably_late(i);
    if (late.empty()) {
        fmt::format_to(out,
                       "\nEvery deadline can be met by a task that has its best server alone.\n");
        return;
    }
    double cost = 0;
    double lateness_s = 0;
    for (const LateTask& task : late) {
        cost += task.cost;
        lateness_s += task.lateness_s;
    }
    fmt::format_to(out,
                   "\nDeadlines that no plan can meet: {} of {} tasks, {:.2f} h late in all, at "
                   "least {:.2f} {}\n",
                   late.size(), i.tasks.size(), lateness_s / 3600, cost, printable(i.currency));
    for (std::size_t n = 0; n < std::min(late.size(), late_tasks_shown); ++n) {
        const LateTask& task = late[n];
        fmt::format_to(
            out,
            "  {}: ends at {:.6g} s at the earliest, due at {:.6g} s: {:.2f} h late, {:.2f} {}\n",
            in_quotes(i.tasks.id[task.task]), task.earliest_end_s, i.tasks.deadline_s[task.task],
            task.lateness_s / 3600, task.cost, printable(i.currency));
    }
    if (late.size() > late_tasks_shown) {
        fmt::format_to(out, "  ... and {} more\n", late.size() - late_tasks_shown);
    }
}

void write_rates(Out out, const Instance& i) {
    const SiteRates rates(i);
    const auto slots = static_cast<std::ptrdiff_t>(i.slots());
    fmt::format_to(out, "\nRate of IT energy by site, {} per kWh, and PUE\n",
                   printable(i.currency));
    fmt::format_to(out, "  {:<{}} {:>10} {:>10} {:>10} {:>8} {:>8} {:>8}\n", "site", name_width,
                   "min", "mean", "max", "PUE min", "mean", "max");
    for (std::size_t s = 0; s < i.sites.size(); ++s) {
        const auto figures = [&](const std::vector<double>& column) {
            const auto first = column.begin() + static_cast<std::ptrdiff_t>(s) * slots;
            const auto [least, most] = std::minmax_element(first, first + slots);
            double sum = 0;
            for (auto value = first; value != first + slots; ++value) sum += *value;
            return std::array{*least, sum / static_cast<double>(slots), *most};
        };
        const auto rate = figures(rates.rate_per_kwh);
        const auto pue = figures(rates.pue);
        fmt::format_to(out, "  {:<{}} {:>10.5f} {:>10.5f} {:>10.5f} {:>8.3f} {:>8.3f} {:>8.3f}\n",
                       name_of(i.sites.id[s]), name_width, rate[0], rate[1], rate[2], pue[0],
                       pue[1], pue[2]);
    }
}

}  // namespace

std::string summary(const Instance& instance) {
    std::string text;
    const Out out(text);
    write_sizes(out, instance);
    write_levels(out, instance);
    write_load(out, instance);
    text += limits_text(instance);
    write_deadlines(out, instance);
    for (const std::string& sentence : unpriced(instance)) {
        fmt::format_to(out, "Mind: {}.\n", sentence);
    }
    write_rates(out, instance);
    return text;
}

}  // namespace nightwatt
