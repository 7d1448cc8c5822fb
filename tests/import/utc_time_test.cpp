#include "io/import/utc_time.hpp"

#include <gtest/gtest.h>

namespace nightwatt {
namespace {

TEST(UtcTime, ReadsOffsetsOfEverySpelling) {
    EXPECT_EQ(parse_moment("1970-01-01T00:00:00Z"), 0);
    EXPECT_EQ(parse_moment("1970-01-01 01:00:00+01:00"), 0);
    EXPECT_EQ(parse_moment("1969-12-31T16:00-0800"), 0);
    EXPECT_EQ(parse_moment("2023-07-04T18:00:00+02:00"), parse_moment("2023-07-04T16:00Z"));
}

TEST(UtcTime, FractionsOfASecondMustBeZero) {
    EXPECT_EQ(parse_moment("1970-01-01T00:00:01.000Z"), 1);
    EXPECT_EQ(parse_moment("1970-01-01T01:00:00.0+01:00"), 0);
    EXPECT_EQ(parse_clock("1970-01-01 00:00:00.0000000"), 0);
    for (const char* text : {"1970-01-01T00:00:00.5Z", "1970-01-01T00:00:00.001Z",
                             "1970-01-01T00:00:00.Z", "1970-01-01T00:00.0Z"})
        EXPECT_FALSE(parse_moment(text)) << text;
}

TEST(UtcTime, TellsTheTwoHoursOfTheAutumnNightApart) {
    const auto summer = parse_moment("2023-10-29 02:00:00+02:00");
    const auto winter = parse_moment("2023-10-29 02:00:00+01:00");
    ASSERT_TRUE(summer && winter);
    EXPECT_EQ(*winter - *summer, 3600);
}

TEST(UtcTime, RefusesWhatIsNoMoment) {
    for (const char* text :
         {"", "2023-07-04", "2023-07-04T18:00:00", "2023-02-29T00:00Z", "2023-13-01T00:00Z",
          "2023-07-04T24:00Z", "2023-07-04T18:60Z", "2023-07-04T18:00:00+2:00",
          "2023-07-04T18:00Zx", "2023-7-4T18:00Z", "2023-07-04T18:00:0Z", "2023-07-04T18:00+24:00"})
        EXPECT_FALSE(parse_moment(text)) << text;
    EXPECT_FALSE(parse_clock("2023-07-04T18:00Z"));
    EXPECT_TRUE(parse_clock("2023-07-04T18:00"));
}

TEST(UtcTime, WritesWhatItReads) {
    for (const char* text :
         {"1970-01-01T00:00:00Z", "2024-02-29T23:59:59Z", "1969-12-31T23:59:59Z"})
        EXPECT_EQ(moment_text(*parse_moment(text)), text);
}

}  // namespace
}  // namespace nightwatt
