#pragma once

#include <cstdint>
#include <string>

namespace nightwatt {

/// A small generator with a known sequence (splitmix64), so that a failure can be repeated from its
/// number alone.
class Dice {
  public:
    explicit Dice(std::uint64_t seed) : state_(seed) {}
    std::uint64_t roll();
    /// From 0 to limit - 1.
    std::size_t below(std::size_t limit) { return static_cast<std::size_t>(roll() % limit); }

  private:
    std::uint64_t state_;
};

/// Damages the bytes of a file, without knowledge of its format: flips, truncations, ranges
/// overwritten, moved or filled. Also good for text files.
[[nodiscard]] std::string mutated_bytes(std::string bytes, Dice& dice);

/// Damages one or a few objects of a valid HDF5 file in place: deleted, of another type or shape,
/// filled with NaN, infinities, huge or negative numbers. Returns what was done.
std::string mutate_objects(const std::string& path, Dice& dice);

}  // namespace nightwatt
