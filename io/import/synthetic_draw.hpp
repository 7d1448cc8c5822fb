#pragma once

#include <cstdint>

#include "kernels/hash_mix.hpp"

namespace nightwatt {

/// What a number is drawn for; the values are part of the result and must not change.
enum class SyntheticPurpose : std::uint64_t {
    HasDeadline = 1,
    FixedDeadline = 2,
    Slack = 3,
    Margin = 4,
    Weight = 5,
    FrequencySensitivity = 6,
    HasInput = 7,
    InputSize = 8,
    InputSite = 9
};

/// Random numbers by address, without state: the same on every machine, and those of one task do
/// not change when another is left out.
class SyntheticDraw {
  public:
    explicit SyntheticDraw(std::int64_t seed) : seed_(static_cast<std::uint64_t>(seed)) {}

    /// Uniform in [0, 1).
    [[nodiscard]] double fraction(SyntheticPurpose purpose, std::uint64_t task) const {
        const std::uint64_t address =
            mix_bits(mix_bits(seed_) + static_cast<std::uint64_t>(purpose));
        return static_cast<double>(mix_bits(address + task) >> 11) * 0x1p-53;
    }
    /// Uniform in [least, greatest).
    [[nodiscard]] double between(SyntheticPurpose purpose, std::uint64_t task, double least,
                                 double greatest) const {
        return least + (greatest - least) * fraction(purpose, task);
    }

  private:
    std::uint64_t seed_;
};

}  // namespace nightwatt
