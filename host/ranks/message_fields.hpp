#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ranks/message.hpp"

namespace nightwatt {

/// A record that goes from rank to rank has one function that lists its fields,
/// visit(record, each) with each(field, ...), for these two to write and to read them by. A field
/// is a number, a plain struct, a text, or a list of such.
struct PutFields {
    MessageWriter& to;
    template <class... Field>
    void operator()(const Field&... fields) const {
        (put(fields), ...);
    }
    template <class Value>
    void put(const Value& value) const {
        to.put(value);
    }
    template <class Value>
    void put(const std::vector<Value>& values) const {
        to.put_vector(values);
    }
    void put(const std::string& text) const { to.put_text(text); }
    void put(const std::vector<std::string>& texts) const {
        to.put(std::uint64_t{texts.size()});
        for (const std::string& text : texts) to.put_text(text);
    }
};

struct GetFields {
    MessageReader& from;
    template <class... Field>
    void operator()(Field&... fields) const {
        (get(fields), ...);
    }
    template <class Value>
    void get(Value& value) const {
        value = from.get<Value>();
    }
    template <class Value>
    void get(std::vector<Value>& values) const {
        values = from.get_vector<Value>();
    }
    void get(std::string& text) const { text = from.get_text(); }
    void get(std::vector<std::string>& texts) const {
        texts.resize(from.get<std::uint64_t>());
        for (std::string& text : texts) text = from.get_text();
    }
};

}  // namespace nightwatt
