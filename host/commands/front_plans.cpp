#include "commands/front_plans.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <set>

#include "errors.hpp"
#include "instance/content_hash.hpp"
#include "io/output_file.hpp"
#include "io/plan_file.hpp"
#include "referee/referee.hpp"

namespace nightwatt {

namespace {

namespace fs = std::filesystem;

std::string point_file(const std::string& folder, std::size_t point) {
    return (fs::path(folder) / fmt::format("point_{:03}.h5", point)).string();
}

/// Whether point_file() makes this name for some point.
bool is_point_name(const fs::path& path) {
    const std::string stem = path.stem().string();
    const std::string begin = "point_";
    return path.extension() == ".h5" && stem.starts_with(begin) &&
           stem.size() >= begin.size() + 3 &&
           stem.find_first_not_of("0123456789", begin.size()) == std::string::npos;
}

std::vector<std::string> points_in(const std::string& folder) {
    std::vector<std::string> points;
    std::error_code error;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, error)) {
        if (is_point_name(entry.path()) && !entry.is_directory(error)) {
            points.push_back((fs::path(folder) / entry.path().filename()).string());
        }
    }
    return points;
}

}  // namespace

std::vector<std::string> prepare_front_plans(const std::string& folder,
                                             const std::vector<std::string>& other_outputs) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) {
        throw OutputError(
            fmt::format("{}: the folder cannot be made: {}", folder, error.message()));
    }
    for (const std::string& output : other_outputs) {
        const fs::path parent = fs::absolute(output).parent_path();
        if (is_point_name(output) && fs::equivalent(parent, folder, error)) {
            throw UsageError(fmt::format(
                "{}: is the name of a plan in the folder of --plans; write to another file",
                output));
        }
    }
    check_writable(point_file(folder, 0));
    return points_in(folder);
}

void write_front_plans(const std::string& folder, const FrontRecord& front,
                       const Instance& instance) {
    std::set<std::string> written;
    for (std::size_t point = 0; point < front.rows.size(); ++point) {
        const Audit found = audit(instance, front.rows[point].plan);
        PlanRecord record;
        record.plan = front.rows[point].plan;
        record.account = found.account;
        record.allowed_difference = found.allowed_difference;
        record.provenance.made_by = "pareto";
        record.provenance.configuration = front.configuration;
        record.provenance.seed = front.seed;
        record.provenance.seconds = front.seconds;
        record.provenance.instance_hash = content_hash(instance);
        record.provenance.stopped_by = front.stopped_by;
        written.insert(point_file(folder, point));
        write_plan(point_file(folder, point), record, instance);
    }
    for (const std::string& point : points_in(folder)) {
        std::error_code error;
        if (!written.contains(point)) fs::remove(point, error);
        if (error) {
            throw OutputError(fmt::format("{}: a plan of an earlier front cannot be removed: {}",
                                          point, error.message()));
        }
    }
}

}  // namespace nightwatt
