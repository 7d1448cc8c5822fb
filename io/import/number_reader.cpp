#include "io/import/number_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>

#include "errors.hpp"

namespace nightwatt {

NumberReader::NumberReader(std::string path, std::string text)
    : path_(std::move(path)), text_(std::move(text)) {}

void NumberReader::fail(const std::string& why) const {
    throw InputError(fmt::format("{}:{}: {}", path_, line_, why));
}

void NumberReader::skip_space() {
    while (position_ < text_.size() && std::strchr(" \t\n", text_[position_]) != nullptr) {
        if (text_[position_] == '\n') ++line_;
        ++position_;
    }
}

double NumberReader::number(std::string_view what) {
    skip_space();
    if (position_ == text_.size()) fail(fmt::format("the file ends where {} should stand", what));
    double value = 0;
    const char* const begin = text_.data() + position_;
    const auto [end, error] = std::from_chars(begin, text_.data() + text_.size(), value);
    const bool complete =
        end == text_.data() + text_.size() || std::strchr(" \t\n", *end) != nullptr;
    if (error != std::errc{} || !complete || !std::isfinite(value)) {
        const std::size_t word = text_.find_first_of(" \t\n", position_);
        fail(fmt::format("'{}' is not a number ({})",
                         text_.substr(position_, std::min<std::size_t>(word - position_, 40)),
                         what));
    }
    position_ += static_cast<std::size_t>(end - begin);
    return value;
}

std::int64_t NumberReader::integer(std::string_view what, std::int64_t minimum,
                                   std::int64_t maximum) {
    const double value = number(what);
    if (value != std::floor(value) || value < static_cast<double>(minimum) ||
        value > static_cast<double>(maximum)) {
        fail(fmt::format("{} is {}, not a whole number from {} to {}", what, value, minimum,
                         maximum));
    }
    return static_cast<std::int64_t>(value);
}

std::vector<double> NumberReader::numbers(std::size_t count, std::string_view what, double minimum,
                                          Kind kind) {
    std::vector<double> values;
    while (values.size() < count) {
        if (at_end()) {
            fail(fmt::format("the file ends after {} of {} numbers ({})", values.size(), count,
                             what));
        }
        const double value = number(what);
        if (value < minimum || (kind == Kind::Whole && value != std::floor(value))) {
            fail(fmt::format("{} is {}; a {} of at least {} is needed", what, value,
                             kind == Kind::Whole ? "whole number" : "number", minimum));
        }
        values.push_back(value);
    }
    return values;
}

bool NumberReader::at_end() {
    skip_space();
    return position_ == text_.size();
}

void NumberReader::expect_end(std::string_view after) {
    if (!at_end()) fail(fmt::format("there is more text after {}", after));
}

void NumberReader::skip_line() {
    const std::size_t end = text_.find('\n', position_);
    position_ = end == std::string::npos ? text_.size() : end + 1;
    ++line_;
}

}  // namespace nightwatt
