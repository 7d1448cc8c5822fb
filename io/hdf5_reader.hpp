#pragma once

#include <string>

#include "io/hdf5_content.hpp"

namespace nightwatt {

/// Reads a file in a process of its own (isolated_call.hpp): the HDF5 library itself can crash or
/// run away on a damaged file, and that must end in a message. Opened read-only and without locks.
/// Throws InputError with every problem found, each naming file and place.
[[nodiscard]] Hdf5Content read_hdf5(const std::string& path, const Hdf5Request& request);

/// The same in this process: for tests, which want to see where the fault lies.
[[nodiscard]] Hdf5Content read_hdf5_here(const std::string& path, const Hdf5Request& request);

}  // namespace nightwatt
