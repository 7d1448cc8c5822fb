#include <algorithm>
#include <nlohmann/json.hpp>

#include "io/report/html/packed_column.hpp"
#include "io/report/html/page_data.hpp"
#include "io/report/late_tasks.hpp"
#include "io/report/lateness_reason.hpp"

namespace nightwatt {

namespace {

std::vector<double> in_seconds(const std::vector<std::int64_t>& values_ms) {
    std::vector<double> values(values_ms.size());
    std::transform(values_ms.begin(), values_ms.end(), values.begin(),
                   [](std::int64_t value) { return static_cast<double>(value) / 1e3; });
    return values;
}

template <class Field>
std::vector<double> of_accounts(const Account& account, Field TaskAccount::*field) {
    std::vector<double> values;
    values.reserve(account.tasks.size());
    for (const TaskAccount& task : account.tasks) values.push_back(task.*field);
    return values;
}

/// For each resource that is needed, the share of its server's that each task holds. Tasks beside
/// each other may hold most of different resources, so only shares of one may be added up.
PageJson held_shares(const Instance& instance, const Plan& plan) {
    PageJson columns = PageJson::array();
    for (std::size_t r = 0; r != instance.resources.size(); ++r) {
        std::vector<double> shares(plan.size(), 0);
        for (std::size_t task = 0; task != plan.size(); ++task) {
            const auto server = static_cast<std::size_t>(plan.server[task]);
            const double capacity = instance.servers.capacity[r][server];
            if (capacity > 0) shares[task] = instance.tasks.need[r][task] / capacity;
        }
        const bool needed =
            std::any_of(shares.begin(), shares.end(), [](double s) { return s > 0; });
        if (needed) columns.push_back(packed(shares));
    }
    return columns;
}

}  // namespace

PageJson tasks_data(const PageContent& content) {
    const Instance& instance = content.instance;
    const Plan& plan = content.record.plan;
    const Account& account = content.record.account;
    PageJson data;
    data["server_id"] = instance.servers.id;
    data["server_site"] = instance.servers.site;
    data["server_class"] = instance.servers.class_index;
    data["class_id"] = instance.classes.id;
    data["id"] = instance.tasks.id;
    data["server"] = packed(plan.server);
    data["level"] = packed(plan.level);
    data["start_s"] = packed(in_seconds(plan.start_ms));
    data["end_s"] = packed(in_seconds(plan.end_ms));
    data["release_s"] = packed(instance.tasks.release_s);
    data["deadline_s"] = packed(instance.tasks.deadline_s);
    data["lateness_s"] = packed(of_accounts(account, &TaskAccount::lateness_s));
    data["energy_kwh"] = packed(of_accounts(account, &TaskAccount::energy_kwh));
    data["shares"] = held_shares(instance, plan);
    return data;
}

PageJson late_data(const PageContent& content) {
    PageJson rows = PageJson::array();
    LatenessReasons reasons(content.instance, content.record.plan);
    for (const std::size_t task : worst_late_tasks(content.record, content.top.value_or(200))) {
        rows.push_back({{"task", task},
                        {"cost", content.record.account.tasks[task].tardiness_cost},
                        {"reason", reasons.of(task)}});
    }
    return rows;
}

}  // namespace nightwatt
