#include "config/config_document.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "errors.hpp"
#include "tests/io/scratch_folder.hpp"

namespace nightwatt {
namespace {

/// One setting of every kind.
struct Settings {
    bool live = true;
    std::int64_t population = 100;
    std::int64_t threads = automatic_value;
    double limit_s = 60;
    std::string backend = "auto";
    std::string label;
    std::vector<std::string> rules = {"mct"};

    ParameterTable table() {
        ParameterTable rows;
        rows.add("search.live", live, "L.");
        rows.add("search.population", population, {1, 1000}, "plans", "P.");
        rows.add("run.threads", threads, {1, 64, true}, "", "T.");
        rows.add("search.limit_s", limit_s, {0, 1e6}, "s", "L.");
        rows.add("run.backend", backend, {{"auto", "cpu", "cuda"}}, "B.");
        rows.add("run.label", label, {}, "L.");
        rows.add("search.rules", rules, "R.");
        return rows;
    }
};

class ConfigDocumentTest : public ::testing::Test {
  protected:
    ConfigDocument document(const std::string& text) {
        std::ofstream(path_, std::ios::binary) << text;
        return ConfigDocument::read(path_);
    }

    /// Problems of a file, each without the folder in front.
    std::vector<std::string> problems(const std::string& text,
                                      const std::vector<std::string>& overrides = {}) {
        try {
            ConfigDocument config = document(text);
            const ParameterTable table = settings_.table();
            config.apply(table);
            config.override_with(set_overrides(overrides), table);
            config.finish();
        } catch (const UsageError& error) {
            std::vector<std::string> found = error.problems();
            for (std::string& problem : found)
                if (problem.starts_with(path_)) problem = problem.substr(path_.size() + 1);
            return found;
        }
        return {};
    }
    using Problems = std::vector<std::string>;

    ScratchFolder folder_;
    const std::string path_ = folder_.file("night.toml");
    Settings settings_;
};

TEST_F(ConfigDocumentTest, EveryKindOfValueIsRead) {
    EXPECT_EQ(problems("[search]\nlive = false\npopulation = 7\nlimit_s = 2.5\n"
                       "rules = [\"fifo\", \"edf\"]\n[run]\nthreads = 3\nbackend = \"cpu\"\n"),
              Problems{});
    EXPECT_FALSE(settings_.live);
    EXPECT_EQ(settings_.population, 7);
    EXPECT_EQ(settings_.limit_s, 2.5);
    EXPECT_EQ(settings_.threads, 3);
    EXPECT_EQ(settings_.backend, "cpu");
    EXPECT_EQ(settings_.rules, (Problems{"fifo", "edf"}));
}

TEST_F(ConfigDocumentTest, NumberSettingTakesAnInteger) {
    EXPECT_EQ(problems("search.limit_s = 30"), Problems{});
    EXPECT_EQ(settings_.limit_s, 30);
}

TEST_F(ConfigDocumentTest, AutoIsTakenWhereItIsOffered) {
    settings_.threads = 4;
    EXPECT_EQ(problems("run.threads = \"auto\""), Problems{});
    EXPECT_EQ(settings_.threads, automatic_value);
    EXPECT_EQ(problems("search.population = \"auto\""),
              Problems{"1: search.population = \"auto\": allowed is a whole number from 1 to 1000 "
                       "plans"});
    EXPECT_EQ(problems("run.threads = -1"),
              Problems{"1: run.threads = -1: allowed is a whole number from 1 to 64 or \"auto\""});
}

TEST_F(ConfigDocumentTest, UnknownKeyNamesLineValueAndNearestName) {
    EXPECT_EQ(problems("[search]\n\npopulaton = 5\n"),
              Problems{"3: unknown key search.populaton = 5; did you mean search.population?"});
}

TEST_F(ConfigDocumentTest, UnknownSectionIsReportedOnce) {
    EXPECT_EQ(problems("[serach]\npopulation = 5\nlive = true\n"),
              Problems{"1: unknown section [serach]; did you mean search?"});
}

TEST_F(ConfigDocumentTest, SectionWrittenAsAValueIsExplained) {
    EXPECT_EQ(problems("search = 3"),
              Problems{"1: search = 3: search is a section, write [search]"});
}

TEST_F(ConfigDocumentTest, WrongTypesAndRangesNameWhatIsAllowed) {
    EXPECT_EQ(problems("[search]\nlive = 1\npopulation = 0\nlimit_s = \"long\"\n"
                       "rules = \"mct\"\n[run]\nbackend = \"cdua\"\nlabel = 4\n"),
              (Problems{"2: search.live = 1: allowed is true or false",
                        "3: search.population = 0: allowed is a whole number from 1 to 1000 plans",
                        "4: search.limit_s = \"long\": allowed is a number from 0 to 1000000 s; "
                        "a unit may follow: ms, s, min, h or d",
                        "5: search.rules = \"mct\": allowed is a list of texts, [\"a\", \"b\"]",
                        "7: run.backend = \"cdua\": allowed is one of \"auto\", \"cpu\", \"cuda\"; "
                        "did you mean cuda?",
                        "8: run.label = 4: allowed is a text in quotes"}));
}

TEST_F(ConfigDocumentTest, RefusedValueLeavesTheSettingAlone) {
    EXPECT_EQ(problems("search.population = 5000\nsearch.rules = [\"fifo\", 3]").size(), 2u);
    EXPECT_EQ(settings_.population, 100);
    EXPECT_EQ(settings_.rules, Problems{"mct"});
}

TEST_F(ConfigDocumentTest, NotANumberAndInfinityAreRefused) {
    EXPECT_EQ(problems("search.limit_s = nan"),
              Problems{"1: search.limit_s = nan: allowed is a number from 0 to 1000000 s"});
    EXPECT_EQ(problems("search.limit_s = inf").size(), 1u);
    EXPECT_EQ(problems("search.limit_s = -inf").size(), 1u);
}

TEST_F(ConfigDocumentTest, FractionIsNoWholeNumber) {
    EXPECT_EQ(problems("search.population = 5.0").size(), 1u);
}

TEST_F(ConfigDocumentTest, DuplicateKeyAndBadSyntaxNameTheLine) {
    const Problems duplicate = problems("[search]\npopulation = 1\npopulation = 2\n");
    ASSERT_EQ(duplicate.size(), 1u);
    EXPECT_TRUE(duplicate[0].starts_with("3: not valid TOML: ")) << duplicate[0];
    const Problems syntax = problems("[search]\npopulation = = 1\n");
    ASSERT_EQ(syntax.size(), 1u);
    EXPECT_TRUE(syntax[0].starts_with("2: not valid TOML: ")) << syntax[0];
}

TEST_F(ConfigDocumentTest, BytesThatAreNoTextAreRefused) {
    for (const std::string bytes : {"\xff\xfe\x00", "a = \"\x00\"", "a = '\xc3'", "\x01\x02"})
        EXPECT_EQ(problems(bytes).size(), 1u);
}

TEST_F(ConfigDocumentTest, FileThatCannotBeReadNamesTheReason) {
    const auto reason = [](const std::string& path) -> std::string {
        try {
            (void)ConfigDocument::read(path);
        } catch (const UsageError& error) {
            return error.what();
        }
        return "";
    };
    const std::string missing = folder_.file("absent.toml");
    EXPECT_EQ(reason(missing),
              missing + ": the configuration cannot be read: No such file or directory");
    EXPECT_EQ(reason(folder_.path().string()),
              folder_.path().string() + ": the configuration cannot be read: it is a folder");
}

TEST_F(ConfigDocumentTest, OverrideIsStrongerThanTheFile) {
    EXPECT_EQ(problems("search.population = 5",
                       {"search.population=9", "run.backend=cuda", "search.live=false",
                        "run.threads=auto", "search.rules=[\"a\"]", "search.limit_s = 4"}),
              Problems{});
    EXPECT_EQ(settings_.limit_s, 4);
    EXPECT_EQ(settings_.population, 9);
    EXPECT_EQ(settings_.backend, "cuda");
    EXPECT_FALSE(settings_.live);
    EXPECT_EQ(settings_.threads, automatic_value);
    EXPECT_EQ(settings_.rules, Problems{"a"});
}

TEST_F(ConfigDocumentTest, TextSettingTakesOverridesLetterByLetter) {
    for (const std::string text : {"2023-05-01", "10", "/tmp/x y", "true", "1\nother = 2", ""}) {
        EXPECT_EQ(problems("", {"run.label=" + text}), Problems{});
        EXPECT_EQ(settings_.label, text);
    }
    EXPECT_EQ(problems("", {"run.label=\"in quotes\""}), Problems{});
    EXPECT_EQ(settings_.label, "in quotes");
}

TEST_F(ConfigDocumentTest, BadOverridesComeAfterTheFileAllAtOnce) {
    EXPECT_EQ(
        problems("search.live = 2", {"nonsense", "search.sed=1", "search.population=0"}),
        (Problems{"1: search.live = 2: allowed is true or false", "--set nonsense: write key=value",
                  "--set search.sed=1: unknown key search.sed",
                  "--set search.population=0: allowed is a whole number from 1 to 1000 plans"}));
}

TEST_F(ConfigDocumentTest, EntriesOfAnArrayAreReadOneByOne) {
    ConfigDocument config = document(
        "[[site.power]]\nname = \"a\"\nidle_w = 10\n[[site.power]]\nname = \"b\"\nidle = 3\n");
    std::vector<std::string> names(2);
    std::vector<double> idle_w(2, -1);
    const std::size_t entries = config.apply_array("site.power", [&](std::size_t i) {
        ParameterTable table;
        table.add("name", names.at(i), {}, "N.");
        table.add("idle_w", idle_w.at(i), {0, 100}, "W", "I.");
        return table;
    });
    EXPECT_EQ(entries, 2u);
    EXPECT_EQ(names, (Problems{"a", "b"}));
    EXPECT_EQ(idle_w, (std::vector<double>{10, -1}));
    try {
        config.finish();
        FAIL() << "the unknown key was taken";
    } catch (const UsageError& error) {
        EXPECT_EQ(error.problems(),
                  Problems{path_ + ":6: unknown key site.power[2].idle = 3; did you mean idle_w?"});
    }
}

TEST_F(ConfigDocumentTest, OptionThatSetsAKeyIsNamedAsItWasWritten) {
    ConfigDocument config = ConfigDocument::empty();
    config.override_with({{"search.population=0", "--population"}}, settings_.table());
    try {
        config.finish();
        FAIL() << "a value out of range was taken";
    } catch (const UsageError& error) {
        EXPECT_EQ(error.problems(),
                  Problems{"--population 0: allowed is a whole number from 1 to 1000 plans"});
    }
}

TEST_F(ConfigDocumentTest, ArrayWrittenAsAValueIsExplained) {
    ConfigDocument config = document("power = 3");
    EXPECT_EQ(config.apply_array("power", [](std::size_t) { return ParameterTable(); }), 0u);
    EXPECT_THROW(config.finish(), UsageError);
}

TEST_F(ConfigDocumentTest, PathsAreRelativeToTheFile) {
    const ConfigDocument config = document("");
    EXPECT_EQ(config.resolve_path("data/x.csv"), folder_.file("data/x.csv"));
    EXPECT_EQ(config.resolve_path("/data/x.csv"), "/data/x.csv");
    EXPECT_EQ(config.resolve_path(""), "");
    EXPECT_EQ(ConfigDocument::empty().resolve_path("x.csv"), "x.csv");
}

}  // namespace
}  // namespace nightwatt
