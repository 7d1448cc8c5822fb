#include <algorithm>
#include <cmath>

#include "problem/problem_builder.hpp"

namespace nightwatt {

namespace {
const double weight_scale = nano_per_money / ms_per_hour * (1 << weight_shift);
}  // namespace

void ProblemBuilder::build_tasks() {
    const TaskTable& table = instance_.tasks;
    problem_.tasks_.resize(table.size());
    rounder_.begin("release", "ms", max_time_ms);
    for (std::size_t j = 0; j < table.size(); ++j) {
        problem_.tasks_[j].release_ms = rounder_.round(table.release_s[j], 1e3, j);
    }
    rounder_.begin("deadline", "ms", max_time_ms);
    for (std::size_t j = 0; j < table.size(); ++j) {
        problem_.tasks_[j].deadline_ms = std::isnan(table.deadline_s[j])
                                             ? no_deadline_ms
                                             : rounder_.round(table.deadline_s[j], 1e3, j);
    }
    rounder_.begin("tardiness weight", "2^-24 nano-money/ms", 4e18);
    for (std::size_t j = 0; j < table.size(); ++j) {
        TaskFacts& task = problem_.tasks_[j];
        task.tardiness_weight = rounder_.round(table.tardiness_weight_per_h[j], weight_scale, j);
        if (task.tardiness_weight == 0) task.deadline_ms = no_deadline_ms;  // late is free
        for (std::size_t r = 0; r < table.need.size(); ++r) {
            std::uint64_t& word = r < 2 ? task.need.low : task.need.high;
            word |= std::uint64_t{table.need[r][j]} << (32 * (r % 2));
        }
    }
}

/// ready = release + bytes / bandwidth; cost = bytes * energy per byte * rate at the destination in
/// the slot of the release. Both stand in tables only if some task has data to move.
void ProblemBuilder::build_transfers() {
    const TaskTable& tasks = instance_.tasks;
    const std::size_t sites = instance_.sites.size();
    const ProblemView& view = problem_.scalars_;
    const auto moves = [&](std::size_t j) {
        return tasks.input_bytes[j] > 0 && tasks.input_site[j] >= 0;
    };
    bool any = false;
    for (std::size_t j = 0; j < tasks.size() && sites > 1; ++j) any |= moves(j);
    if (!any) return;

    std::vector<std::int32_t> link(sites * sites, -1);
    for (std::size_t row = 0; row < instance_.links.size(); ++row) {
        link[static_cast<std::size_t>(instance_.links.from_site[row]) * sites +
             static_cast<std::size_t>(instance_.links.to_site[row])] =
            static_cast<std::int32_t>(row);
    }
    problem_.ready_ms_.resize(tasks.size() * sites);
    problem_.transfer_nano_.assign(tasks.size() * sites, 0);
    std::vector<std::int64_t> moved_uj(tasks.size() * sites, 0);
    rounder_.begin("transfer time", "ms", max_time_ms);
    for (std::size_t j = 0; j < tasks.size(); ++j) {
        for (std::size_t s = 0; s < sites; ++s) {
            std::int64_t& ready_ms = problem_.ready_ms_[j * sites + s];
            ready_ms = problem_.tasks_[j].release_ms;
            if (!moves(j) || tasks.input_site[j] == static_cast<std::int32_t>(s)) continue;
            const std::int32_t row =
                link[static_cast<std::size_t>(tasks.input_site[j]) * sites + s];
            if (row < 0) {
                ready_ms = unreachable_ms;
                continue;
            }
            const auto l = static_cast<std::size_t>(row);
            ready_ms += rounder_.round(
                tasks.input_bytes[j] / instance_.links.bandwidth_bytes_per_s[l], 1e3, j);
        }
    }
    rounder_.begin("transfer energy", "uJ", 4e18);
    for (std::size_t j = 0; j < tasks.size(); ++j) {
        for (std::size_t s = 0; s < sites; ++s) {
            if (!moves(j) || tasks.input_site[j] == static_cast<std::int32_t>(s)) continue;
            const std::int32_t row =
                link[static_cast<std::size_t>(tasks.input_site[j]) * sites + s];
            if (row < 0) continue;
            const std::int64_t energy_uj =
                rounder_.round(tasks.input_bytes[j] *
                                   instance_.links.energy_j_per_byte[static_cast<std::size_t>(row)],
                               1e6, j);
            const std::int64_t release_ms =
                std::min(problem_.tasks_[j].release_ms, view.horizon_ms);
            const std::size_t slot = std::min<std::size_t>(
                static_cast<std::size_t>(release_ms / view.slot_ms), view.slot_count - 1);
            problem_.transfer_nano_[j * sites + s] =
                priced(energy_uj, problem_.tariff_[s * view.slot_count + slot].rate);
        }
    }
}

void ProblemBuilder::build_pins() {
    const TaskTable& tasks = instance_.tasks;
    const auto pinned = [](std::int32_t index) { return index >= 0; };
    if (std::any_of(tasks.pin_level.begin(), tasks.pin_level.end(), pinned)) {
        problem_.pin_level_ = tasks.pin_level;
    }
    const auto set = [](double x) { return !std::isnan(x); };
    if (std::any_of(tasks.pin_start_s.begin(), tasks.pin_start_s.end(), set)) {
        rounder_.begin("pinned start", "ms", max_time_ms);
        problem_.pin_start_ms_.resize(tasks.size());
        for (std::size_t j = 0; j < tasks.size(); ++j) {
            problem_.pin_start_ms_[j] = std::isnan(tasks.pin_start_s[j])
                                            ? -1
                                            : rounder_.round(tasks.pin_start_s[j], 1e3, j);
        }
    }
}

}  // namespace nightwatt
