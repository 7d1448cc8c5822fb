#pragma once

#include <string>
#include <string_view>

#include "instance/instance.hpp"
#include "io/hdf5_content.hpp"
#include "io/plan_file.hpp"

namespace nightwatt {

/// What instance_file.cpp and plan_reader.cpp expect of a file, and the second half of reading:
/// from a file's content, whatever it holds, to the struct. Throw InputError; `path` is for
/// messages.

[[nodiscard]] Hdf5Request instance_request();
[[nodiscard]] Instance instance_of(Hdf5Content content, const std::string& path);

[[nodiscard]] Hdf5Request plan_request();
[[nodiscard]] PlanRecord plan_of(Hdf5Content content, const std::string& path,
                                 const Instance& instance);

/// The group of that name, or null.
[[nodiscard]] Hdf5Table* find_table(Hdf5Content& content, std::string_view name);

/// The attribute created_by.
[[nodiscard]] std::string_view program_name();

}  // namespace nightwatt
