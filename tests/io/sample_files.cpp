#include <fmt/format.h>

#include <string>

#include "errors.hpp"
#include "io/instance_file.hpp"
#include "io/plan_file.hpp"
#include "tests/io/sample_instance.hpp"

/// For python_test.py: "write FOLDER" makes the sample files, "read FILE" reads an instance.
int main(int argc, char** argv) try {
    using namespace nightwatt;
    const std::string mode = argc == 3 ? argv[1] : "";
    const std::string path = argc == 3 ? argv[2] : "";
    if (mode == "write") {
        const Instance instance = sample_instance();
        write_instance(path + "/night.h5", instance);
        write_plan(path + "/plan.h5", sample_plan(instance), instance);
    } else if (mode == "read") {
        fmt::print("{} tasks\n", read_instance(path).tasks.size());
    } else {
        fmt::print(stderr, "usage: sample_files write FOLDER | read FILE\n");
        return 2;
    }
    return 0;
} catch (const nightwatt::Error& error) {
    fmt::print(stderr, "{}\n", error.what());
    return static_cast<int>(error.code());
}
