#pragma once

#include <string>
#include <vector>

#include "instance/instance.hpp"

namespace nightwatt {

/// Everything that is wrong with the data of an instance, one message a problem, each with table,
/// row, id and value; empty: the instance is sound. Never throws on bad data, whatever the columns
/// hold, as long as the columns of a table are of equal length. Like problems of many rows are cut
/// after a few, with their number.
[[nodiscard]] std::vector<std::string> check(const Instance& instance);

}  // namespace nightwatt
