#include "config/nearest_name.hpp"

#include <gtest/gtest.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <vector>

#include "config/nearest_file.hpp"
#include "tests/io/scratch_folder.hpp"

namespace nightwatt {
namespace {

const std::vector<std::string> names = {"search.time_limit_s", "search.population", "search.seed",
                                        "output.json"};

TEST(NearestName, FindsAMistypedLetter) {
    EXPECT_EQ(nearest_name("search.time_limt_s", names), "search.time_limit_s");
    EXPECT_EQ(nearest_name("Search.Seed", names), "search.seed");
}

TEST(NearestName, FindsExchangedLetters) {
    EXPECT_EQ(nearest_name("search.sede", names), "search.seed");
}

TEST(NearestName, FindsANameInTheWrongSection) {
    EXPECT_EQ(nearest_name("population", names), "search.population");
    EXPECT_EQ(nearest_name("run.populaton", names), "search.population");
}

TEST(NearestName, TakesTheFirstOfEquals) {
    const std::vector<std::string> equals = {"level_a", "level_b"};
    EXPECT_EQ(nearest_name("level_c", equals), "level_a");
}

TEST(NearestName, SaysNothingWhereNothingIsClose) {
    EXPECT_EQ(nearest_name("elephant", names), "");
    EXPECT_EQ(nearest_name("", names), "");
    EXPECT_EQ(nearest_name("x", names), "");
    EXPECT_EQ(nearest_name("no", std::vector<std::string>{"mnt"}), "");
    EXPECT_EQ(nearest_name("search.sub", std::vector<std::string>{"job", "search"}), "");
    EXPECT_EQ(nearest_name("jbo", std::vector<std::string>{"job"}), "job");
    EXPECT_EQ(nearest_name(std::string(100000, 'a'), names), "");
    EXPECT_EQ(nearest_name("seed", {}), "");
}

TEST(NearestName, SuggestionIsTheEndOfASentence) {
    EXPECT_EQ(suggestion("search.sed", names), "; did you mean search.seed?");
    EXPECT_EQ(suggestion("elephant", names), "");
}

TEST(NearestFile, IsLookedForInTheFolderThatThePathNames) {
    namespace fs = std::filesystem;
    const ScratchFolder scratch;
    const fs::path& folder = scratch.path();
    fs::create_directories(folder / "nights" / "night2.h5");
    for (const char* name : {"night.h5", "night.toml", ".nigth.h5", "plan.h5"}) {
        std::ofstream(folder / "nights" / name) << "x";
    }
    const auto hint = [&](const std::string& path) {
        const std::string text = why_not_opened((folder / path).string(), ENOENT);
        const std::string begin =
            "No such file or directory; did you mean " + folder.string() + "/";
        return text.starts_with(begin) ? text.substr(begin.size()) : text;
    };
    EXPECT_EQ(hint("nights/nigth.h5"), "nights/night.h5?");
    EXPECT_EQ(hint("nights/Night.toml"), "nights/night.toml?");
    EXPECT_EQ(hint("nights/plan"), "nights/plan.h5?");
    EXPECT_EQ(hint("nights/plan.json"), "nights/plan.h5?");
    EXPECT_EQ(hint("nihgts/plan.h5"), "nights/plan.h5?");
    EXPECT_EQ(hint("nihgts/x/plan.h5"), "nights/?");
    EXPECT_EQ(hint("nights/elephant.h5"), "No such file or directory");
    EXPECT_EQ(hint("elephants/plan.h5"), "No such file or directory");
    EXPECT_EQ(why_not_opened((folder / "nights/nigth.h5").string(), EACCES), "Permission denied");
    EXPECT_EQ(why_not_opened("", ENOENT), "No such file or directory");
    const fs::path before = fs::current_path();
    fs::current_path(folder / "nights");
    EXPECT_EQ(why_not_opened("nigth.h5", ENOENT),
              "No such file or directory; did you mean night.h5?");
    fs::current_path(before);
}

}  // namespace
}  // namespace nightwatt
