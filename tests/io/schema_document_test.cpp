#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sstream>

#include "io/file_formats.hpp"
#include "io/hdf5_reader.hpp"
#include "io/history_file.hpp"
#include "io/instance_file.hpp"
#include "tests/io/sample_instance.hpp"
#include "tests/io/schema_rows.hpp"
#include "tests/io/scratch_folder.hpp"

namespace nightwatt {
namespace {

/// Rows of the tables in io/README.md by the heading above them, without the two header rows. What
/// --json writes is held by tests/cli/json_keys_test.py.
std::map<std::string, std::vector<std::string>> documented_rows() {
    std::ifstream file(NIGHTWATT_SOURCE "/io/README.md");
    std::map<std::string, std::vector<std::string>> sections;
    std::string heading;
    std::string line;
    while (std::getline(file, line)) {
        if (line.starts_with("#")) heading = line.substr(line.find(' ') + 1);
        if (heading.starts_with("JSON: ")) continue;
        if (line.starts_with("| `")) sections[heading].push_back(line);
    }
    return sections;
}

TEST(SchemaDocument, ShowsEveryColumnAsTheCodeHasItAndNoOther) {
    const auto documented = documented_rows();
    const auto coded = schema_rows();
    for (const auto& [heading, rows] : coded) {
        const auto found = documented.find(heading);
        ASSERT_NE(found, documented.end())
            << "io/README.md has no tables under '" << heading << "'";
        EXPECT_EQ(found->second, rows) << "under '" << heading << "' of io/README.md";
    }
    for (const auto& [heading, rows] : documented) {
        EXPECT_TRUE(coded.contains(heading))
            << "io/README.md documents '" << heading << "', which the code does not have";
    }
}

/// "`name`" of a table row.
std::string name_in(const std::string& row) {
    const std::size_t begin = row.find('`') + 1;
    return row.substr(begin, row.find('`', begin) - begin);
}

void expect_documented(const Hdf5Content& content, const std::string& kind,
                       const std::set<std::string>& others) {
    const auto coded = schema_rows();
    for (const Hdf5Table& table : content.tables) {
        std::set<std::string> names = others;
        for (const std::string& row : coded.at(kind + ": `/" + table.name + "`")) {
            names.insert(name_in(row));
        }
        for (const Hdf5Column& column : table.columns) {
            EXPECT_TRUE(names.contains(column.name)) << "/" << table.name << "/" << column.name;
        }
    }
}

TEST(SchemaDocument, CoversWhatStandsInAFile) {
    const ScratchFolder folder;
    const Instance instance = sample_instance();
    write_instance(folder.file("night.h5"), instance);
    expect_documented(read_hdf5_here(folder.file("night.h5"), instance_request()), "Instance",
                      {"row", "need_cpu", "need_gpu", "capacity_cpu", "capacity_gpu"});
    write_plan(folder.file("plan.h5"), sample_plan(instance), instance);
    expect_documented(read_hdf5_here(folder.file("plan.h5"), plan_request()), "Plan", {"row"});
    History history;
    history.series.push_back({"site", "here", "load_w", "W", 0, 3600, {1, 2}});
    write_history(folder.file("history.h5"), history);
    expect_documented(read_hdf5_here(folder.file("history.h5"), history_request()), "History",
                      {"row"});
}

}  // namespace
}  // namespace nightwatt
