#include "io/hdf5_values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "errors.hpp"
#include "io/hdf5_handle.hpp"

namespace nightwatt {

namespace {

constexpr hsize_t max_rows = 200'000'000;
constexpr hsize_t max_attribute_values = 4096;
constexpr std::size_t max_text_bytes = 1 << 16;             ///< of one text in a table
constexpr std::size_t max_attribute_text_bytes = 16 << 20;  ///< of one text in an attribute
constexpr hsize_t texts_at_once = 1 << 16;
/// No filter that is allowed here packs tighter than deflate, whose limit is 1032 to 1. Columns
/// that were never written take no space in the file; a little of that is allowed.
constexpr hsize_t max_expansion = 1100;
constexpr hsize_t unwritten_bytes_allowed = 1 << 20;

[[noreturn]] void fail(const std::string& place, std::string_view why) {
    throw InputError(fmt::format("{}: {}", place, why));
}

enum class Kind { Real, Whole, WholeUnsigned64, Text };

Kind kind_of(hid_t type, const std::string& place) {
    const std::size_t bytes = H5Tget_size(type);
    switch (H5Tget_class(type)) {
        case H5T_FLOAT:
            if (bytes <= 8) return Kind::Real;
            break;
        case H5T_INTEGER:
            if (bytes == 8 && H5Tget_sign(type) == H5T_SGN_NONE) return Kind::WholeUnsigned64;
            if (bytes <= 8) return Kind::Whole;
            break;
        case H5T_STRING:
            return Kind::Text;
        default:
            break;
    }
    fail(place,
         "must hold numbers of at most 64 bits or texts, not compound, enum, bool or others");
}

/// Number of values of a scalar or 1-D dataspace.
hsize_t extent_of(hid_t space, const std::string& place, bool scalar_allowed) {
    const H5S_class_t shape = H5Sget_simple_extent_type(space);
    if (shape == H5S_SCALAR && scalar_allowed) return 1;
    const int rank = H5Sget_simple_extent_ndims(space);
    if (shape != H5S_SIMPLE || rank != 1) {
        fail(place, fmt::format("must have one dimension, not {}", shape == H5S_SIMPLE ? rank : 0));
    }
    hsize_t extent = 0;
    H5Sget_simple_extent_dims(space, &extent, nullptr);
    return extent;
}

/// A text up to its first NUL; fixed-length texts may be padded with blanks.
std::string trimmed(const char* text, std::size_t size, H5T_str_t padding) {
    std::size_t length = strnlen(text, size);
    while (padding == H5T_STR_SPACEPAD && length > 0 && text[length - 1] == ' ') --length;
    return {text, length};
}

/// Reads `count` texts by read(memory type, buffer); `space` describes the buffer.
template <class Read>
void read_texts(hid_t type, hid_t space, hsize_t count, std::size_t max_bytes,
                const std::string& place, std::vector<std::string>& texts, Read&& read) {
    const Hdf5Handle memory_type(H5Tcopy(H5T_C_S1));
    H5Tset_cset(memory_type.get(), H5Tget_cset(type));
    if (H5Tis_variable_str(type) > 0) {
        H5Tset_size(memory_type.get(), H5T_VARIABLE);
        std::vector<char*> pointers(count, nullptr);
        const herr_t status = read(memory_type.get(), pointers.data());
        bool too_long = false;
        for (const char* pointer : pointers) {
            const std::size_t length = pointer == nullptr ? 0 : std::strlen(pointer);
            too_long = too_long || length > max_bytes;
            if (status >= 0 && !too_long)
                texts.emplace_back(pointer == nullptr ? "" : pointer, length);
        }
        if (status >= 0) {
            H5Dvlen_reclaim(memory_type.get(), space, H5P_DEFAULT, pointers.data());
        }
        if (status < 0) fail(place, "cannot be read: " + hdf5_reason());
        if (too_long) fail(place, fmt::format("holds a text of more than {} bytes", max_bytes));
        return;
    }
    const std::size_t bytes = H5Tget_size(type);
    if (bytes == 0 || bytes > max_bytes) {
        fail(place,
             fmt::format("holds texts of {} bytes; at most {} are allowed", bytes, max_bytes));
    }
    H5Tset_size(memory_type.get(), bytes);
    H5Tset_strpad(memory_type.get(), H5Tget_strpad(type));
    std::vector<char> characters(count * bytes);
    if (read(memory_type.get(), characters.data()) < 0) {
        fail(place, "cannot be read: " + hdf5_reason());
    }
    for (hsize_t i = 0; i < count; ++i) {
        texts.push_back(trimmed(characters.data() + i * bytes, bytes, H5Tget_strpad(type)));
    }
}

template <class Value, class Read>
Hdf5Values read_numbers(hid_t memory_type, hsize_t count, const std::string& place, Read&& read) {
    std::vector<Value> values(count);
    if (count > 0 && read(memory_type, values.data()) < 0) {
        fail(place, "cannot be read: " + hdf5_reason());
    }
    return values;
}

template <class Read>
Hdf5Values read_numbers(Kind kind, hsize_t count, const std::string& place, Read&& read) {
    if (kind == Kind::Real) return read_numbers<double>(H5T_NATIVE_DOUBLE, count, place, read);
    if (kind == Kind::Whole)
        return read_numbers<std::int64_t>(H5T_NATIVE_INT64, count, place, read);
    return read_numbers<std::uint64_t>(H5T_NATIVE_UINT64, count, place, read);
}

/// Data that lie in other files, or layouts that are made of other datasets, are refused: an input
/// is one file.
void check_storage(hid_t dataset, hid_t type, hsize_t rows, const std::string& place) {
    const Hdf5Handle creation(H5Dget_create_plist(dataset));
    if (!creation) fail(place, "cannot be read: " + hdf5_reason());
    if (H5Pget_layout(creation.get()) == H5D_VIRTUAL ||
        H5Pget_external_count(creation.get()) != 0) {
        fail(place, "keeps its values in another file or dataset; copy them into this one");
    }
    const hsize_t stored = H5Dget_storage_size(dataset);
    const hsize_t bytes = std::max(unwritten_bytes_allowed, (stored + 1) * max_expansion);
    if (rows > bytes / std::max<hsize_t>(1, H5Tget_size(type))) {
        fail(place,
             fmt::format("claims {} rows, but the file holds only {} bytes of it", rows, stored));
    }
}

}  // namespace

Hdf5Values read_dataset(hid_t dataset, const std::string& place, Hdf5Rows rows) {
    const Hdf5Handle type(H5Dget_type(dataset));
    const Hdf5Handle space(H5Dget_space(dataset));
    if (!type || !space) fail(place, "cannot be read: " + hdf5_reason());
    const Kind kind = kind_of(type.get(), place);
    const hsize_t extent = extent_of(space.get(), place, false);
    check_storage(dataset, type.get(), extent, place);
    const hsize_t begin = std::min<hsize_t>(rows.first, extent);
    const hsize_t wanted = std::min<hsize_t>(rows.count, extent - begin);
    if (wanted > max_rows) {
        fail(place, fmt::format("claims {} rows; at most {} are read", wanted, max_rows));
    }
    const auto select = [&](hsize_t first, hsize_t count) {
        Hdf5Handle memory_space(H5Screate_simple(1, &count, nullptr));
        H5Sselect_hyperslab(space.get(), H5S_SELECT_SET, &first, nullptr, &count, nullptr);
        return memory_space;
    };
    if (kind != Kind::Text) {
        const Hdf5Handle memory_space = select(begin, wanted);
        return read_numbers(kind, wanted, place, [&](hid_t memory_type, void* buffer) {
            return H5Dread(dataset, memory_type, memory_space.get(), space.get(), H5P_DEFAULT,
                           buffer);
        });
    }
    std::vector<std::string> texts;
    for (hsize_t at = 0; at < wanted; at += texts_at_once) {
        const hsize_t count = std::min(texts_at_once, wanted - at);
        const Hdf5Handle memory_space = select(begin + at, count);
        read_texts(type.get(), memory_space.get(), count, max_text_bytes, place, texts,
                   [&](hid_t memory_type, void* buffer) {
                       return H5Dread(dataset, memory_type, memory_space.get(), space.get(),
                                      H5P_DEFAULT, buffer);
                   });
    }
    return texts;
}

Hdf5Values read_attribute(hid_t attribute, const std::string& place) {
    const Hdf5Handle type(H5Aget_type(attribute));
    const Hdf5Handle space(H5Aget_space(attribute));
    if (!type || !space) fail(place, "cannot be read: " + hdf5_reason());
    const Kind kind = kind_of(type.get(), place);
    if (H5Sget_simple_extent_type(space.get()) == H5S_NULL) return std::vector<std::string>();
    const hsize_t count = extent_of(space.get(), place, true);
    if (count > max_attribute_values) {
        fail(place, fmt::format("has {} values; at most {} are read", count, max_attribute_values));
    }
    if (count == 0) return std::vector<std::string>();  // the library reads no such attribute
    const auto read = [&](hid_t memory_type, void* buffer) {
        return H5Aread(attribute, memory_type, buffer);
    };
    if (kind != Kind::Text) return read_numbers(kind, count, place, read);
    std::vector<std::string> texts;
    read_texts(type.get(), space.get(), count, max_attribute_text_bytes, place, texts, read);
    return texts;
}

}  // namespace nightwatt
