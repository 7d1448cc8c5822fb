#include "shares/some_rows.hpp"

#include <algorithm>
#include <utility>
#include <variant>

#include "instance/tables.hpp"

namespace nightwatt {

namespace {

using AnyColumn = std::variant<const std::vector<double>*, const std::vector<std::int32_t>*,
                               const std::vector<std::string>*>;

template <class Value>
void append(const std::vector<Value>& from, std::span<const std::size_t> rows,
            std::vector<Value>& to) {
    for (const std::size_t row : rows) to.push_back(from[row]);
}

template <class Table>
void append_rows(const Table& from, std::span<const std::size_t> rows, Table& to) {
    std::vector<AnyColumn> columns;
    visit_columns(from, [&](const Column&, const auto& values) { columns.emplace_back(&values); });
    std::size_t column = 0;
    visit_columns(to, [&]<class Value>(const Column&, std::vector<Value>& values) {
        append(*std::get<const std::vector<Value>*>(columns[column++]), rows, values);
    });
}

double part(std::size_t some, std::size_t all) {
    return all == 0 ? 0 : static_cast<double>(some) / static_cast<double>(all);
}

}  // namespace

void append_tasks(const Instance& from, std::span<const std::size_t> rows, Instance& to) {
    const std::size_t known = to.tasks.size();
    append_rows(from.tasks, rows, to.tasks);
    to.tasks.need.resize(from.tasks.need.size());
    for (std::size_t r = 0; r < from.tasks.need.size(); ++r) {
        append(from.tasks.need[r], rows, to.tasks.need[r]);
    }
    if (from.requests.size() != 0) append_rows(from.requests, rows, to.requests);
    if (from.runtime_spreads.size() != 0) {
        append_rows(from.runtime_spreads, rows, to.runtime_spreads);
    }
    std::vector<std::size_t> runtimes;
    std::vector<std::int32_t> task;
    const auto& task_of_row = from.runtimes.task;
    for (std::size_t n = 0; n < rows.size(); ++n) {
        const auto j = static_cast<std::int32_t>(rows[n]);
        auto row = std::lower_bound(task_of_row.begin(), task_of_row.end(), j);
        for (; row != task_of_row.end() && *row == j; ++row) {
            runtimes.push_back(static_cast<std::size_t>(row - task_of_row.begin()));
            task.push_back(static_cast<std::int32_t>(known + n));
        }
    }
    append_rows(from.runtimes, runtimes, to.runtimes);
    std::copy(task.begin(), task.end(),
              to.runtimes.task.end() - static_cast<std::ptrdiff_t>(task.size()));
}

Instance with_servers(Instance whole, const std::vector<std::uint32_t>& servers) {
    const std::vector<std::size_t> rows(servers.begin(), servers.end());
    const ServerTable all = std::exchange(whole.servers, {});
    append_rows(all, rows, whole.servers);
    whole.servers.capacity.resize(all.capacity.size());
    for (std::size_t r = 0; r < all.capacity.size(); ++r) {
        append(all.capacity[r], rows, whole.servers.capacity[r]);
    }
    for (std::int32_t& pin : whole.tasks.pin_server) {
        if (pin < 0) continue;
        const auto found =
            std::lower_bound(servers.begin(), servers.end(), static_cast<std::uint32_t>(pin));
        pin = static_cast<std::int32_t>(found - servers.begin());
    }
    const auto of_site = [](const ServerTable& table, std::int32_t site) {
        return static_cast<std::size_t>(std::count(table.site.begin(), table.site.end(), site));
    };
    std::vector<double> part_of_site;
    for (std::size_t s = 0; s < whole.sites.size(); ++s) {
        const auto site = static_cast<std::int32_t>(s);
        part_of_site.push_back(part(of_site(whole.servers, site), of_site(all, site)));
    }
    const auto scale = [&](std::vector<double>& values, const std::vector<std::int32_t>& site) {
        for (std::size_t row = 0; row < values.size(); ++row) {
            values[row] *= part_of_site[static_cast<std::size_t>(site[row])];
        }
    };
    SeriesTable& series = whole.series;
    for (auto* const column :
         {&series.renewable_w, &series.hard_cap_w, &series.soft_cap_w, &series.heat_demand_w}) {
        scale(*column, series.site);
    }
    scale(whole.spreads.renewable_w_spread, series.site);
    scale(whole.spreads.heat_demand_w_spread, series.site);
    BatteryTable& batteries = whole.batteries;
    for (auto* const column : {&batteries.capacity_wh, &batteries.charge_w, &batteries.discharge_w,
                               &batteries.start_wh, &batteries.end_wh}) {
        scale(*column, batteries.site);
    }
    whole.energy_cap_kwh *= part(whole.servers.size(), all.size());
    return whole;
}

}  // namespace nightwatt
