#include <fmt/format.h>

#include <algorithm>

#include "instance/content_hash.hpp"
#include "instance/in_quotes.hpp"
#include "io/attribute_reader.hpp"
#include "io/file_formats.hpp"
#include "io/front_schema.hpp"
#include "io/hdf5_reader.hpp"
#include "io/plan_attributes.hpp"
#include "io/table_reader.hpp"

namespace nightwatt {

namespace {

constexpr std::string_view points_group = "points";

Hdf5Request front_request() {
    return {std::string(front_schema::format), 1,
            [](std::string_view table, std::string_view) { return table == points_group; }};
}

std::string read_attributes(Hdf5Content& content, const Instance& instance,
                            FileProblems& problems) {
    AttributeReader attributes(content.attributes, problems);
    FrontRecord front;
    visit_front_attributes(
        front, [&](const Column& column, auto& value) { attributes.take(column, value); });
    std::string text;
    attributes.take(plan_schema::currency, text);
    attributes.take(plan_schema::epoch, text);
    attributes.take(plan_schema::instance_hash, text);
    attributes.finish();
    problems.finish();
    const std::string expected = hash_text(content_hash(instance));
    if (text != expected) {
        problems.add("attribute instance_hash",
                     fmt::format("is {}, but the instance's is '{}': the front belongs to another "
                                 "instance, or the instance has changed since",
                                 in_quotes(text), expected));
        problems.finish();
    }
    return front.objectives;
}

}  // namespace

FrontSummary read_front_summary(const std::string& path, const Instance& instance) {
    Hdf5Content content = read_hdf5(path, front_request());
    FileProblems problems(path);
    FrontSummary front;
    front.objectives = read_attributes(content, instance, problems);

    TableReader reader(points_group, false, find_table(content, points_group), instance.epoch,
                       problems);
    std::vector<double> energy;
    std::vector<double> tardiness_cost;
    std::vector<double> makespan_s;
    std::vector<double> cost;
    std::vector<std::uint64_t> plan_hash;
    reader.take(front_schema::energy, energy);
    reader.take(front_schema::tardiness_cost, tardiness_cost);
    reader.take(front_schema::makespan_s, makespan_s);
    reader.take(front_schema::cost, cost);
    reader.take(front_schema::plan_hash, plan_hash);
    reader.finish();
    problems.finish();
    for (std::size_t i = 0; i < reader.rows(); ++i) {
        front.points.push_back({energy[i], tardiness_cost[i], makespan_s[i]});
    }
    return front;
}

}  // namespace nightwatt
