#pragma once

#include <cstddef>
#include <span>

#include "bound/task_pass.hpp"
#include "instance/instance.hpp"
#include "ranks/message.hpp"

namespace nightwatt {

/// What is said about shares of a night between ranks.

/// All tables and attributes, those of the tasks included.
void put_instance(MessageWriter& to, const Instance& instance);
[[nodiscard]] Instance get_instance(MessageReader& from);

void put_prices(MessageWriter& to, const PriceIntegrals& prices);
[[nodiscard]] PriceIntegrals get_prices(MessageReader& from);
void put_totals(MessageWriter& to, const TaskTotals& totals);
/// Adds what the message says.
void add_totals(MessageReader& from, TaskTotals& sum);

}  // namespace nightwatt
