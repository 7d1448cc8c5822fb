#include "shares/share_messages.hpp"

#include "instance/tables.hpp"
#include "ranks/message_fields.hpp"

namespace nightwatt {

namespace {

template <class AnyInstance, class Each>
void visit_all(AnyInstance& instance, const Each& each) {
    const auto column = [&](const Column&, auto& values) { each(values); };
    visit_attributes(instance, column);
    visit_tables(instance, [&](std::string_view, std::string_view, auto& table) {
        visit_columns(table, column);
    });
}

template <class Prices, class Each>
void visit_prices(Prices& prices, const Each& each) {
    each(prices.energy, prices.resource, prices.energy_size);
}

void add(MessageReader& from, std::vector<std::int64_t>& sum) {
    const std::vector<std::int64_t> more = from.get_vector<std::int64_t>();
    if (more.size() != sum.size()) throw InternalError("a rank prices on another grid");
    for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += more[i];
}

}  // namespace

void put_instance(MessageWriter& to, const Instance& instance) {
    visit_all(instance, PutFields{to});
    for (const auto& column : instance.tasks.need) to.put_vector(column);
    for (const auto& column : instance.servers.capacity) to.put_vector(column);
}

Instance get_instance(MessageReader& from) {
    Instance instance;
    visit_all(instance, GetFields{from});
    for (auto* const columns : {&instance.tasks.need, &instance.servers.capacity}) {
        columns->resize(instance.resources.size());
        for (auto& column : *columns) column = from.get_vector<std::uint32_t>();
    }
    return instance;
}

void put_prices(MessageWriter& to, const PriceIntegrals& prices) {
    visit_prices(prices, PutFields{to});
}

PriceIntegrals get_prices(MessageReader& from) {
    PriceIntegrals prices;
    visit_prices(prices, GetFields{from});
    return prices;
}

void put_totals(MessageWriter& to, const TaskTotals& totals) {
    PutFields{to}(totals.cost_nano, totals.held, totals.used_uj);
}

void add_totals(MessageReader& from, TaskTotals& sum) {
    sum.cost_nano += from.get<std::int64_t>();
    add(from, sum.held);
    add(from, sum.used_uj);
}

}  // namespace nightwatt
