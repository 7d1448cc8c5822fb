#pragma once

#include <bit>
#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "instance/columns.hpp"
#include "instance/instance.hpp"

namespace nightwatt {

/// 64-bit FNV-1a over bytes; numbers are taken as 8 bytes, least significant first, on every
/// machine.
class ContentHash {
  public:
    void add(std::uint64_t word) {
        for (int shift = 0; shift < 64; shift += 8) byte((word >> shift) & 0xff);
    }
    void add(double value) {
        // All NaN mean "none"; -0 equals 0.
        if (std::isnan(value)) value = none;
        add(std::bit_cast<std::uint64_t>(value == 0 ? 0.0 : value));
    }
    void add(std::int32_t value) { add(static_cast<std::uint64_t>(std::int64_t{value})); }
    void add(std::uint32_t value) { add(std::uint64_t{value}); }
    void add(std::string_view text) {
        add(std::uint64_t{text.size()});
        for (const char c : text) byte(static_cast<unsigned char>(c));
    }
    template <class Value>
    void add(const std::vector<Value>& values) {
        add(std::uint64_t{values.size()});
        for (const Value& value : values) add(value);
    }
    [[nodiscard]] std::uint64_t value() const { return hash_; }

  private:
    void byte(std::uint64_t value) { hash_ = (hash_ ^ value) * 0x100000001b3u; }

    std::uint64_t hash_ = 0xcbf29ce484222325u;
};

/// Of every attribute and column in schema order: the identity of an input.
[[nodiscard]] std::uint64_t content_hash(const Instance& instance);

/// 16 lower-case hex digits.
[[nodiscard]] std::string hash_text(std::uint64_t hash);

}  // namespace nightwatt
