#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace nightwatt {

/// What stands beside a column's values: attributes as the netCDF conventions name them.
struct ColumnLabel {
    std::string name;
    std::string units;  ///< UDUNITS; empty: none is written
    std::string help;
    std::string currency;  ///< empty: not money
};

/// How columns lie in the file.
enum class Packing {
    Deflated,  ///< chunked, shuffled and deflated
    Plain      ///< as they are in memory: for files that live for minutes and must be quick
};

/// Builds an HDF5 file in memory and writes it whole or not at all (output_file.hpp): a full disk
/// is met by plain write() calls, never inside the HDF5 library, which cannot recover from it.
///
/// Tables are groups of 1-D columns of equal length. Their rows are
/// a netCDF dimension: the first column of texts is its coordinate; a table without one gets a
/// column `row`, 0, 1, 2, ... Throws OutputError.
class Hdf5Writer {
  public:
    /// `format` and `version` become the root attributes of those names.
    Hdf5Writer(std::string path, std::string_view format, std::string_view version,
               Packing packing = Packing::Deflated);
    Hdf5Writer(const Hdf5Writer&) = delete;
    Hdf5Writer& operator=(const Hdf5Writer&) = delete;
    ~Hdf5Writer();

    /// Attributes of the root. An empty list is not written: netCDF has no empty attributes.
    void attribute(std::string_view name, std::string_view value);
    void attribute(std::string_view name, double value);
    void attribute(std::string_view name, std::int64_t value);
    void attribute(std::string_view name, const std::vector<std::string>& values);

    /// Begins a table; the columns that follow belong to it.
    void table(std::string_view name, std::string_view help, std::size_t rows);
    void column(const ColumnLabel& label, std::span<const double> values);
    void column(const ColumnLabel& label, std::span<const float> values);
    void column(const ColumnLabel& label, std::span<const std::uint8_t> values);
    void column(const ColumnLabel& label, std::span<const std::int32_t> values);
    void column(const ColumnLabel& label, std::span<const std::uint32_t> values);
    void column(const ColumnLabel& label, std::span<const std::int64_t> values);
    void column(const ColumnLabel& label, std::span<const std::uint64_t> values);
    void column(const ColumnLabel& label, std::span<const std::string> values);

    /// Writes the file.
    void finish();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

/// The name of the coordinate that a table without ids gets.
inline constexpr std::string_view row_coordinate = "row";

/// "seconds since EPOCH", the units of a moment.
[[nodiscard]] std::string instant_units(std::string_view epoch);

}  // namespace nightwatt
