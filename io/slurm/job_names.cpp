#include "io/slurm/job_names.hpp"

#include <fmt/format.h>

#include <charconv>

#include "instance/content_hash.hpp"

namespace nightwatt {

namespace {

/// The number between `prefix` and the next '-'.
std::optional<std::int64_t> number_after(std::string_view prefix, std::string_view name) {
    if (!name.starts_with(prefix)) return std::nullopt;
    std::int64_t number = 0;
    const char* const end = name.data() + name.size();
    const auto [stop, error] = std::from_chars(name.data() + prefix.size(), end, number);
    if (error != std::errc{} || stop == end || *stop != '-') return std::nullopt;
    return number;
}

}  // namespace

bool is_night_of_jobs(std::string_view name) {
    constexpr std::size_t hash_end = 3 + 8;  // "nw-", half of a hash
    return name.size() > hash_end + 1 && name.starts_with("nw-") && name[hash_end] == '-' &&
           name.substr(3, 8).find_first_not_of("0123456789abcdef") == std::string_view::npos &&
           name.substr(hash_end + 1).find_first_not_of("0123456789") == std::string_view::npos;
}

JobNames::JobNames(const Plan& plan, std::int64_t time_zero_s)
    : rows_(plan.size()),
      plan_("nw-" + hash_text(plan_hash(plan)).substr(0, 8) + "-"),
      night_(plan_ + std::to_string(time_zero_s)) {}

std::string JobNames::name(std::size_t first_row, std::size_t number) const {
    return fmt::format("{}-{}-{}", night_, first_row, number);
}

std::optional<std::size_t> JobNames::row(const std::string& name, std::int64_t index) const {
    const std::optional<std::int64_t> first_row = number_after(night_ + "-", name);
    const auto rows = static_cast<std::int64_t>(rows_);
    if (!first_row || *first_row < 0 || *first_row >= rows || index < 0 ||
        index >= rows - *first_row) {
        return std::nullopt;
    }
    return static_cast<std::size_t>(*first_row + index);
}

std::optional<std::int64_t> JobNames::time_zero_s(const std::string& name) const {
    return number_after(plan_, name);
}

}  // namespace nightwatt
