#pragma once

#include "kernels/host_device.hpp"

namespace nightwatt {

/// Sum of products of two columns a and b over all windows, each less the trailing mean m where it
/// is centred, from the sums of products of the columns as they are:
///
///     sum (a - m)(b - m) = sum ab - sum am - sum bm + sum mm
struct CentredProduct {
    double product;           ///< sum of a * b
    double first_with_mean;   ///< sum of a * m
    double second_with_mean;  ///< sum of b * m
    double mean_with_mean;    ///< sum of m * m
    bool first_is_centred;
    bool second_is_centred;
};
HOST_DEVICE inline double centred(const CentredProduct& sums) {
    double sum = sums.product;
    if (sums.second_is_centred) sum -= sums.first_with_mean;
    if (sums.first_is_centred) sum -= sums.second_with_mean;
    if (sums.first_is_centred && sums.second_is_centred) sum += sums.mean_with_mean;
    return sum;
}

}  // namespace nightwatt
