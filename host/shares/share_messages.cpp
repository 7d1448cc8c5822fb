#include "shares/share_messages.hpp"

#include "instance/tables.hpp"

namespace nightwatt {

namespace {

struct Into {
    MessageWriter& to;
    template <class Number>
    void operator()(const Column&, const Number& value) const {
        to.put(value);
    }
    template <class Number>
    void operator()(const Column&, const std::vector<Number>& values) const {
        to.put_vector(values);
    }
    void operator()(const Column&, const std::string& text) const { to.put_text(text); }
    void operator()(const Column&, const std::vector<std::string>& texts) const {
        to.put(std::uint64_t{texts.size()});
        for (const std::string& text : texts) to.put_text(text);
    }
};

struct OutOf {
    MessageReader& from;
    template <class Number>
    void operator()(const Column&, Number& value) const {
        value = from.get<Number>();
    }
    template <class Number>
    void operator()(const Column&, std::vector<Number>& values) const {
        values = from.get_vector<Number>();
    }
    void operator()(const Column&, std::string& text) const { text = from.get_text(); }
    void operator()(const Column&, std::vector<std::string>& texts) const {
        texts.resize(from.get<std::uint64_t>());
        for (std::string& text : texts) text = from.get_text();
    }
};

template <class AnyInstance, class Each>
void visit_all(AnyInstance& instance, const Each& each) {
    visit_attributes(instance, each);
    visit_tables(instance, [&](std::string_view, std::string_view, auto& table) {
        visit_columns(table, each);
    });
}

void add(MessageReader& from, std::vector<std::int64_t>& sum) {
    const std::vector<std::int64_t> more = from.get_vector<std::int64_t>();
    if (more.size() != sum.size()) throw InternalError("a rank prices on another grid");
    for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += more[i];
}

}  // namespace

void put_instance(MessageWriter& to, const Instance& instance) {
    visit_all(instance, Into{to});
    for (const auto& column : instance.tasks.need) to.put_vector(column);
    for (const auto& column : instance.servers.capacity) to.put_vector(column);
}

Instance get_instance(MessageReader& from) {
    Instance instance;
    visit_all(instance, OutOf{from});
    for (auto* const columns : {&instance.tasks.need, &instance.servers.capacity}) {
        columns->resize(instance.resources.size());
        for (auto& column : *columns) column = from.get_vector<std::uint32_t>();
    }
    return instance;
}

void put_prices(MessageWriter& to, const PriceIntegrals& prices) {
    to.put_vector(prices.energy);
    to.put_vector(prices.resource);
    to.put_vector(prices.energy_size);
}

PriceIntegrals get_prices(MessageReader& from) {
    PriceIntegrals prices;
    prices.energy = from.get_vector<double>();
    prices.resource = from.get_vector<double>();
    prices.energy_size = from.get_vector<double>();
    return prices;
}

void put_totals(MessageWriter& to, const TaskTotals& totals) {
    to.put(totals.cost_nano);
    to.put_vector(totals.held);
    to.put_vector(totals.used_uj);
}

void add_totals(MessageReader& from, TaskTotals& sum) {
    sum.cost_nano += from.get<std::int64_t>();
    add(from, sum.held);
    add(from, sum.used_uj);
}

}  // namespace nightwatt
