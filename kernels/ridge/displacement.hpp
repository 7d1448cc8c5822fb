#pragma once

#include <cstddef>

#include "kernels/host_device.hpp"

namespace nightwatt {

/// Sums of products over all windows of a series without gaps,
///
///     R[i][j] = sum over t = 0 .. n-1 of x[t + i] * x[t + j],
///
/// need a product of matrices for their first row only. Moving both columns by one moves the sum by
/// one step of t, which adds the window behind the last and takes away the first:
///
///     R[i+1][j+1] = R[i][j] - x[i] * x[j] + x[i + n] * x[j + n]
///
/// It is exact up to rounding, and takes 4 operations an entry instead of 2 n.
HOST_DEVICE inline double displaced(double sum, const double* x, std::size_t windows, std::size_t i,
                                    std::size_t j) {
    return sum - x[i] * x[j] + x[i + windows] * x[j + windows];
}

}  // namespace nightwatt
