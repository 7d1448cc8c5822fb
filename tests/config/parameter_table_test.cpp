#include "config/parameter_table.hpp"

#include <gtest/gtest.h>

namespace nightwatt {
namespace {

TEST(ParameterTable, ValuesAreWrittenAsTomlReadsThem) {
    bool flag = true;
    std::int64_t whole = -5;
    std::int64_t threads = automatic_value;
    double number = 3;
    double small = 1e-9;
    std::string text = "a \"quoted\" back\\slash\n\x01";
    std::vector<std::string> list = {"x", "y"};
    ParameterTable table;
    table.add("flag", flag, "F.");
    table.add("whole", whole, {-10, 10}, "s", "W.");
    table.add("threads", threads, {1, 8, true}, "", "T.");
    table.add("number", number, {0, 10}, "s", "N.");
    table.add("small", small, {0, 10}, "", "S.");
    table.add("text", text, {}, "T.");
    table.add("list", list, "L.");
    std::vector<std::string> values;
    for (const Parameter& row : table.rows()) values.push_back(value_text(row));
    const std::vector<std::string> expected = {
        "true",          "-5",    "\"auto\"",
        "3.0",           "1e-09", "\"a \\\"quoted\\\" back\\\\slash\\n\\u0001\"",
        "[\"x\", \"y\"]"};
    EXPECT_EQ(values, expected);
}

TEST(ParameterTable, AllowedValuesAreSaidInWords) {
    std::int64_t threads = automatic_value;
    double limit = 60;
    std::string backend = "auto";
    ParameterTable table;
    table.add("threads", threads, {1, 8, true}, "threads", "T.");
    table.add("limit", limit, {0, 1e9}, "s", "L.");
    table.add("backend", backend, {{"auto", "cpu"}}, "B.");
    EXPECT_EQ(allowed_text(table.rows()[0]), "a whole number from 1 to 8 threads or \"auto\"");
    EXPECT_EQ(allowed_text(table.rows()[1]), "a number from 0 to 1000000000 s");
    EXPECT_EQ(allowed_text(table.rows()[2]), "one of \"auto\", \"cpu\"");
}

TEST(ParameterTable, FindsAKeyOrNothing) {
    bool flag = true;
    ParameterTable table;
    table.add("a.flag", flag, "F.");
    ASSERT_NE(table.find("a.flag"), nullptr);
    EXPECT_EQ(table.find("a.flag")->key, "a.flag");
    EXPECT_EQ(table.find("flag"), nullptr);
}

}  // namespace
}  // namespace nightwatt
