#pragma once

#include <functional>
#include <string>

#include "io/hdf5_content.hpp"

namespace nightwatt {

/// Runs `read` in a child process and hands over what it returned or the InputError that it threw.
/// A child that dies of a signal, uses far more memory or processor time than a file of this size
/// can need, or ends in any other way, becomes an InputError that says so.
///
/// Why: the HDF5 library has known faults on damaged files (out-of-bounds reads, endless loops,
/// huge allocations), which no check from outside can rule out. This contains crashes; it is no
/// wall against an attacker.
[[nodiscard]] Hdf5Content isolated_call(const std::string& path,
                                        const std::function<Hdf5Content()>& read);

}  // namespace nightwatt
