#include "io/import/history/history_grid.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace nightwatt {

namespace {

bool same(double a, double b) {
    return a == b || (std::isnan(a) && std::isnan(b));
}

/// Sorts the rows by time and says how they stood.
void sort_rows(std::vector<TimedRow>& rows, GridReport& report) {
    std::size_t falls = 0;
    std::size_t rises = 0;
    for (std::size_t i = 1; i < rows.size(); ++i) {
        falls += rows[i].moment < rows[i - 1].moment ? 1 : 0;
        rises += rows[i].moment > rows[i - 1].moment ? 1 : 0;
    }
    report.newest_first = falls > rises;
    report.out_of_order = std::min(falls, rises);
    std::stable_sort(rows.begin(), rows.end(),
                     [](const TimedRow& a, const TimedRow& b) { return a.moment < b.moment; });
}

/// Leaves one row of each moment.
void drop_repeated(TimedTable& table, GridReport& report, ProblemList& problems) {
    std::vector<TimedRow> kept;
    for (TimedRow& row : table.rows) {
        if (kept.empty() || kept.back().moment != row.moment) {
            kept.push_back(std::move(row));
            continue;
        }
        if (std::equal(row.values.begin(), row.values.end(), kept.back().values.begin(), same)) {
            ++report.repeated;
        } else {
            problems.add(fmt::format("{}:{}: {} stands twice with different values, first at {}",
                                     table.path, row.place, moment_text(row.moment),
                                     kept.back().place));
        }
    }
    table.rows = std::move(kept);
}

void check_grid(const TimedTable& table, std::int64_t step_s, ProblemList& problems) {
    for (const TimedRow& row : table.rows) {
        const std::int64_t beside = (row.moment - table.rows.front().moment) % step_s;
        if (beside == 0) continue;
        problems.add(fmt::format(
            "{}:{}: {} lies beside the steps of {} s from {}; --step-s takes means over steps",
            table.path, row.place, moment_text(row.moment), step_s,
            moment_text(table.rows.front().moment)));
    }
}

/// Steps begin at whole multiples of their length: hours on the hour.
UtcSeconds start_of_step(UtcSeconds moment, std::int64_t step_s) {
    const std::int64_t beside = moment % step_s;
    return moment - (beside < 0 ? beside + step_s : beside);
}

/// Whether rows of a usual distance of `own_s` (0: unknown) should stand before the first one of
/// its step, or behind the last one. A tenth of that distance is what clocks may wander.
PartSteps part_steps(UtcSeconds first, UtcSeconds last, std::int64_t step_s, std::int64_t own_s) {
    const std::int64_t slack_s = own_s / 10;
    return {first - start_of_step(first, step_s) >= own_s - slack_s,
            start_of_step(last, step_s) + step_s - last > own_s + slack_s};
}

}  // namespace

std::vector<HistorySeries> lay_on_grid(TimedTable table, std::int64_t step_s, GridReport& report,
                                       std::int64_t known_step_s) {
    constexpr std::int64_t most_steps = 100'000'000;
    ProblemList problems;
    report.path = table.path;
    report.rows = table.rows.size();
    report.skipped = std::move(table.skipped);
    sort_rows(table.rows, report);
    drop_repeated(table, report, problems);
    const bool means = step_s > 0;
    std::vector<UtcSeconds> moments;
    for (const TimedRow& row : table.rows) moments.push_back(row.moment);
    const std::int64_t own_s = usual_step_s(moments);
    if (!means) step_s = own_s > 0 || table.rows.empty() ? own_s : known_step_s;
    if (step_s == 0) {
        problems.add(
            fmt::format("{}: two rows at least are needed to tell the step; else --step-s tells it",
                        table.path));
    } else if (!means) {
        check_grid(table, step_s, problems);
    }
    problems.throw_if_any();
    const UtcSeconds start =
        means ? start_of_step(table.rows.front().moment, step_s) : table.rows.front().moment;
    const std::int64_t last = (table.rows.back().moment - start) / step_s;
    if (last >= most_steps) {
        problems.add(fmt::format("{}: {} to {} are more than {} steps of {} s", table.path,
                                 moment_text(start), moment_text(table.rows.back().moment),
                                 most_steps, step_s));
        problems.throw_if_any();
    }
    report.step_s = step_s;
    if (means) {
        report.parts =
            part_steps(table.rows.front().moment, table.rows.back().moment, step_s, own_s);
    }

    const auto steps = static_cast<std::size_t>(last + 1);
    std::vector<HistorySeries> all;
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        const MeasuredColumn& column = table.columns[c];
        std::vector<double> sums(steps, 0.0);
        std::vector<std::uint32_t> counts(steps, 0);
        for (const TimedRow& row : table.rows) {
            if (std::isnan(row.values[c])) continue;
            const auto step = static_cast<std::size_t>((row.moment - start) / step_s);
            sums[step] += row.values[c];
            if (++counts[step] > 1 && c == 0) ++report.averaged;
        }
        for (std::size_t step = 0; step < steps; ++step) {
            sums[step] = counts[step] == 0 ? std::nan("") : sums[step] / counts[step];
        }
        all.push_back({table.kind, column.subject, column.quantity, column.unit,
                       static_cast<double>(start), static_cast<double>(step_s), std::move(sums)});
    }
    return all;
}

}  // namespace nightwatt
