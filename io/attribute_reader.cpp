#include "io/attribute_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <type_traits>
#include <utility>

#include "config/nearest_name.hpp"

namespace nightwatt {

namespace {
/// Attributes that describe a file to people; anybody may add them.
constexpr std::string_view descriptive[] = {
    "format",  "format_version", "created_by", "title",      "Conventions",
    "history", "source",         "comment",    "references", "institution"};

std::string place(std::string_view name) {
    return fmt::format("attribute {}", name);
}
}  // namespace

AttributeReader::AttributeReader(std::vector<Hdf5Attribute>& attributes, FileProblems& problems)
    : attributes_(attributes),
      problems_(problems),
      known_(std::begin(descriptive), std::end(descriptive)) {}

Hdf5Attribute* AttributeReader::find(const Column& column) {
    known_.emplace_back(column.name);
    for (Hdf5Attribute& attribute : attributes_) {
        if (attribute.name == column.name) return &attribute;
    }
    if (!column.fallback) {
        problems_.add(place(column.name), fmt::format("is missing: {}", column.help));
    }
    return nullptr;
}

void AttributeReader::wrong(std::string_view name, std::string_view expected) {
    problems_.add(place(name), fmt::format("must be {}", expected));
}

template <class Value>
void AttributeReader::take_number(const Column& column, Value& value, std::string_view expected) {
    Hdf5Attribute* const attribute = find(column);
    if (attribute == nullptr) return;
    const bool taken = std::visit(
        [&](const auto& values) {
            using Stored = std::remove_cvref_t<decltype(values)>;
            constexpr bool real = std::is_same_v<Stored, std::vector<double>>;
            constexpr bool whole = std::is_same_v<Stored, std::vector<std::int64_t>> ||
                                   std::is_same_v<Stored, std::vector<std::uint64_t>>;
            if constexpr (whole || (real && std::is_same_v<Value, double>)) {
                if (values.size() != 1) return false;
                if constexpr (std::is_integral_v<Value>) {
                    if (!std::in_range<Value>(values.front())) return false;
                }
                value = static_cast<Value>(values.front());
                return true;
            } else {
                return false;
            }
        },
        attribute->values);
    if (!taken) wrong(column.name, expected);
}

void AttributeReader::take(const Column& column, double& value) {
    take_number(column, value, "one number");
}

void AttributeReader::take(const Column& column, std::int64_t& value) {
    take_number(column, value, "one whole number (an integer type)");
}

void AttributeReader::take(const Column& column, std::string& value) {
    Hdf5Attribute* const attribute = find(column);
    if (attribute == nullptr) return;
    auto* const texts = std::get_if<std::vector<std::string>>(&attribute->values);
    if (texts != nullptr && texts->size() == 1) {
        value = std::exchange(texts->front(), {});
    } else {
        wrong(column.name, "one text");
    }
}

void AttributeReader::take(const Column& column, std::vector<std::string>& values) {
    Hdf5Attribute* const attribute = find(column);
    if (attribute == nullptr) return;
    if (auto* const texts = std::get_if<std::vector<std::string>>(&attribute->values)) {
        values = std::exchange(*texts, {});
    } else {
        wrong(column.name, "a list of texts");
    }
}

void AttributeReader::finish() {
    for (const Hdf5Attribute& attribute : attributes_) {
        if (std::find(known_.begin(), known_.end(), attribute.name) == known_.end()) {
            problems_.add(place(attribute.name),
                          "is not known" + suggestion(attribute.name, known_));
        }
    }
}

}  // namespace nightwatt
