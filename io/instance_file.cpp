#include "io/instance_file.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "config/nearest_name.hpp"
#include "errors.hpp"
#include "instance/check.hpp"
#include "instance/tables.hpp"
#include "io/attribute_reader.hpp"
#include "io/column_label.hpp"
#include "io/file_formats.hpp"
#include "io/hdf5_reader.hpp"
#include "io/hdf5_writer.hpp"
#include "io/instance_columns.hpp"
#include "io/table_reader.hpp"

namespace nightwatt {

namespace {

bool is_resource_column(std::string_view table, std::string_view column) {
    return (table == "tasks" && column.starts_with(need_prefix)) ||
           (table == "servers" && column.starts_with(capacity_prefix));
}

/// Whether the schema has a column of that name.
bool is_known_column(std::string_view table_name, std::string_view column_name) {
    static const Instance empty;
    bool known = is_resource_column(table_name, column_name);
    visit_tables(empty, [&](std::string_view name, std::string_view, const auto& table) {
        if (name != table_name) return;
        visit_columns(
            table, [&](const Column& column, const auto&) { known |= column.name == column_name; });
    });
    return known;
}

void check_tables(const Hdf5Content& content, const Instance& instance, FileProblems& problems) {
    std::vector<std::string> known;
    visit_tables(instance, [&](std::string_view name, std::string_view, const auto&) {
        known.emplace_back(name);
    });
    for (const Hdf5Table& table : content.tables) {
        if (std::find(known.begin(), known.end(), table.name) == known.end()) {
            problems.add("/" + table.name, "is not known" + suggestion(table.name, known));
        }
    }
}

/// A file cannot hold them, so a table cannot be read with them.
bool valid_resources(const std::vector<std::string>& resources, FileProblems& problems) {
    const bool valid = !resources.empty() && resources.size() <= max_resources;
    if (!valid) {
        problems.add("attribute resources", fmt::format("must hold one to {} names, not {}",
                                                        max_resources, resources.size()));
    }
    return valid;
}

}  // namespace

Instance instance_of(Hdf5Content content, const std::string& path) {
    Instance instance;
    FileProblems problems(path);
    AttributeReader attributes(content.attributes, problems);
    visit_attributes(instance,
                     [&](const Column& column, auto& value) { attributes.take(column, value); });
    attributes.finish();
    check_tables(content, instance, problems);
    if (!valid_resources(instance.resources, problems)) problems.finish();
    instance.tasks.need.resize(instance.resources.size());
    instance.servers.capacity.resize(instance.resources.size());
    visit_tables(instance, [&](std::string_view name, std::string_view, auto& table) {
        TableReader reader(name, is_optional_table(name), find_table(content, name), instance.epoch,
                           problems);
        const auto take = [&](const Column& column, auto& values) { reader.take(column, values); };
        visit_columns(table, take);
        visit_resource_columns(table, instance.resources, take);
        reader.finish();
    });
    problems.finish();
    return instance;
}

Hdf5Request instance_request() {
    return {"nightwatt instance", 1, is_known_column};
}

Instance read_instance(const std::string& path, bool checked) {
    Instance instance = instance_of(read_hdf5(path, instance_request()), path);
    if (checked) {
        std::vector<std::string> problems = check(instance);
        for (std::string& problem : problems) problem.insert(0, path + ": ");
        if (!problems.empty()) throw InputError(std::move(problems));
    }
    return instance;
}

void write_instance(const std::string& path, const Instance& instance) {
    Hdf5Writer writer(path, instance_request().format, "1.0");
    writer.attribute("created_by", program_name());
    visit_attributes(instance, [&](const Column& column, const auto& value) {
        writer.attribute(column.name, value);
    });
    visit_tables(instance, [&](std::string_view name, std::string_view help, const auto& table) {
        if (is_optional_table(name) && table.size() == 0) return;
        writer.table(name, help, table.size());
        const auto write = [&](const Column& column, const auto& values) {
            writer.column(column_label(column, instance), values);
        };
        visit_columns(table, write);
        visit_resource_columns(table, instance.resources, write);
    });
    writer.finish();
}

}  // namespace nightwatt
