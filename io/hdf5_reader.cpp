#include "io/hdf5_reader.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <optional>

#include "config/nearest_file.hpp"
#include "errors.hpp"
#include "instance/in_quotes.hpp"
#include "io/hdf5_handle.hpp"
#include "io/hdf5_values.hpp"
#include "io/isolated_call.hpp"
#include "io/packed_values.hpp"

namespace nightwatt {

namespace {

constexpr std::size_t max_objects = 1000;  ///< of one group
constexpr std::size_t max_problems = 50;
constexpr std::size_t max_message_bytes = 600;

/// The system's reason is better than the library's where the file cannot be opened at all.
void check_readable(const std::string& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0) throw InputError(fmt::format("{}: {}", path, why_not_opened(path, errno)));
    struct stat status {};
    const bool regular = ::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode);
    ::close(descriptor);
    if (!regular) throw InputError(fmt::format("{}: is not an ordinary file", path));
    if (status.st_size == 0) throw InputError(fmt::format("{}: the file is empty", path));
}

Hdf5Handle open_file(const std::string& path) {
    check_readable(path);
    const Hdf5Handle access(H5Pcreate(H5P_FILE_ACCESS));
    H5Pset_file_locking(access.get(), false, true);
    Hdf5Handle file(H5Fopen(path.c_str(), H5F_ACC_RDONLY, access.get()));
    if (!file) {
        throw InputError(
            fmt::format("{}: cannot be read as HDF5; it is truncated, damaged or of "
                        "another format ({})",
                        path, hdf5_reason()));
    }
    return file;
}

struct Names {
    std::vector<std::string> names;
    bool too_many = false;
};

herr_t add_name(Names& names, const char* name) {
    names.too_many = names.names.size() == max_objects;
    if (names.too_many) return 1;
    names.names.emplace_back(name);
    return 0;
}

Names attribute_names(hid_t object) {
    Names names;
    hsize_t position = 0;
    H5Aiterate2(
        object, H5_INDEX_NAME, H5_ITER_INC, &position,
        [](hid_t, const char* name, const H5A_info_t*, void* list) {
            return add_name(*static_cast<Names*>(list), name);
        },
        &names);
    return names;
}

class Reader {
  public:
    Reader(std::string path, const Hdf5Request& request)
        : path_(std::move(path)), request_(request), file_(open_file(path_)) {}

    Hdf5Content read() {
        Hdf5Content content;
        content.attributes = read_attributes();
        finish();  // a file of another format would only give a flood of messages
        check_format(content.attributes);
        for (const std::string& name : members(file_.get(), "")) {
            const Hdf5Handle group = open(file_.get(), "/" + name, name, H5O_TYPE_GROUP);
            if (group) content.tables.push_back(read_table(group.get(), name));
        }
        finish();
        return content;
    }

  private:
    void problem(const std::string& text) {
        if (problems_.size() < max_problems)
            problems_.push_back(printable(text, max_message_bytes));
    }
    void problem(const std::string& object, std::string_view why) {
        problem(fmt::format("{}: {}: {}", path_, object, why));
    }
    void finish() {
        if (!problems_.empty()) throw InputError(std::move(problems_));
    }

    /// Names in a group, in alphabetic order.
    std::vector<std::string> members(hid_t group, const std::string& place) {
        Names names;
        hsize_t position = 0;
        const herr_t status = H5Literate(
            group, H5_INDEX_NAME, H5_ITER_INC, &position,
            [](hid_t, const char* name, const H5L_info_t*, void* list) {
                return add_name(*static_cast<Names*>(list), name);
            },
            &names);
        if (status < 0) problem(place + "/", "cannot be listed: " + hdf5_reason());
        if (names.too_many)
            problem(place + "/", fmt::format("holds more than {} objects", max_objects));
        return names.names;
    }

    /// Opens a member that must be a hard link to an object of that type.
    Hdf5Handle open(hid_t group, const std::string& place, const std::string& name,
                    H5O_type_t expected) {
        H5L_info_t link;
        if (H5Lget_info(group, name.c_str(), &link, H5P_DEFAULT) < 0) {
            problem(place, "cannot be read: " + hdf5_reason());
            return {};
        }
        if (link.type != H5L_TYPE_HARD) {
            problem(place, "is a link to elsewhere; copy the data into this file");
            return {};
        }
        Hdf5Handle object(H5Oopen(group, name.c_str(), H5P_DEFAULT));
        if (!object) {
            problem(place, "cannot be opened: " + hdf5_reason());
            return {};
        }
        const H5I_type_t type = H5Iget_type(object.get());
        const bool is_group = expected == H5O_TYPE_GROUP;
        if (type != (is_group ? H5I_GROUP : H5I_DATASET)) {
            problem(place, is_group ? "is not a group" : "is not a dataset");
            return {};
        }
        return object;
    }

    std::vector<Hdf5Attribute> read_attributes() {
        std::vector<Hdf5Attribute> attributes;
        const Names names = attribute_names(file_.get());
        if (names.too_many) problem("/", fmt::format("has more than {} attributes", max_objects));
        for (const std::string& name : names.names) {
            if (name.starts_with('_')) continue;  // netCDF's own
            if (auto values = read_attribute_of(file_.get(), name, "attribute " + name)) {
                attributes.push_back({name, std::move(*values)});
            }
        }
        return attributes;
    }

    std::optional<Hdf5Values> read_attribute_of(hid_t object, const std::string& name,
                                                const std::string& place) {
        const Hdf5Handle attribute(H5Aopen(object, name.c_str(), H5P_DEFAULT));
        if (!attribute) {
            problem(place, "cannot be opened: " + hdf5_reason());
            return std::nullopt;
        }
        try {
            return read_attribute(attribute.get(), fmt::format("{}: {}", path_, place));
        } catch (const InputError& error) {
            problem(error.problems().front());
            return std::nullopt;
        }
    }

    Hdf5Table read_table(hid_t group, const std::string& name) {
        Hdf5Table table{name, {}};
        const Hdf5Rows rows = request_.rows ? request_.rows(name) : Hdf5Rows{};
        for (const std::string& column : members(group, "/" + name)) {
            table.columns.push_back({column, {}, {}});
            if (!request_.wanted(name, column)) continue;
            const std::string place = "/" + name + "/" + column;
            const Hdf5Handle dataset = open(group, place, column, H5O_TYPE_DATASET);
            if (dataset) read_column(dataset.get(), place, rows, table.columns.back());
        }
        return table;
    }

    void read_column(hid_t dataset, const std::string& place, Hdf5Rows rows, Hdf5Column& column) {
        if (H5Aexists(dataset, "units") > 0) {
            const auto units = read_attribute_of(dataset, "units", place + " attribute units");
            const auto* const texts =
                units ? std::get_if<std::vector<std::string>>(&*units) : nullptr;
            if (texts != nullptr && texts->size() == 1) {
                column.units = texts->front();
            } else if (units) {
                problem(place, "attribute units must be one text");
            }
        }
        try {
            column.values = read_dataset(dataset, fmt::format("{}: {}", path_, place), rows);
        } catch (const InputError& error) {
            problem(error.problems().front());
            return;
        }
        check_packing(dataset, place, column.values);
    }

    /// Numbers that stand for others are refused, as other units are.
    void check_packing(hid_t dataset, const std::string& place, const Hdf5Values& values) {
        for (const std::string_view attribute : packing_attributes) {
            const std::string name(attribute);
            if (H5Aexists(dataset, name.c_str()) <= 0) continue;
            const auto stated = read_attribute_of(dataset, name, place + " attribute " + name);
            const std::string why = stated ? why_packed(attribute, *stated, values) : "";
            if (!why.empty()) problem(place, why);
        }
    }

    /// The text of an attribute, or nothing.
    static std::optional<std::string> text_of(const std::vector<Hdf5Attribute>& attributes,
                                              std::string_view name) {
        for (const Hdf5Attribute& attribute : attributes) {
            const auto* const texts = std::get_if<std::vector<std::string>>(&attribute.values);
            if (attribute.name == name && texts != nullptr && texts->size() == 1)
                return texts->front();
        }
        return std::nullopt;
    }

    void check_format(const std::vector<Hdf5Attribute>& attributes) {
        const auto format = text_of(attributes, "format");
        if (format != request_.format) {
            throw InputError(
                fmt::format("{}: attribute format: must be '{}', {}", path_, request_.format,
                            format ? "but is " + in_quotes(*format) : "but there is no such text"));
        }
        const std::string version = text_of(attributes, "format_version").value_or("");
        int major = 0;
        const char* const end = version.data() + version.size();
        const auto [after, error] = std::from_chars(version.data(), end, major);
        if (error != std::errc{} || (after != end && *after != '.') || major < 1) {
            throw InputError(
                fmt::format("{}: attribute format_version: must be a text such as '{}.0'", path_,
                            request_.major_version));
        }
        if (major > request_.major_version) {
            throw InputError(fmt::format(
                "{}: attribute format_version: is {}; this program reads up to {}.x; a newer "
                "version of it is needed",
                path_, printable(version), request_.major_version));
        }
    }

    std::string path_;
    const Hdf5Request& request_;
    Hdf5Handle file_;
    std::vector<std::string> problems_;
};

}  // namespace

Hdf5Content read_hdf5_here(const std::string& path, const Hdf5Request& request) {
    prepare_hdf5();
    return Reader(path, request).read();
}

Hdf5Content read_hdf5(const std::string& path, const Hdf5Request& request) {
    check_readable(path);
    return isolated_call(path, [&] { return read_hdf5_here(path, request); });
}

}  // namespace nightwatt
