#pragma once

#include <cstdint>

namespace nightwatt {

/// What a number is drawn for; the values are part of the result and must not change.
enum class Draw : std::uint64_t {
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

/// The finaliser of splitmix64 (Steele, Lea, Flood 2014): a bijection that mixes every bit.
inline std::uint64_t mix_bits(std::uint64_t x) {
    x += 0x9e3779b97f4a7c15u;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
    return x ^ (x >> 31);
}

/// Random numbers by address, without state: the same on every machine, and those of one task do
/// not change when another is left out.
class SyntheticDraw {
  public:
    explicit SyntheticDraw(std::int64_t seed) : seed_(static_cast<std::uint64_t>(seed)) {}

    /// Uniform in [0, 1).
    [[nodiscard]] double fraction(Draw purpose, std::uint64_t task) const {
        const std::uint64_t address =
            mix_bits(mix_bits(seed_) + static_cast<std::uint64_t>(purpose));
        return static_cast<double>(mix_bits(address + task) >> 11) * 0x1p-53;
    }
    /// Uniform in [least, greatest).
    [[nodiscard]] double between(Draw purpose, std::uint64_t task, double least,
                                 double greatest) const {
        return least + (greatest - least) * fraction(purpose, task);
    }

  private:
    std::uint64_t seed_;
};

}  // namespace nightwatt
