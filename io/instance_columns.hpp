#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "instance/tables.hpp"

namespace nightwatt {

inline Column resource_column(std::string_view name, bool optional) {
    return {name,
            "1",
            UnitKind::Plain,
            Range::NonNegative,
            optional ? std::optional(0.0) : std::nullopt,
            optional ? "Units of the resource that the task holds while it runs."
                     : "Units of the resource that the server has."};
}

/// Calls f(Column, vector&) for the resource columns of a table, if it has any.
template <class Table, class F>
void visit_resource_columns(Table& table, const std::vector<std::string>& resources, F&& f) {
    constexpr bool tasks = std::is_same_v<std::remove_const_t<Table>, TaskTable>;
    if constexpr (tasks || std::is_same_v<std::remove_const_t<Table>, ServerTable>) {
        for (std::size_t r = 0; r < resources.size(); ++r) {
            const std::string name =
                std::string(tasks ? need_prefix : capacity_prefix) + resources[r];
            if constexpr (tasks) {
                f(resource_column(name, true), table.need[r]);
            } else {
                f(resource_column(name, false), table.capacity[r]);
            }
        }
    }
}

}  // namespace nightwatt
