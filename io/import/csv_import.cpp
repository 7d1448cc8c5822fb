#include "io/import/csv_import.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "instance/check.hpp"
#include "io/import/csv_order.hpp"
#include "io/import/csv_origins.hpp"
#include "io/import/csv_settings.hpp"
#include "io/import/csv_table_reader.hpp"
#include "io/import/csv_tables.hpp"
#include "io/import/night_grid.hpp"
#include "io/import/server_shapes.hpp"
#include "io/import/site_series.hpp"

namespace nightwatt {

namespace {

/// What a column names, each once, in order of appearance; nothing without the column.
std::vector<std::string> distinct(const CsvFile* file, const std::string& column) {
    std::vector<std::string> names;
    if (file == nullptr || !file->has(column)) return names;
    std::set<std::string> seen;
    const std::size_t at = file->column(column);
    for (const auto& row : file->rows)
        if (seen.insert(row[at]).second) names.push_back(row[at]);
    return names;
}

class CsvImport {
  public:
    CsvImport(const std::vector<std::string>& paths, const ImportParameters& parameters)
        : tables_(paths), parameters_(parameters), reader_(instance_, problems_) {}

    Instance read() {
        for (const char* needed : {"tasks", "servers"})
            if (tables_.find(needed) == nullptr)
                problems_.add(fmt::format("no {}.csv was given", needed));
        for (const char* table : {"sites", "cop", "instance"})
            if (tables_.find(table) != nullptr && tables_.find("series") == nullptr)
                problems_.add(
                    fmt::format("{}: needs series.csv beside it", tables_.find(table)->path));
        if (tables_.find("links") != nullptr && tables_.find("series") == nullptr &&
            !parameters_.links.empty())
            problems_.add(
                fmt::format("{}: the configuration has [[link]]s too; give all links in "
                            "one place",
                            tables_.find("links")->path));
        problems_.throw_if_any();
        read_classes();
        read_sites_and_series();
        read_servers();
        read_tasks();
        read_sorted("levels", instance_.levels);
        read_optional("links", instance_.links);
        read_spreads();
        read_optional("batteries", instance_.batteries);
        read_optional("requests", instance_.requests);
        read_optional("runtime_spreads", instance_.runtime_spreads);
        said_.series = tables_.find("series") != nullptr;
        if (const CsvFile* file = tables_.find("instance")) read_attributes(*file);
        const std::string note = csv_settings_note(parameters_, said_);
        if (!note.empty()) instance_.notes.push_back(note);
        problems_.throw_if_any();
        check_rows();
        return std::move(instance_);
    }

  private:
    template <class Table>
    void read_table(const char* name, const CsvFile& file, Table& table,
                    std::set<std::string> others = {}) {
        reader_.read(file, table, std::move(others));
        origins_.set(name, file);
    }

    template <class Table>
    void read_optional(const char* name, Table& table) {
        if (const CsvFile* file = tables_.find(name)) read_table(name, *file, table);
    }

    /// The order of the rows, where the file is there.
    template <class Table>
    std::vector<std::size_t> read_sorted(const char* name, Table& table) {
        const CsvFile* const file = tables_.find(name);
        if (file == nullptr) return {};
        reader_.read(*file, table);
        std::vector<std::size_t> order = csv_order(table);
        put_in_order(table, order);
        origins_.set(name, *file, order);
        return order;
    }

    /// They stand row by row beside series.csv, whose rows may have been sorted.
    void read_spreads() {
        const CsvFile* const file = tables_.find("spreads");
        if (file == nullptr) return;
        read_table("spreads", *file, instance_.spreads);
        if (series_order_.size() != file->rows.size()) return;  // check() tells of that
        put_in_order(instance_.spreads, series_order_);
        origins_.set("spreads", *file, series_order_);
    }

    /// Whatever check() finds, by file and line.
    void check_rows() {
        std::set<std::string> told;  // runtimes of one task are rows for each class
        for (const std::string& problem : check(instance_)) {
            std::string located = origins_.located(problem);
            if (told.insert(located).second) problems_.add(std::move(located));
        }
        problems_.throw_if_any();
    }

    void read_classes() {
        if (const CsvFile* file = tables_.find("classes")) {
            read_table("classes", *file, instance_.classes);
            return;
        }
        instance_.classes.id = distinct(tables_.find("servers"), "class");
        if (instance_.classes.id.empty()) instance_.classes.id = {"server"};
    }

    void read_sites_and_series() {
        const CsvFile* const series = tables_.find("series");
        if (series == nullptr) {
            configured_sites();
            return;
        }
        if (const CsvFile* sites = tables_.find("sites")) {
            read_table("sites", *sites, instance_.sites);
        } else {
            const SiteParameters plain;
            std::vector<std::string> names = distinct(series, "site");
            if (names.empty()) names.push_back(plain.name);
            for (const std::string& name : names) {
                instance_.sites.id.push_back(name);
                instance_.sites.pue_overhead.push_back(plain.pue_overhead);
                instance_.sites.peak_price_per_kw.push_back(0);
                instance_.sites.soft_cap_penalty_per_kwh.push_back(0);
                instance_.sites.heat_price_per_kwh.push_back(0);
            }
        }
        read_sorted("cop", instance_.cop);
        series_order_ = read_sorted("series", instance_.series);
        grid_from_series(*series);
    }

    /// Without series.csv: those of the configuration; or flat ones for the sites that the servers
    /// name.
    void configured_sites() {
        ImportParameters parameters = parameters_;
        const NightParameters& night = parameters.night;
        instance_.notes.push_back(fmt::format("No series.csv: {} h from {} in slots of {} min",
                                              night.hours, night.start, night.slot_minutes));
        if (parameters.sites.empty()) {
            for (const std::string& name : distinct(tables_.find("servers"), "site"))
                parameters.sites.emplace_back().name = name;
            if (!parameters.sites.empty())
                instance_.notes.push_back(flat_sites_note(parameters, "each site"));
        }
        const NightGrid grid = night_grid(parameters.night);
        set_night(instance_, parameters.night, grid);
        add_sites(instance_, parameters, grid);
    }

    void grid_from_series(const CsvFile& file) {
        const NightParameters& night = parameters_.night;
        set_night(instance_, night, {night_start(night), 0, 0});
        const std::size_t slots = instance_.slots();
        if (tables_.find("instance") != nullptr) return;  // it says so itself
        if (slots < 2) {
            problems_.add(
                fmt::format("{}: a single slot does not show its length: give "
                            "instance.csv with horizon_s and slot_s",
                            file.path));
            return;
        }
        // Of one site: another one's gaps are told of when the instance is checked.
        const std::vector<std::int32_t>& site = instance_.series.site;
        const auto second = std::find(site.begin() + 1, site.end(), site.front());
        if (second != site.end()) {
            instance_.slot_s =
                instance_.series.start_s[static_cast<std::size_t>(second - site.begin())] -
                instance_.series.start_s.front();
        }
        instance_.horizon_s = instance_.slot_s * static_cast<double>(slots);
    }

    void read_servers() {
        const CsvFile& file = *tables_.find("servers");
        std::set<std::string> columns;
        for (const std::string& name : file.header)
            if (name.starts_with(capacity_prefix)) columns.insert(name);
        read_table("servers", file, instance_.servers, columns);
        for (const std::string& name : file.header) {
            if (!columns.contains(name)) continue;
            instance_.resources.push_back(name.substr(capacity_prefix.size()));
            instance_.servers.capacity.push_back(
                reader_.units(file, name, CsvTableReader::EmptyUnits::AreRefused));
        }
        if (instance_.resources.empty() || instance_.resources.size() > max_resources)
            problems_.add(fmt::format("{}:1: {} capacity_<resource> columns; one to {} are needed",
                                      file.path, instance_.resources.size(), max_resources));
    }

    void read_tasks() {
        const CsvFile& file = *tables_.find("tasks");
        const CsvFile* const runtimes = tables_.find("runtimes");
        std::set<std::string> columns;
        for (const std::string& resource : instance_.resources)
            columns.insert(std::string(need_prefix) + resource);
        if (runtimes == nullptr) {
            columns.emplace(csv_task_runtime);
            columns.emplace(csv_task_power);
        }
        read_table("tasks", file, instance_.tasks, columns);
        for (const std::string& resource : instance_.resources)
            instance_.tasks.need.push_back(reader_.units(file, std::string(need_prefix) + resource,
                                                         CsvTableReader::EmptyUnits::AreZero));
        if (runtimes != nullptr)
            read_sorted("runtimes", instance_.runtimes);
        else
            runtimes_of_tasks(file);
    }

    void runtimes_of_tasks(const CsvFile& file) {
        CsvFields fields(file, problems_);
        if (!file.has(csv_task_runtime)) {
            problems_.add(fmt::format("{}:1: no column {}, and no runtimes.csv was given",
                                      file.path, csv_task_runtime));
            return;
        }
        const std::size_t runtime = file.column(csv_task_runtime);
        const bool has_power = file.has(csv_task_power);
        const std::size_t power = has_power ? file.column(csv_task_power) : 0;
        std::vector<double> runtimes_s;
        std::vector<double> powers_w;
        for (std::size_t row = 0; row < file.rows.size(); ++row) {
            runtimes_s.push_back(fields.number(row, runtime, 0, 1e12).value_or(0));
            const bool given = has_power && !fields.text(row, power).empty();
            powers_w.push_back(given ? fields.number(row, power, 0, 1e12).value_or(0) : 0);
        }
        problems_.throw_if_any();  // shapes need a sound table of servers
        const auto shapes = server_shapes(instance_);
        std::vector<std::size_t> task_rows;
        for (std::size_t row = 0; row < file.rows.size(); ++row) {
            for (const std::int32_t k : classes_that_hold(shapes, row)) {
                instance_.runtimes.task.push_back(static_cast<std::int32_t>(row));
                instance_.runtimes.class_index.push_back(k);
                instance_.runtimes.level.push_back(-1);
                instance_.runtimes.runtime_s.push_back(runtimes_s[row]);
                instance_.runtimes.power_w.push_back(powers_w[row]);
                task_rows.push_back(row);
            }
        }
        origins_.set("runtimes", file, task_rows);
    }

    /// All classes where none can: check() then says why.
    [[nodiscard]] std::set<std::int32_t> classes_that_hold(const std::vector<ServerShape>& shapes,
                                                           std::size_t task) const {
        std::vector<std::uint32_t> need;
        for (const auto& amounts : instance_.tasks.need) need.push_back(amounts[task]);
        std::set<std::int32_t> classes;
        std::set<std::int32_t> all;
        for (const ServerShape& shape : shapes) {
            all.insert(shape.class_index);
            if (shape.holds(need)) classes.insert(shape.class_index);
        }
        return classes.empty() ? all : classes;
    }

    void read_attributes(const CsvFile& file) {
        origins_.set("instance", file);
        CsvFields fields(file, problems_);
        const auto column = fields.columns({"key", "value"});
        std::set<std::string>& seen = said_.attributes;
        for (std::size_t row = 0; row < file.rows.size(); ++row) {
            const std::string& key = fields.text(row, column[0]);
            if (key == "note") {
                instance_.notes.push_back(fields.text(row, column[1]));
                continue;
            }
            bool known = false;
            visit_csv_attributes(instance_, [&](const char* name, auto& value) {
                if (key != name) return;
                known = true;
                read_attribute(fields, row, column[1], value);
            });
            if (!known) fields.problem(row, column[0], "no such attribute");
            if (!seen.insert(key).second) fields.problem(row, column[0], "stands twice");
        }
        for (const char* needed : {"horizon_s", "slot_s"})
            if (!seen.contains(needed))
                problems_.add(fmt::format("{}: no row '{}'", file.path, needed));
    }

    static void read_attribute(CsvFields& fields, std::size_t row, std::size_t column,
                               std::string& value) {
        value = fields.text(row, column);
    }

    static void read_attribute(CsvFields& fields, std::size_t row, std::size_t column,
                               double& value) {
        constexpr double most = std::numeric_limits<double>::max();
        const bool empty = fields.text(row, column).empty();
        value = empty ? none : fields.number(row, column, -most, most).value_or(0);
    }

    CsvTables tables_;
    const ImportParameters& parameters_;
    Instance instance_;
    ProblemList problems_;
    CsvTableReader reader_;
    CsvSaid said_;
    CsvOrigins origins_;
    std::vector<std::size_t> series_order_;
};

}  // namespace

Instance import_csv(const std::vector<std::string>& paths, const ImportParameters& parameters) {
    return CsvImport(paths, parameters).read();
}

}  // namespace nightwatt
