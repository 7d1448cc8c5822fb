#include <map>
#include <nlohmann/json.hpp>
#include <span>
#include <type_traits>

#include "instance/account_fields.hpp"
#include "instance/tables.hpp"
#include "io/report/html/packed_column.hpp"
#include "io/report/html/page_data.hpp"
#include "io/report/site_lateness.hpp"

namespace nightwatt {

namespace {

/// The site's part of every column of numbers by slot.
template <class Table>
PageJson columns_of(const Table& table, std::size_t site, std::size_t slots) {
    PageJson columns = PageJson::object();
    visit_columns(table, [&](const Column& column, const auto& values) {
        if constexpr (std::is_same_v<std::decay_t<decltype(values)>, std::vector<double>>) {
            columns[std::string(column.name)] =
                packed(std::span(values).subspan(site * slots, slots));
        }
    });
    return columns;
}

/// The account's columns by slot, every one that there is.
PageJson used_by(const Account& account, std::size_t site, std::size_t slots) {
    std::map<std::string, std::vector<double>> columns;
    for (std::size_t slot = 0; slot != slots; ++slot) {
        visit_site_slot(account.site_slots[site * slots + slot],
                        [&](const Column& column, double value) {
                            columns[std::string(column.name)].push_back(value);
                        });
    }
    PageJson result = PageJson::object();
    for (const auto& [name, values] : columns) result[name] = packed(values);
    return result;
}

}  // namespace

PageJson sites_data(const PageContent& content) {
    const Instance& instance = content.instance;
    const std::size_t slots = instance.slots();
    const SiteLateness lateness = site_lateness(instance, content.record);
    PageJson sites = PageJson::array();
    for (std::size_t site = 0; site != instance.sites.size(); ++site) {
        PageJson one{{"id", instance.sites.id[site]}};
        one["given"] = columns_of(instance.series, site, slots);
        one["spread"] = instance.spreads.size() == 0 ? PageJson(nullptr)
                                                     : columns_of(instance.spreads, site, slots);
        one["used"] = used_by(content.record.account, site, slots);
        one["used"]["late_h"] = packed(std::span(lateness.late_h).subspan(site * slots, slots));
        one["late_tasks"] = lateness.late_tasks[site];
        sites.push_back(std::move(one));
    }
    return sites;
}

}  // namespace nightwatt
