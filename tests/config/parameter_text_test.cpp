#include "config/parameter_text.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "config/config_document.hpp"
#include "tests/io/scratch_folder.hpp"

namespace nightwatt {
namespace {

struct ThreeSettings {
    std::int64_t population = 100;
    double limit_s = 60;
    std::string backend = "auto";

    ParameterTable table() {
        ParameterTable rows;
        rows.add("search.population", population, {1, 1000}, "plans", "Plans of a generation.");
        rows.add("search.limit_s", limit_s, {0, 1e6}, "s", "Time | limit.");
        rows.add("run.backend", backend, {{"auto", "cpu"}}, "Machine to use.");
        return rows;
    }
};

TEST(ParameterText, TomlReferenceNamesHelpRangeAndDefault) {
    ThreeSettings settings;
    const std::string text = toml_reference({{"", settings.table()}, {"site", settings.table()}});
    EXPECT_NE(text.find("\n[search]\n\n# Plans of a generation. Allowed: a whole number from 1 to "
                        "1000 plans.\npopulation = 100\n"),
              std::string::npos)
        << text;
    EXPECT_NE(text.find("\n[run]\n"), std::string::npos);
    EXPECT_NE(text.find("\n# [[site]]\n"), std::string::npos);
    EXPECT_NE(text.find("\n# limit_s = 60.0\n"), std::string::npos);
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 100u) << line;
}

TEST(ParameterText, MarkdownReferenceIsOneTableASection) {
    ThreeSettings settings;
    const std::string text = markdown_reference({{"", settings.table()}});
    EXPECT_NE(text.find("## `[search]`"), std::string::npos);
    EXPECT_NE(text.find("| `limit_s` | `60.0` | a number from 0 to 1000000 s | Time \\| limit. |"),
              std::string::npos)
        << text;
}

TEST(ParameterText, WrittenValuesReadBackTheSame) {
    ThreeSettings settings{7, 0.1, "cpu"};
    const ScratchFolder folder;
    const std::string path = folder.file("written.toml");
    std::ofstream(path) << toml_values(settings.table());
    ThreeSettings read;
    ConfigDocument document = ConfigDocument::read(path);
    document.apply(read.table());
    EXPECT_NO_THROW(document.finish());
    EXPECT_EQ(read.population, 7);
    EXPECT_EQ(read.limit_s, 0.1);
    EXPECT_EQ(read.backend, "cpu");
}

TEST(ParameterText, OnlyWhatDiffersFromDefaultIsListed) {
    ThreeSettings now{100, 30, "auto"};
    ThreeSettings defaults;
    EXPECT_EQ(differing_values(now.table(), defaults.table()),
              std::vector<std::string>{"search.limit_s = 30.0"});
    EXPECT_TRUE(differing_values(defaults.table(), defaults.table()).empty());
}

}  // namespace
}  // namespace nightwatt
