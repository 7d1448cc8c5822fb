#pragma once

#include <cstdint>

namespace nightwatt {

/// POSIX srand48 and drand48, written out so that they are the same everywhere:
///
///     X = 0x5DEECE66D * X + 0xB mod 2^48,   X_0 = seed * 2^16 + 0x330E,   drand48() = X / 2^48
class Drand48 {
  public:
    explicit Drand48(std::uint32_t seed) : state_((std::uint64_t{seed} << 16) + 0x330E) {}

    [[nodiscard]] double operator()() {
        state_ = (0x5DEECE66D * state_ + 0xB) & ((std::uint64_t{1} << 48) - 1);
        return static_cast<double>(state_) * 0x1p-48;  // exact
    }

  private:
    std::uint64_t state_;
};

}  // namespace nightwatt
