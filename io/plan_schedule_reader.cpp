#include "io/plan_schedule_reader.hpp"

#include <fmt/format.h>

#include "io/attribute_reader.hpp"
#include "io/file_formats.hpp"
#include "io/hdf5_reader.hpp"
#include "io/plan_attributes.hpp"
#include "io/plan_schema.hpp"
#include "io/table_reader.hpp"

namespace nightwatt {

PlanSchedule read_plan_schedule(const std::string& path) {
    Hdf5Content content = read_hdf5(path, plan_request());
    FileProblems problems(path);
    PlanSchedule schedule;
    AttributeReader attributes(content.attributes, problems);
    attributes.take(plan_schema::instance_hash, schedule.instance_hash);
    attributes.take(plan_schema::epoch, schedule.epoch);
    problems.finish();
    TableReader tasks("tasks", false, find_table(content, "tasks"), schedule.epoch, problems);
    tasks.take(plan_schema::task_id, schedule.task_id);
    tasks.take(plan_schema::server, schedule.server);
    tasks.take(plan_schema::level, schedule.level);
    tasks.take_milliseconds(plan_schema::start_s, schedule.start_ms);
    tasks.take_milliseconds(plan_schema::hold_s, schedule.hold_ms);
    TableReader servers("servers", false, find_table(content, "servers"), schedule.epoch, problems);
    servers.take(plan_schema::server_id, schedule.server_id);
    problems.finish();
    for (std::size_t j = 0; j < schedule.server.size(); ++j) {
        const auto server = static_cast<std::size_t>(schedule.server[j]);
        if (schedule.server[j] >= 0 && server < schedule.server_id.size()) continue;
        problems.add(fmt::format("/tasks/server[{}]", j),
                     fmt::format("is {}, which is no row of /servers", schedule.server[j]));
        problems.finish();
    }
    return schedule;
}

}  // namespace nightwatt
