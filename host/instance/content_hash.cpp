#include "instance/content_hash.hpp"

#include <fmt/format.h>

#include "instance/tables.hpp"

namespace nightwatt {

std::uint64_t content_hash(const Instance& instance) {
    ContentHash hash;
    visit_attributes(instance, [&](const Column&, const auto& value) { hash.add(value); });
    visit_tables(instance, [&](std::string_view name, std::string_view, const auto& table) {
        if (is_later_table(name) && table.size() == 0) return;
        visit_columns(table, [&](const Column&, const auto& values) { hash.add(values); });
    });
    for (const auto& column : instance.tasks.need) hash.add(column);
    for (const auto& column : instance.servers.capacity) hash.add(column);
    return hash.value();
}

std::string hash_text(std::uint64_t hash) {
    return fmt::format("{:016x}", hash);
}

}  // namespace nightwatt
