#include "io/report/html/packed_column.hpp"

#include <bit>
#include <string_view>

namespace nightwatt {

namespace {

constexpr std::string_view digits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Takes bytes and gives four digits for every three (RFC 4648).
class Base64 {
  public:
    explicit Base64(std::size_t bytes) { text_.reserve((bytes + 2) / 3 * 4); }
    void add(std::uint32_t word) {
        for (unsigned shift = 0; shift < 32; shift += 8) add_byte((word >> shift) & 0xff);
    }
    [[nodiscard]] std::string finish() {
        const unsigned missing = (3 - held_) % 3;
        if (held_ == 0) return std::move(text_);
        for (unsigned i = 0; i < missing; ++i) add_byte(0);
        text_.replace(text_.size() - missing, missing, missing, '=');
        return std::move(text_);
    }

  private:
    void add_byte(std::uint32_t byte) {
        group_ = (group_ << 8) | byte;
        if (++held_ < 3) return;
        for (const unsigned shift : {18U, 12U, 6U, 0U}) text_ += digits[(group_ >> shift) & 63];
        group_ = 0;
        held_ = 0;
    }

    std::string text_;
    std::uint32_t group_ = 0;
    unsigned held_ = 0;  ///< bytes in group_
};

}  // namespace

std::string packed(std::span<const double> values) {
    Base64 text(4 * values.size());
    for (const double value : values) {
        text.add(std::bit_cast<std::uint32_t>(static_cast<float>(value)));
    }
    return text.finish();
}

std::string packed(std::span<const std::int32_t> values) {
    Base64 text(4 * values.size());
    for (const std::int32_t value : values) text.add(static_cast<std::uint32_t>(value));
    return text.finish();
}

}  // namespace nightwatt
