#include "io/import/hcsp.hpp"

#include <fmt/format.h>

#include <limits>

#include "io/import/benchmark_machines.hpp"
#include "io/import/benchmark_units.hpp"
#include "io/import/number_reader.hpp"
#include "io/import/text_file.hpp"

namespace nightwatt {

EtcMatrix read_etc_text(const std::string& source, std::string text) {
    constexpr std::int64_t most = std::numeric_limits<std::int32_t>::max();
    NumberReader reader(source, std::move(text));
    EtcMatrix matrix;
    matrix.tasks = static_cast<std::size_t>(reader.integer("number of tasks", 1, most));
    matrix.servers = static_cast<std::size_t>(reader.integer("number of servers", 1, most));
    reader.skip_line();
    matrix.etc = reader.numbers(matrix.tasks * matrix.servers, "runtime", 0);
    reader.expect_end(fmt::format("{} x {} runtimes", matrix.tasks, matrix.servers));
    return matrix;
}

EtcMatrix read_etc(const std::string& path) {
    return read_etc_text(path, read_text(path));
}

Instance import_hcsp_text(const std::string& source, std::string text) {
    const EtcMatrix matrix = read_etc_text(source, std::move(text));
    const TimeDemand demand{.longest_load = longest_load(matrix.tasks, matrix.servers, matrix.etc),
                            .tasks = matrix.tasks,
                            .servers = matrix.servers};
    const TimeUnit unit = choose_time_unit(matrix.etc, demand, source);
    std::vector<std::int64_t> runtime_ms;
    for (const double time : matrix.etc) runtime_ms.push_back(unit.to_ms(time));

    Instance instance =
        machine_instance(matrix.tasks, matrix.servers, runtime_ms, demand.longest_horizon_ms());
    instance.makespan_weight_per_h = unit.per_h() / units_per_money(demand.longest_load);
    instance.benchmark = {
        .name = fmt::format("hcsp {}", file_name(source)),
        .objective = "makespan",
        .scale = unit.per_s(),
        .formula = fmt::format(
            "R||Cmax: the makespan in units of the ETC matrix = makespan_s * scale; {}, rounded to "
            "whole ms (0 becomes 1 ms): {}",
            unit.text(), rounding_text(unit.error(matrix.etc)))};
    instance.notes = {fmt::format("Benchmark hcsp, R||Cmax, from {}.", file_name(source))};
    return instance;
}

Instance import_hcsp(const std::string& path) {
    return import_hcsp_text(path, read_text(path));
}

}  // namespace nightwatt
