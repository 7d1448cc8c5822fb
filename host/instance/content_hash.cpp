#include <fmt/format.h>

#include <bit>
#include <cmath>
#include <string_view>

#include "instance/check.hpp"
#include "instance/tables.hpp"

namespace nightwatt {

namespace {

/// FNV-1a over bytes; numbers are taken as 8 bytes, least significant first, on every machine.
class Fnv {
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

}  // namespace

std::uint64_t content_hash(const Instance& instance) {
    Fnv hash;
    visit_attributes(instance, [&](const Column&, const auto& value) { hash.add(value); });
    visit_tables(instance, [&](std::string_view name, std::string_view, const auto& table) {
        if (is_later_table(name) && table.size() == 0) return;
        visit_columns(table, [&](const Column&, const auto& values) { hash.add(values); });
    });
    for (const auto& column : instance.tasks.need) hash.add(column);
    for (const auto& column : instance.servers.capacity) hash.add(column);
    return hash.value();
}

std::string hash_text(std::uint64_t hash) {
    return fmt::format("{:016x}", hash);
}

}  // namespace nightwatt
