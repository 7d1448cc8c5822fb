#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

#include "config/config_document.hpp"
#include "config/program_parameters.hpp"

namespace nightwatt {
namespace {

/// The settings of the whole program, as `nightwatt config` prints them.
class ConfigurationAudit : public ::testing::Test {
  protected:
    ProgramParameters parameters_;
    ConfigExamples examples_;
    std::vector<ConfigPart> parts_ = describe(parameters_, examples_);
};

TEST_F(ConfigurationAudit, KeysAreUniqueWithinAPart) {
    std::set<std::string> plain;
    for (const ConfigPart& part : parts_) {
        std::set<std::string> own;
        std::set<std::string>& keys = part.array.empty() ? plain : own;
        for (const Parameter& row : part.table.rows())
            EXPECT_TRUE(keys.insert(row.key).second) << part.array << ' ' << row.key;
    }
}

TEST_F(ConfigurationAudit, RowsOfASectionStandTogether) {
    std::set<std::string> closed;
    std::string current;
    for (const ConfigPart& part : parts_) {
        if (!part.array.empty()) continue;
        for (const Parameter& row : part.table.rows()) {
            const std::size_t dot = row.key.rfind('.');
            ASSERT_NE(dot, std::string::npos) << row.key << " lies in no section";
            const std::string section = row.key.substr(0, dot);
            if (section == current) continue;
            closed.insert(current);
            EXPECT_FALSE(closed.contains(section)) << section;
            current = section;
        }
    }
}

TEST_F(ConfigurationAudit, HelpIsASentence) {
    for (const ConfigPart& part : parts_)
        for (const Parameter& row : part.table.rows()) {
            ASSERT_GT(row.help.size(), 5u) << row.key;
            EXPECT_TRUE(row.help.ends_with('.')) << row.key << ": " << row.help;
            EXPECT_FALSE(std::islower(static_cast<unsigned char>(row.help.front())))
                << row.key << ": " << row.help;
        }
}

TEST_F(ConfigurationAudit, EveryDefaultIsAllowed) {
    for (const ConfigPart& part : parts_)
        for (const Parameter& row : part.table.rows()) {
            if (const auto* whole = std::get_if<std::int64_t*>(&row.target)) {
                if (row.automatic && **whole == automatic_value) continue;
                EXPECT_GE(static_cast<double>(**whole), row.minimum) << row.key;
                EXPECT_LE(static_cast<double>(**whole), row.maximum) << row.key;
            } else if (const auto* number = std::get_if<double*>(&row.target)) {
                if (row.automatic && **number == automatic_value) continue;
                EXPECT_GE(**number, row.minimum) << row.key;
                EXPECT_LE(**number, row.maximum) << row.key;
            } else if (const auto* text = std::get_if<std::string*>(&row.target)) {
                EXPECT_TRUE(row.choices.empty() || std::find(row.choices.begin(), row.choices.end(),
                                                             **text) != row.choices.end())
                    << row.key;
            }
        }
}

TEST_F(ConfigurationAudit, DefaultFileIsWhatTheProgramPrints) {
    std::ifstream file(NIGHTWATT_SOURCE "/configs/default.toml");
    std::ostringstream content;
    content << file.rdbuf();
    EXPECT_EQ(content.str(), toml_reference(parts_))
        << "run: nightwatt config > configs/default.toml";
}

TEST_F(ConfigurationAudit, DefaultFileIsAccepted) {
    ConfigDocument document = ConfigDocument::read(NIGHTWATT_SOURCE "/configs/default.toml");
    for (const ConfigPart& part : parts_)
        if (part.array.empty()) document.apply(part.table);
    EXPECT_NO_THROW(document.finish());
}

}  // namespace
}  // namespace nightwatt
