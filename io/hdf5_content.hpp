#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace nightwatt {

/// What a file of the project holds, free of the HDF5 library: attributes of the root and tables
/// of 1-D columns. Numbers are widened to the largest type of their kind.

/// monostate: not read, because nobody asked for it.
using Hdf5Values = std::variant<std::monostate, std::vector<double>, std::vector<std::int64_t>,
                                std::vector<std::uint64_t>, std::vector<std::string>>;

struct Hdf5Attribute {
    std::string name;
    Hdf5Values values;  ///< a scalar is one element
};

struct Hdf5Column {
    std::string name;
    std::string units;  ///< empty: no such attribute
    Hdf5Values values;
};

struct Hdf5Table {
    std::string name;
    std::vector<Hdf5Column> columns;
};

struct Hdf5Content {
    std::vector<Hdf5Attribute> attributes;
    std::vector<Hdf5Table> tables;
};

/// Rows of a table, as far as it has them.
struct Hdf5Rows {
    std::uint64_t first = 0;
    std::uint64_t count = UINT64_MAX;
};

/// Which file is expected.
struct Hdf5Request {
    std::string format;     ///< the root's attribute of that name must equal it
    int major_version = 1;  ///< a newer major format_version is refused
    /// Whether a column is to be read; of others only the name is.
    std::function<bool(std::string_view table, std::string_view column)> wanted;
    /// Which rows are to be read; empty: all.
    std::function<Hdf5Rows(std::string_view table)> rows = {};
};

/// Number of values, whatever their type.
[[nodiscard]] std::size_t value_count(const Hdf5Values& values);
/// "whole numbers", "texts": what the values are, for messages.
[[nodiscard]] std::string_view kind_name(const Hdf5Values& values);

}  // namespace nightwatt
