#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <functional>

#include "errors.hpp"
#include "instance/columns.hpp"
#include "io/instance_file.hpp"
#include "io/plan_file.hpp"
#include "tests/io/hdf5_edit.hpp"
#include "tests/io/sample_instance.hpp"
#include "tests/io/scratch_folder.hpp"

namespace nightwatt {
namespace {

/// All problems that reading the sample instance reports after `damage`, one a line.
std::string problems_after(const std::function<void(Hdf5Edit&)>& damage) {
    const ScratchFolder folder;
    const std::string path = folder.file("night.h5");
    write_instance(path, sample_instance());
    {
        Hdf5Edit edit(path);
        damage(edit);
    }
    try {
        static_cast<void>(read_instance(path));
    } catch (const InputError& error) {
        EXPECT_EQ(error.code(), ExitCode::Input);
        for (const std::string& problem : error.problems()) {
            EXPECT_TRUE(problem.starts_with(path)) << problem << " does not name the file";
        }
        return error.what();
    }
    return "the file was read";
}

void expect_problem(const std::string& expected, const std::function<void(Hdf5Edit&)>& damage) {
    const std::string problems = problems_after(damage);
    EXPECT_NE(problems.find(expected), std::string::npos)
        << "expected: " << expected << "\nin: " << problems;
}

TEST(BadFile, MissingDatasetIsNamedWithItsMeaning) {
    expect_problem("/tasks/id: is missing: Name of the task",
                   [](Hdf5Edit& e) { e.remove("/tasks/id"); });
    expect_problem("/servers/capacity_cpu: is missing",
                   [](Hdf5Edit& e) { e.remove("/servers/capacity_cpu"); });
}

TEST(BadFile, MissingOptionalDatasetTakesItsDefault) {
    EXPECT_EQ(problems_after([](Hdf5Edit& e) { e.remove("/tasks/work"); }), "the file was read");
    EXPECT_EQ(problems_after([](Hdf5Edit& e) { e.remove("/tasks/need_gpu"); }),
              "the file was read");
    EXPECT_EQ(problems_after([](Hdf5Edit& e) { e.remove("/cop"); }), "the file was read");
}

TEST(BadFile, EmptyNotesAreRead) {
    EXPECT_EQ(problems_after([](Hdf5Edit& e) { e.empty_attribute("/", "notes"); }),
              "the file was read");
    expect_problem("attribute horizon_s: must be one number",
                   [](Hdf5Edit& e) { e.empty_attribute("/", "horizon_s"); });
}

TEST(BadFile, MissingTableIsNamed) {
    expect_problem("/series: is missing", [](Hdf5Edit& e) { e.remove("/series"); });
}

TEST(BadFile, WrongTypeIsNamed) {
    expect_problem("/tasks/work: must hold numbers, not texts", [](Hdf5Edit& e) {
        e.texts("/tasks/work", {"1", "2", "3", "4"});
    });
    expect_problem("/servers/site: must hold whole numbers (an integer type), not floating-point",
                   [](Hdf5Edit& e) {
                       e.reals("/servers/site", {0, 1, 1});
                   });
    expect_problem("/tasks/id: must hold texts, not whole numbers", [](Hdf5Edit& e) {
        e.whole("/tasks/id", {1, 2, 3, 4});
    });
    expect_problem("not compound, enum, bool", [](Hdf5Edit& e) { e.compound("/tasks/work", 4); });
    expect_problem("not compound, enum, bool", [](Hdf5Edit& e) { e.booleans("/tasks/work", 4); });
    expect_problem("/tasks/work: is not a dataset", [](Hdf5Edit& e) { e.group("/tasks/work"); });
    expect_problem("/tasks: is not a group", [](Hdf5Edit& e) { e.scalar("/tasks", 1); });
}

TEST(BadFile, IntegersStandForRealsButMustFitTheirColumn) {
    EXPECT_EQ(problems_after([](Hdf5Edit& e) {
                  e.whole("/tasks/work", {1, 2, 3, 4});
              }),
              "the file was read");
    EXPECT_EQ(problems_after([](Hdf5Edit& e) {
                  e.unsigned_whole("/tasks/work", {1, 2, 3, 4});
                  e.unsigned_attribute("/", "makespan_weight_per_h", 2);
              }),
              "the file was read");
    expect_problem("/servers/site[1]: is 4294967296, which no such column can hold",
                   [](Hdf5Edit& e) {
                       e.whole("/servers/site", {0, 1LL << 32, 1});
                   });
    expect_problem("/tasks/need_cpu[2]: is -1", [](Hdf5Edit& e) {
        e.whole("/tasks/need_cpu", {1, 1, -1, 1});
    });
}

TEST(BadFile, WrongShapeIsNamed) {
    expect_problem("/tasks/work: must have one dimension, not 2",
                   [](Hdf5Edit& e) { e.matrix("/tasks/work", 4, 2); });
    expect_problem("/tasks/work: must have one dimension, not 0",
                   [](Hdf5Edit& e) { e.scalar("/tasks/work", 1); });
    expect_problem("/tasks/work: has 3 rows where the table's other columns have 4",
                   [](Hdf5Edit& e) {
                       e.reals("/tasks/work", {1, 2, 3});
                   });
}

TEST(BadFile, AbsurdSizesAreRefusedBeforeMemoryIsTaken) {
    expect_problem("claims 100000000 rows, but the file holds only 0 bytes",
                   [](Hdf5Edit& e) { e.unwritten("/tasks/work", 100'000'000); });
    expect_problem("claims 1000000000000 rows, but the file holds only 0 bytes",
                   [](Hdf5Edit& e) { e.unwritten("/tasks/work", 1'000'000'000'000); });
    expect_problem("claims 2305843009213693952 rows, but the file holds only 0 bytes",
                   [](Hdf5Edit& e) { e.unwritten("/tasks/work", hsize_t{1} << 61); });
}

TEST(BadFile, DataOutsideTheFileAreRefused) {
    expect_problem("in another file",
                   [](Hdf5Edit& e) { e.external("/tasks/work", 4, "/etc/passwd"); });
    expect_problem("is a link to elsewhere",
                   [](Hdf5Edit& e) { e.soft_link("/tasks/work", "/tasks/release_s"); });
}

TEST(BadFile, UnknownNamesAreRefusedWithTheNearestKnown) {
    expect_problem("/tasks/releases_s: is not known; did you mean release_s?", [](Hdf5Edit& e) {
        e.reals("/tasks/releases_s", {0, 0, 0, 0});
    });
    expect_problem("/task: is not known; did you mean tasks?",
                   [](Hdf5Edit& e) { e.group("/task"); });
    expect_problem("attribute horizon: is not known; did you mean horizon_s?",
                   [](Hdf5Edit& e) { e.real_attribute("/", "horizon", 1); });
    expect_problem("/tasks/need_fpga: is not known", [](Hdf5Edit& e) {
        e.whole("/tasks/need_fpga", {1, 1, 1, 1});
    });
}

TEST(BadFile, OtherUnitsAreRefused) {
    expect_problem("/runtimes/runtime_s: has the units 'min'; they must be 's'",
                   [](Hdf5Edit& e) { e.text_attribute("/runtimes/runtime_s", "units", "min"); });
    expect_problem("they must be 'seconds since 2023-11-21T17:00:00Z'", [](Hdf5Edit& e) {
        e.text_attribute("/tasks/release_s", "units", "seconds since 1970-01-01T00:00:00Z");
    });
}

TEST(BadFile, NumbersThatStandForOthersAreRefused) {
    const std::string price = "/series/price_per_kwh";
    expect_problem(price + ": has the attribute scale_factor = 0.001; nothing is converted",
                   [&](Hdf5Edit& e) { e.real_attribute(price, "scale_factor", 0.001); });
    expect_problem(price + ": has the attribute add_offset = 273.15; nothing is converted",
                   [&](Hdf5Edit& e) { e.real_attribute(price, "add_offset", 273.15); });
    expect_problem(price + ": attribute scale_factor must be one number",
                   [&](Hdf5Edit& e) { e.text_attribute(price, "scale_factor", "0.001"); });
    for (const char* const attribute : {"_FillValue", "missing_value"}) {
        expect_problem("/tasks/work: row 2 is -9999, which the attribute " + std::string(attribute),
                       [&](Hdf5Edit& e) {
                           e.reals("/tasks/work", {1, 2, -9999, 4});
                           e.real_attribute("/tasks/work", attribute, -9999);
                       });
        expect_problem("/tasks/need_cpu: row 1 is 8, which the attribute",
                       [&](Hdf5Edit& e) { e.real_attribute("/tasks/need_cpu", attribute, 8); });
    }
}

TEST(BadFile, PackingThatChangesNothingIsRead) {
    EXPECT_EQ(problems_after([](Hdf5Edit& e) {
                  e.real_attribute("/tasks/work", "scale_factor", 1);
                  e.real_attribute("/tasks/work", "add_offset", 0);
                  e.real_attribute("/tasks/work", "_FillValue", -9999);
                  e.real_attribute("/tasks/deadline_s", "_FillValue", none);  // as xarray writes it
                  e.text_attribute("/tasks/id", "_FillValue", "");
              }),
              "the file was read");
}

TEST(BadFile, NewerMajorVersionIsRefusedAndNewerMinorIsRead) {
    expect_problem("format_version: is 2.0; this program reads up to 1.x",
                   [](Hdf5Edit& e) { e.text_attribute("/", "format_version", "2.0"); });
    expect_problem("format_version: must be a text such as '1.0'",
                   [](Hdf5Edit& e) { e.text_attribute("/", "format_version", "new"); });
    EXPECT_EQ(problems_after([](Hdf5Edit& e) { e.text_attribute("/", "format_version", "1.7"); }),
              "the file was read");
}

TEST(BadFile, AnotherFormatIsNamed) {
    expect_problem("must be 'nightwatt instance', but is 'nightwatt plan'",
                   [](Hdf5Edit& e) { e.text_attribute("/", "format", "nightwatt plan"); });
    expect_problem("there is no such text", [](Hdf5Edit& e) { e.remove_attribute("/", "format"); });
}

TEST(BadFile, AllProblemsAreReportedAtOnce) {
    const std::string problems = problems_after([](Hdf5Edit& e) {
        e.remove("/tasks/id");
        e.reals("/servers/site", {0, 1, 1});
        e.real_attribute("/", "horizon", 1);
    });
    EXPECT_NE(problems.find("/tasks/id"), std::string::npos) << problems;
    EXPECT_NE(problems.find("/servers/site"), std::string::npos) << problems;
    EXPECT_NE(problems.find("attribute horizon"), std::string::npos) << problems;
}

TEST(BadFile, TextsThatAreNoUtf8AreReportedPrintably) {
    const std::string problems = problems_after(
        [](Hdf5Edit& e) { e.fixed_texts("/tasks/id", std::string("\xff\x1b[31m", 6), 4); });
    EXPECT_NE(problems.find("/tasks/id[0]"), std::string::npos) << problems;
    EXPECT_EQ(problems.find('\x1b'), std::string::npos) << problems;
}

std::string problem_of(const std::string& path) {
    try {
        static_cast<void>(read_instance(path));
    } catch (const InputError& error) {
        return error.what();
    }
    return "the file was read";
}

TEST(BadFile, FilesThatAreNoHdf5AreNamed) {
    const ScratchFolder folder;
    EXPECT_NE(problem_of(folder.file("none.h5")).find("No such file"), std::string::npos);
    EXPECT_NE(problem_of(folder.path().string()).find("not an ordinary file"), std::string::npos);
    std::ofstream(folder.file("empty.h5"));
    EXPECT_NE(problem_of(folder.file("empty.h5")).find("is empty"), std::string::npos);
    std::ofstream(folder.file("text.h5")) << "id,release_s\n";
    EXPECT_NE(problem_of(folder.file("text.h5")).find("cannot be read as HDF5"), std::string::npos);
}

TEST(BadFile, TruncationAtEveryKilobyteIsAnInputError) {
    const ScratchFolder folder;
    const std::string path = folder.file("night.h5");
    write_instance(path, sample_instance());
    for (auto bytes = std::filesystem::file_size(path) - 1; bytes > 1024; bytes -= 1024) {
        std::filesystem::resize_file(path, bytes);
        EXPECT_NE(problem_of(path).find("night.h5: "), std::string::npos) << bytes;
    }
}

TEST(BadFile, APlanWithRowsOutOfRangeIsRefused) {
    const ScratchFolder folder;
    const Instance instance = sample_instance();
    const std::string path = folder.file("plan.h5");
    write_plan(path, sample_plan(instance), instance);
    {
        Hdf5Edit edit(path);
        edit.whole("/tasks/server", {0, 99, -1, 2});
        edit.reals("/tasks/start_s", {0, 1e300, 2, 3});
        edit.reals("/tasks/hold_s", {0, 0, -0.001, 0});
        edit.remove("/totals/cost");
    }
    try {
        static_cast<void>(read_plan(path, instance));
        FAIL() << "the plan was read";
    } catch (const InputError& error) {
        const std::string problems = error.what();
        EXPECT_NE(problems.find("/tasks/server[1]: is 99, not from 0 to 2"), std::string::npos);
        EXPECT_NE(problems.find("/tasks/start_s[1]"), std::string::npos) << problems;
        EXPECT_NE(problems.find("/tasks/hold_s[2] '" + instance.tasks.id[2] + "': is -0.001 s"),
                  std::string::npos)
            << problems;
        EXPECT_NE(problems.find("/totals/cost: is missing"), std::string::npos) << problems;
    }
}

}  // namespace
}  // namespace nightwatt
