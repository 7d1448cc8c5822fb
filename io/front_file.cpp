#include "io/front_file.hpp"

#include <fmt/format.h>

#include "instance/content_hash.hpp"
#include "io/column_label.hpp"
#include "io/file_formats.hpp"
#include "io/front_schema.hpp"
#include "io/hdf5_writer.hpp"
#include "io/plan_attributes.hpp"

namespace nightwatt {

namespace {

/// One value a point.
template <class Value, class Of>
std::vector<Value> by_point(const FrontRecord& record, Of&& of) {
    std::vector<Value> values;
    for (const FrontRow& row : record.rows) values.push_back(of(row));
    return values;
}

/// One value a point and task.
template <class Value, class Of>
std::vector<Value> by_task(const FrontRecord& record, Of&& of) {
    std::vector<Value> values;
    for (std::size_t point = 0; point < record.rows.size(); ++point) {
        const Plan& plan = record.rows[point].plan;
        for (std::size_t task = 0; task < plan.size(); ++task) {
            values.push_back(static_cast<Value>(of(point, plan, task)));
        }
    }
    return values;
}

void write_points(Hdf5Writer& file, const FrontRecord& record, const Instance& instance) {
    using namespace front_schema;
    file.table("points", "Plans of which none is better than another in both objectives.",
               record.rows.size());
    const auto column = [&](const Column& name, auto&& of) {
        file.column(column_label(name, instance), by_point<double>(record, of));
    };
    column(energy, [](const FrontRow& row) { return row.energy; });
    column(front_schema::tardiness_cost, [](const FrontRow& row) { return row.tardiness_cost; });
    column(makespan_s, [](const FrontRow& row) { return row.makespan_s; });
    column(cost, [](const FrontRow& row) { return row.energy + row.tardiness_cost; });
    file.column(column_label(front_schema::plan_hash, instance),
                by_point<std::uint64_t>(
                    record, [](const FrontRow& row) { return nightwatt::plan_hash(row.plan); }));
}

void write_plans(Hdf5Writer& file, const FrontRecord& record, const Instance& instance) {
    using namespace front_schema;
    const auto index = [&](const Column& name, auto&& of) {
        file.column(column_label(name, instance), by_task<std::int32_t>(record, of));
    };
    const auto seconds = [&](const Column& name, auto&& of) {
        file.column(column_label(name, instance), by_task<double>(record, of));
    };
    file.table("plans", "The points' plans, one after another.",
               record.rows.size() * instance.tasks.size());
    index(point, [](std::size_t p, const Plan&, std::size_t) { return p; });
    index(task, [](std::size_t, const Plan&, std::size_t j) { return j; });
    index(server, [](std::size_t, const Plan& plan, std::size_t j) { return plan.server[j]; });
    index(position, [](std::size_t, const Plan& plan, std::size_t j) { return plan.position[j]; });
    index(level, [](std::size_t, const Plan& plan, std::size_t j) { return plan.level[j]; });
    seconds(start_s, [](std::size_t, const Plan& plan, std::size_t j) {
        return static_cast<double>(plan.start_ms[j]) / 1e3;
    });
    seconds(end_s, [](std::size_t, const Plan& plan, std::size_t j) {
        return static_cast<double>(plan.end_ms[j]) / 1e3;
    });
}

}  // namespace

void write_front(const std::string& path, const FrontRecord& record, const Instance& instance) {
    Hdf5Writer file(path, front_schema::format, front_schema::version);
    file.attribute("created_by", program_name());
    file.attribute(plan_schema::instance_hash.name,
                   std::string_view(hash_text(content_hash(instance))));
    file.attribute(plan_schema::epoch.name, std::string_view(instance.epoch));
    file.attribute(plan_schema::currency.name, std::string_view(instance.currency));
    visit_front_attributes(record, [&](const Column& column, const auto& value) {
        file.attribute(column.name, value);
    });
    write_points(file, record, instance);
    write_plans(file, record, instance);
    file.finish();
}

std::string front_csv(const FrontRecord& record, const Instance& instance) {
    // There a kWh costs 1, and energy is W times the benchmark's unit of time.
    constexpr double j_per_kwh = 3.6e6;
    const Benchmark& benchmark = instance.benchmark;
    const bool in_its_units = benchmark.name.starts_with("energy-hcsp");
    std::string text = "energy,tardiness_cost,makespan_s,cost,plan_hash";
    text += in_its_units ? ",benchmark_makespan,benchmark_energy\n" : "\n";
    for (const FrontRow& row : record.rows) {
        text += fmt::format("{},{},{},{},{}", row.energy, row.tardiness_cost, row.makespan_s,
                            row.energy + row.tardiness_cost, hash_text(plan_hash(row.plan)));
        if (in_its_units) {
            text += fmt::format(",{:.12g},{:.12g}", row.makespan_s * benchmark.scale / j_per_kwh,
                                row.energy * benchmark.scale);
        }
        text += '\n';
    }
    return text;
}

}  // namespace nightwatt
