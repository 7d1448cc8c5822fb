#pragma once

#include <hdf5.h>

#include <string>

#include "io/hdf5_content.hpp"

namespace nightwatt {

/// Reads values of a dataset, or of an attribute. Every size is judged before memory is taken for
/// it: nothing in a file is trusted. Throws InputError; `place` is "file: /group/name".
[[nodiscard]] Hdf5Values read_dataset(hid_t dataset, const std::string& place, Hdf5Rows rows);
[[nodiscard]] Hdf5Values read_attribute(hid_t attribute, const std::string& place);

}  // namespace nightwatt
