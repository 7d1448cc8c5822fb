#pragma once

#include "config/import_parameters.hpp"
#include "instance/columns.hpp"
#include "io/import/node_list.hpp"
#include "io/import/trace_tasks.hpp"

namespace nightwatt::testing {

/// Three tasks of 1 h, 2 h and 3 h, submitted 0, 25 and 50 hours after the start.
inline TraceTasks small_trace() {
    TraceTasks trace;
    trace.resources = {"cpu", "gpu"};
    trace.add("short", 0, 3600, none, {4, 0}, "batch");
    trace.add("middle", 25 * 3600.0, 7200, none, {8, 300}, "batch");
    trace.add("long", 50 * 3600.0, 10800, none, {2, 1000}, "urgent");
    return trace;
}

/// Two nodes with a GPU, three without.
inline NodeList small_nodes() {
    return {{"g1", "c1", "c2", "g2", "c3"},
            {"V100", "cpu-only", "cpu-only", "V100", "cpu-only"},
            {{16, 8, 8, 16, 4}, {2000, 0, 0, 1000, 0}}};
}

/// A night of 12 h from 18:00 in Berlin, one flat site, two classes.
inline ImportParameters small_parameters() {
    ImportParameters p;
    p.night.start = "2023-07-04T18:00:00+02:00";
    p.night.hours = 12;
    p.trace.release_h = 6;
    p.trace.accelerator = "gpu";
    ClassParameters cpu;
    cpu.name = "cpu";
    cpu.models = {"cpu-only"};
    cpu.idle_w = 10;
    cpu.idle_w_per_unit = {"cpu: 2"};
    cpu.dynamic_w_per_unit = {"cpu: 5"};
    cpu.sleep_to_idle = 0.5;
    cpu.wake_s = 60;
    cpu.wake_to_idle = 3;
    p.classes.push_back(cpu);
    ClassParameters gpu = cpu;
    gpu.name = "gpu";
    gpu.models = {"V100"};
    gpu.dynamic_w_per_unit = {"cpu: 5", "gpu: 0.2"};
    gpu.accelerator_speed = 2;
    gpu.levels = {"1: 1", "0.7: 0.5"};
    p.classes.push_back(gpu);
    return p;
}

}  // namespace nightwatt::testing
