#pragma once

#include <string>
#include <string_view>

#include "instance/columns.hpp"
#include "instance/instance.hpp"
#include "io/hdf5_writer.hpp"

namespace nightwatt {

/// The unit that a file gives a column; empty: none.
[[nodiscard]] std::string file_units(const Column& column, std::string_view epoch);

/// What a file of the instance says of a column.
[[nodiscard]] ColumnLabel column_label(const Column& column, const Instance& instance);

}  // namespace nightwatt
