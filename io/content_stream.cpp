#include "io/content_stream.hpp"

#include <unistd.h>

#include <cerrno>
#include <stdexcept>
#include <type_traits>

namespace nightwatt {

namespace {
/// The sender is this program, but it may have been damaged while it read.
constexpr std::size_t max_elements = 1'000'000'000;
}  // namespace

void ContentStream::write_bytes(const void* bytes, std::size_t size) {
    const char* position = static_cast<const char*>(bytes);
    while (size > 0) {
        const ssize_t count = ::write(descriptor_, position, size);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) throw std::runtime_error("a pipe broke");
        position += count;
        size -= static_cast<std::size_t>(count);
    }
}

void ContentStream::write_text(const std::string& text) {
    write_size(text.size());
    write_bytes(text.data(), text.size());
}

void ContentStream::write(const std::vector<std::string>& texts) {
    // One block of bytes: a million ids must not cost a million system calls.
    std::vector<std::size_t> sizes;
    sizes.reserve(texts.size());
    std::string all;
    for (const std::string& text : texts) {
        sizes.push_back(text.size());
        all += text;
    }
    write_size(sizes.size());
    write_bytes(sizes.data(), sizes.size() * sizeof(std::size_t));
    write_text(all);
}

void ContentStream::write_values(const Hdf5Values& values) {
    write_byte(static_cast<unsigned char>(values.index()));
    std::visit(
        [&](const auto& column) {
            using Values = std::remove_cvref_t<decltype(column)>;
            if constexpr (std::is_same_v<Values, std::vector<std::string>>) {
                write(column);
            } else if constexpr (!std::is_same_v<Values, std::monostate>) {
                write_size(column.size());
                write_bytes(column.data(), column.size() * sizeof(column[0]));
            }
        },
        values);
}

void ContentStream::write(const Hdf5Content& content) {
    write_size(content.attributes.size());
    for (const Hdf5Attribute& attribute : content.attributes) {
        write_text(attribute.name);
        write_values(attribute.values);
    }
    write_size(content.tables.size());
    for (const Hdf5Table& table : content.tables) {
        write_text(table.name);
        write_size(table.columns.size());
        for (const Hdf5Column& column : table.columns) {
            write_text(column.name);
            write_text(column.units);
            write_values(column.values);
        }
    }
}

void ContentStream::read_bytes(void* bytes, std::size_t size) {
    char* position = static_cast<char*>(bytes);
    while (size > 0) {
        const ssize_t count = ::read(descriptor_, position, size);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) throw std::runtime_error("a pipe ended early");
        position += count;
        size -= static_cast<std::size_t>(count);
    }
}

std::size_t ContentStream::read_size() {
    std::size_t size = 0;
    read_bytes(&size, sizeof size);
    if (size > max_elements) throw std::runtime_error("a pipe carried nonsense");
    return size;
}

unsigned char ContentStream::read_byte() {
    unsigned char value = 0;
    read_bytes(&value, 1);
    return value;
}

std::string ContentStream::read_text() {
    std::string text(read_size(), '\0');
    read_bytes(text.data(), text.size());
    return text;
}

template <class Value>
std::vector<Value> ContentStream::read_numbers() {
    std::vector<Value> values(read_size());
    read_bytes(values.data(), values.size() * sizeof(Value));
    return values;
}

std::vector<std::string> ContentStream::read_texts() {
    const std::vector<std::size_t> sizes = read_numbers<std::size_t>();
    const std::string all = read_text();
    std::vector<std::string> texts;
    texts.reserve(sizes.size());
    std::size_t begin = 0;
    for (const std::size_t size : sizes) {
        if (size > all.size() - begin) throw std::runtime_error("a pipe carried nonsense");
        texts.push_back(all.substr(begin, size));
        begin += size;
    }
    return texts;
}

Hdf5Values ContentStream::read_values() {
    switch (read_byte()) {
        case 0:
            return std::monostate{};
        case 1:
            return read_numbers<double>();
        case 2:
            return read_numbers<std::int64_t>();
        case 3:
            return read_numbers<std::uint64_t>();
        case 4:
            return read_texts();
        default:
            throw std::runtime_error("a pipe carried nonsense");
    }
}

Hdf5Content ContentStream::read_content() {
    Hdf5Content content;
    for (std::size_t left = read_size(); left > 0; --left) {
        std::string name = read_text();
        content.attributes.push_back({std::move(name), read_values()});
    }
    for (std::size_t left = read_size(); left > 0; --left) {
        Hdf5Table table{read_text(), {}};
        for (std::size_t columns = read_size(); columns > 0; --columns) {
            std::string name = read_text();
            std::string units = read_text();
            table.columns.push_back({std::move(name), std::move(units), read_values()});
        }
        content.tables.push_back(std::move(table));
    }
    return content;
}

}  // namespace nightwatt
