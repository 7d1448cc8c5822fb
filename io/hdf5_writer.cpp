#include "io/hdf5_writer.hpp"

#include <fmt/format.h>
#include <hdf5_hl.h>

#include <algorithm>
#include <numeric>

#include "errors.hpp"
#include "io/hdf5_handle.hpp"
#include "io/output_file.hpp"

namespace nightwatt {

namespace {

constexpr hsize_t max_chunk_rows = 1 << 16;
constexpr unsigned deflate_level = 4;
constexpr std::size_t memory_step_bytes = 16 << 20;

Hdf5Handle text_type() {
    Hdf5Handle type(H5Tcopy(H5T_C_S1));
    H5Tset_size(type.get(), H5T_VARIABLE);
    H5Tset_cset(type.get(), H5T_CSET_UTF8);
    return type;
}

/// A file in memory that never touches the disk by itself.
Hdf5Handle make_file(const std::string& path) {
    const Hdf5Handle access(H5Pcreate(H5P_FILE_ACCESS));
    H5Pset_fapl_core(access.get(), memory_step_bytes, false);
    // The library's default format, which every reader knows, on purpose: the superblock of newer
    // ones is under a checksum that H5Fget_file_image() of HDF5 1.10 leaves wrong.
    const Hdf5Handle creation(H5Pcreate(H5P_FILE_CREATE));
    // netCDF lists variables in the order of creation.
    H5Pset_link_creation_order(creation.get(), H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED);
    return Hdf5Handle(H5Fcreate(path.c_str(), H5F_ACC_TRUNC, creation.get(), access.get()));
}

Hdf5Handle column_layout(hsize_t rows, Packing packing) {
    Hdf5Handle layout(H5Pcreate(H5P_DATASET_CREATE));
    if (rows > 0 && packing == Packing::Deflated) {  // a chunk cannot be empty
        const hsize_t chunk = std::min(rows, max_chunk_rows);
        H5Pset_chunk(layout.get(), 1, &chunk);
        H5Pset_shuffle(layout.get());
        H5Pset_deflate(layout.get(), deflate_level);
    }
    return layout;
}

}  // namespace

struct Hdf5Writer::State {
    std::string path;
    Packing packing = Packing::Deflated;
    Hdf5Handle file;
    Hdf5Handle group;
    std::string group_name;
    hsize_t rows = 0;
    Hdf5Handle coordinate;

    [[noreturn]] void fail(std::string_view object) const {
        throw OutputError(fmt::format("{}: {}: cannot be made: {}", path, object, hdf5_reason()));
    }
    void require(bool success, std::string_view object) const {
        if (!success) fail(object);
    }

    void write_attribute(hid_t object, std::string_view name, hid_t type, const void* value,
                         hsize_t count = 0) const {
        const Hdf5Handle space(count == 0 ? H5Screate(H5S_SCALAR)
                                          : H5Screate_simple(1, &count, nullptr));
        const std::string text(name);
        const Hdf5Handle attribute(
            H5Acreate2(object, text.c_str(), type, space.get(), H5P_DEFAULT, H5P_DEFAULT));
        require(attribute && H5Awrite(attribute.get(), type, value) >= 0, name);
    }
    void write_attribute(hid_t object, std::string_view name, std::string_view value) const {
        const std::string text(value);
        const char* const pointer = text.c_str();
        write_attribute(object, name, text_type().get(), &pointer);
    }

    void write_column(const ColumnLabel& label, hid_t file_type, hid_t memory_type,
                      const void* values, std::size_t count, bool is_coordinate) {
        const std::string place = "/" + group_name + "/" + label.name;
        if (count != rows) {
            throw InternalError(
                fmt::format("{}: {} rows where the table has {}", place, count, rows));
        }
        const Hdf5Handle space(H5Screate_simple(1, &rows, nullptr));
        Hdf5Handle dataset(H5Dcreate2(group.get(), label.name.c_str(), file_type, space.get(),
                                      H5P_DEFAULT, column_layout(rows, packing).get(),
                                      H5P_DEFAULT));
        require(static_cast<bool>(dataset), place);
        if (rows > 0) {
            require(
                H5Dwrite(dataset.get(), memory_type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values) >= 0,
                place);
        }
        if (!label.help.empty()) write_attribute(dataset.get(), "long_name", label.help);
        if (!label.units.empty()) write_attribute(dataset.get(), "units", label.units);
        if (label.units.find(" since ") != std::string::npos) {
            write_attribute(dataset.get(), "calendar", "standard");
        }
        if (!label.currency.empty()) write_attribute(dataset.get(), "currency", label.currency);
        if (packing == Packing::Plain) return;  // nobody opens it as netCDF
        if (is_coordinate) {
            require(H5DSset_scale(dataset.get(), label.name.c_str()) >= 0, place);
            coordinate = std::move(dataset);
        } else {
            if (!coordinate) write_row_coordinate();
            require(H5DSattach_scale(dataset.get(), coordinate.get(), 0) >= 0, place);
        }
    }

    void write_row_coordinate() {
        std::vector<std::int32_t> numbers(rows);
        std::iota(numbers.begin(), numbers.end(), 0);
        write_column({std::string(row_coordinate), "", "Number of the row.", ""}, H5T_STD_I32LE,
                     H5T_NATIVE_INT32, numbers.data(), numbers.size(), true);
    }
};

Hdf5Writer::Hdf5Writer(std::string path, std::string_view format, std::string_view version,
                       Packing packing)
    : state_(std::make_unique<State>()) {
    prepare_hdf5();
    state_->path = std::move(path);
    state_->packing = packing;
    state_->file = make_file(state_->path);
    state_->require(static_cast<bool>(state_->file), "/");
    attribute("format", format);
    attribute("format_version", version);
}

Hdf5Writer::~Hdf5Writer() = default;

void Hdf5Writer::attribute(std::string_view name, std::string_view value) {
    state_->write_attribute(state_->file.get(), name, value);
}

void Hdf5Writer::attribute(std::string_view name, double value) {
    state_->write_attribute(state_->file.get(), name, H5T_NATIVE_DOUBLE, &value);
}

void Hdf5Writer::attribute(std::string_view name, std::int64_t value) {
    state_->write_attribute(state_->file.get(), name, H5T_NATIVE_INT64, &value);
}

void Hdf5Writer::attribute(std::string_view name, const std::vector<std::string>& values) {
    if (values.empty()) return;
    std::vector<const char*> pointers;
    for (const std::string& value : values) pointers.push_back(value.c_str());
    state_->write_attribute(state_->file.get(), name, text_type().get(), pointers.data(),
                            pointers.size());
}

void Hdf5Writer::table(std::string_view name, std::string_view help, std::size_t rows) {
    State& state = *state_;
    state.coordinate = {};
    state.group_name = name;
    state.rows = rows;
    const Hdf5Handle creation(H5Pcreate(H5P_GROUP_CREATE));
    H5Pset_link_creation_order(creation.get(), H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED);
    state.group = Hdf5Handle(H5Gcreate2(state.file.get(), state.group_name.c_str(), H5P_DEFAULT,
                                        creation.get(), H5P_DEFAULT));
    state.require(static_cast<bool>(state.group), "/" + state.group_name);
    state.write_attribute(state.group.get(), "title", help);
}

void Hdf5Writer::column(const ColumnLabel& label, std::span<const double> values) {
    state_->write_column(label, H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, values.data(), values.size(),
                         false);
}

void Hdf5Writer::column(const ColumnLabel& label, std::span<const float> values) {
    state_->write_column(label, H5T_IEEE_F32LE, H5T_NATIVE_FLOAT, values.data(), values.size(),
                         false);
}

void Hdf5Writer::column(const ColumnLabel& label, std::span<const std::uint8_t> values) {
    state_->write_column(label, H5T_STD_U8LE, H5T_NATIVE_UINT8, values.data(), values.size(),
                         false);
}

void Hdf5Writer::column(const ColumnLabel& label, std::span<const std::int32_t> values) {
    state_->write_column(label, H5T_STD_I32LE, H5T_NATIVE_INT32, values.data(), values.size(),
                         false);
}

void Hdf5Writer::column(const ColumnLabel& label, std::span<const std::uint32_t> values) {
    state_->write_column(label, H5T_STD_U32LE, H5T_NATIVE_UINT32, values.data(), values.size(),
                         false);
}

void Hdf5Writer::column(const ColumnLabel& label, std::span<const std::int64_t> values) {
    state_->write_column(label, H5T_STD_I64LE, H5T_NATIVE_INT64, values.data(), values.size(),
                         false);
}

void Hdf5Writer::column(const ColumnLabel& label, std::span<const std::uint64_t> values) {
    state_->write_column(label, H5T_STD_U64LE, H5T_NATIVE_UINT64, values.data(), values.size(),
                         false);
}

void Hdf5Writer::column(const ColumnLabel& label, std::span<const std::string> values) {
    std::vector<const char*> pointers;
    pointers.reserve(values.size());
    for (const std::string& value : values) pointers.push_back(value.c_str());
    const Hdf5Handle type = text_type();
    state_->write_column(label, type.get(), type.get(), pointers.data(), pointers.size(),
                         !state_->coordinate);
}

void Hdf5Writer::finish() {
    State& state = *state_;
    state.coordinate = {};
    state.group = {};
    state.require(H5Fflush(state.file.get(), H5F_SCOPE_GLOBAL) >= 0, "/");
    const ssize_t bytes = H5Fget_file_image(state.file.get(), nullptr, 0);
    state.require(bytes > 0, "/");
    std::string image(static_cast<std::size_t>(bytes), '\0');
    state.require(H5Fget_file_image(state.file.get(), image.data(), image.size()) == bytes, "/");
    state.file = {};
    write_whole_file(state.path, image);
}

std::string instant_units(std::string_view epoch) {
    return fmt::format("seconds since {}", epoch);
}

}  // namespace nightwatt
