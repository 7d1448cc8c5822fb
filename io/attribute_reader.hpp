#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "instance/columns.hpp"
#include "io/hdf5_content.hpp"
#include "io/table_reader.hpp"

namespace nightwatt {

/// Takes the root attributes out of a file's content, by schema rows. One without a fallback must
/// exist; an absent one leaves the value as it is. finish() reports those that nobody took, with
/// the nearest known name.
class AttributeReader {
  public:
    AttributeReader(std::vector<Hdf5Attribute>& attributes, FileProblems& problems);

    void take(const Column& column, double& value);
    void take(const Column& column, std::int64_t& value);
    void take(const Column& column, std::string& value);
    void take(const Column& column, std::vector<std::string>& values);

    void finish();

  private:
    [[nodiscard]] Hdf5Attribute* find(const Column& column);
    void wrong(std::string_view name, std::string_view expected);
    template <class Value>
    void take_number(const Column& column, Value& value, std::string_view expected);

    std::vector<Hdf5Attribute>& attributes_;
    FileProblems& problems_;
    std::vector<std::string> known_;
};

}  // namespace nightwatt
