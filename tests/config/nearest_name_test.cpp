#include "config/nearest_name.hpp"

#include <gtest/gtest.h>

#include <vector>

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
    EXPECT_EQ(nearest_name(std::string(100000, 'a'), names), "");
    EXPECT_EQ(nearest_name("seed", {}), "");
}

TEST(NearestName, SuggestionIsTheEndOfASentence) {
    EXPECT_EQ(suggestion("search.sed", names), "; did you mean search.seed?");
    EXPECT_EQ(suggestion("elephant", names), "");
}

}  // namespace
}  // namespace nightwatt
