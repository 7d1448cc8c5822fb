#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "instance/columns.hpp"
#include "instance/instance.hpp"
#include "io/hdf5_content.hpp"

namespace nightwatt {

/// Collects what is wrong with a file's structure.
class FileProblems {
  public:
    explicit FileProblems(std::string path) : path_(std::move(path)) {}
    void add(std::string_view object, std::string_view why);
    [[nodiscard]] bool empty() const { return problems_.empty(); }
    /// Throws InputError with all of them, if there are any.
    void finish();

  private:
    std::string path_;
    std::vector<std::string> problems_;
};

/// Takes the columns of one table out of a file's content, by schema rows. Every column must exist
/// or have a fallback, be of the right kind, carry the right units (or none) and be of the table's
/// length; finish() reports the columns that nobody took, with the nearest known name.
class TableReader {
  public:
    /// `table` may be null: the file has no such group, which is a problem unless `optional`.
    TableReader(std::string_view name, bool optional, Hdf5Table* table, std::string epoch,
                FileProblems& problems);

    [[nodiscard]] std::size_t rows() const { return rows_; }

    void take(const Column& column, std::vector<double>& values);
    void take(const Column& column, std::vector<std::int32_t>& values);
    void take(const Column& column, std::vector<std::uint32_t>& values);
    void take(const Column& column, std::vector<std::int64_t>& values);
    void take(const Column& column, std::vector<std::uint64_t>& values);
    void take(const Column& column, std::vector<std::string>& values);
    /// Moments as exact milliseconds; the file holds seconds.
    void take_milliseconds(const Column& column, std::vector<std::int64_t>& values);

    void finish();

  private:
    [[nodiscard]] std::string place(std::string_view column) const;
    [[nodiscard]] Hdf5Column* find(const Column& column);
    [[nodiscard]] bool usable(const Column& column, const Hdf5Column& stored);
    void wrong_kind(std::string_view column, const Hdf5Values& values, std::string_view expected);
    template <class Value>
    void take_whole(const Column& column, std::vector<Value>& values);
    template <class Value, class Stored>
    void narrow(const Column& column, const std::vector<Stored>& stored,
                std::vector<Value>& values);

    std::string name_;
    Hdf5Table* table_;
    std::string epoch_;
    FileProblems& problems_;
    std::size_t rows_ = 0;
    std::vector<std::string> known_;
};

}  // namespace nightwatt
