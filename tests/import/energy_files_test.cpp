#include <gtest/gtest.h>

#include "io/import/carbon_csv.hpp"
#include "io/import/price_csv.hpp"
#include "io/import/solar_csv.hpp"
#include "io/import/weather_json.hpp"
#include "tests/import/scratch_files.hpp"
#include "tests/import/series_files.hpp"

namespace nightwatt {
namespace {

using namespace testing;

class EnergyFiles : public ScratchFiles {};

const UtcSeconds autumn = *parse_moment("2023-10-28T22:00:00Z");  // midnight in Berlin
const UtcSeconds clock_change = *parse_moment("2023-10-29T01:00:00Z");

TEST_F(EnergyFiles, PricesFollowUtcAcrossTheClockChange) {
    // Local time shows 02:00 twice; in UTC there are six hours one after the other.
    const std::string path = file("p.csv", price_csv(autumn, 6, 2, clock_change));
    const PriceSeries prices = read_price_csv(path);
    EXPECT_EQ(prices.currency, "USD");
    EXPECT_EQ(prices.per_kwh.start, autumn);
    EXPECT_EQ(prices.per_kwh.values, (std::vector<double>{1, 2, 3, 4, 5, 6}));
}

TEST_F(EnergyFiles, QuartersOfAnHourBecomeTheMeansOfSlots) {
    // Over the hour that local clocks show twice.
    const UtcSeconds start = clock_change - 3600;
    ProblemList problems;
    const TimeSeries prices =
        read_price_csv(file("p.csv", price_csv(start, 12, 2, clock_change, 900))).per_kwh;
    EXPECT_EQ(prices.step_s, 900);
    EXPECT_EQ(mean_by_slot(prices, start, 3600, 3, problems),
              (std::vector<double>{2.5, 6.5, 10.5}));
    const TimeSeries carbon = read_carbon_csv(file("c.csv", carbon_csv(start, 12, 900)), false);
    EXPECT_EQ(mean_by_slot(carbon, start, 3600, 3, problems),
              (std::vector<double>{101.5, 105.5, 109.5}));
    const TimeSeries weather =
        read_weather_json(file("w.json", weather_json("2023-10-29T02:00", 7200, 12, 900)));
    EXPECT_EQ(mean_by_slot(weather, start, 3600, 3, problems),
              (std::vector<double>{11.5, 15.5, 19.5}));
    EXPECT_TRUE(problems.empty());
}

TEST_F(EnergyFiles, PriceWhoseColumnsDisagreeIsRefusedByLine) {
    std::string text = price_csv(autumn, 2, 2, clock_change);
    text += "2023-10-29 00:00:00+00:00,2023-10-29 02:00:00+01:00,3000\n";  // an hour off
    text += "2023-10-29 01:00:00+00:00,2023-10-29 02:00:00+01:00,cheap\n";
    text += "2023-10-29 02:00:00,2023-10-29 03:00:00+01:00,1\n";
    const auto problems = problems_of([&] { (void)read_price_csv(file("p.csv", text)); });
    ASSERT_EQ(problems.size(), 3u);
    EXPECT_NE(problems[0].find("p.csv:4: Datetime (Local)"), std::string::npos) << problems[0];
    EXPECT_NE(problems[1].find("p.csv:5: Price (USD/MWh) is 'cheap'"), std::string::npos);
    EXPECT_NE(problems[2].find("p.csv:6: Datetime (UTC)"), std::string::npos);
}

TEST_F(EnergyFiles, PriceWithoutItsHeaderIsRefused) {
    const std::string wrong = "Datetime (UTC),Price\n";
    EXPECT_NE(message_of([&] {
                  (void)read_price_csv(file("p.csv", wrong));
              }).find("p.csv:1: the header lacks Datetime (Local)"),
              std::string::npos);
}

TEST_F(EnergyFiles, CarbonColumnIsChosen) {
    const std::string path = file("c.csv", carbon_csv(autumn, 3));
    EXPECT_EQ(read_carbon_csv(path, false).values, (std::vector<double>{100, 101, 102}));
    EXPECT_EQ(read_carbon_csv(path, true).values, (std::vector<double>{200, 201, 202}));
    EXPECT_EQ(read_carbon_csv(path, true).start, autumn);
}

TEST_F(EnergyFiles, CarbonGapAndNegativeValueAreRefused) {
    std::string text = carbon_csv(autumn, 2);
    const std::string gap = text + "2023-10-29 01:00:00,Germany,DE,1,2\n";
    EXPECT_NE(message_of([&] {
                  (void)read_carbon_csv(file("c.csv", gap), true);
              }).find("c.csv:4: 2023-10-29T00:00:00Z is missing"),
              std::string::npos);
    const std::string negative = text + "2023-10-29 00:00:00,Germany,DE,1,-2\n";
    EXPECT_NE(message_of([&] {
                  (void)read_carbon_csv(file("c.csv", negative), true);
              }).find("c.csv:4: Carbon Intensity"),
              std::string::npos);
}

TEST_F(EnergyFiles, WeatherClockKeepsItsOneOffset) {
    // Open-Meteo's clock does not jump: 04:00 on the day of the change is still at the file's
    // offset.
    const std::string path = file("w.json", weather_json("2023-10-29T00:00", 3600, 6));
    const TimeSeries west =
        read_weather_json(file("v.json", weather_json("2023-01-01T00:00", -25200, 3)));
    const TimeSeries series = read_weather_json(path);
    EXPECT_EQ(moment_text(series.start), "2023-10-28T23:00:00Z");
    EXPECT_EQ(series.values.size(), 6u);
    EXPECT_EQ(moment_text(west.start), "2023-01-01T07:00:00Z");
}

TEST_F(EnergyFiles, WeatherWithoutOffsetUnitOrValueIsRefused) {
    std::string text = weather_json("2023-10-29T00:00", 3600, 3);
    const auto replaced = [&](const std::string& from, const std::string& to) {
        std::string changed = text;
        changed.replace(changed.find(from), from.size(), to);
        return message_of([&] { (void)read_weather_json(file("w.json", changed)); });
    };
    EXPECT_NE(replaced("utc_offset_seconds", "offset").find("utc_offset_seconds"),
              std::string::npos);
    EXPECT_NE(replaced("°C", "°F").find("not °C"), std::string::npos);
    EXPECT_NE(replaced("[10, 11", "[10, null").find("hourly.time[1]: no temperature"),
              std::string::npos);
    EXPECT_NE(replaced(", 12]", "]").find("has 3 entries, hourly.temperature_2m 2"),
              std::string::npos);
    EXPECT_NE(replaced("T01:00", "T03:00").find("hourly.time[2]"), std::string::npos);
    EXPECT_NE(replaced("hourly_units", "{").find("w.json"), std::string::npos);
    for (const char* nonsense : {"", "[]", "3", "{\"hourly\": 3}", "{\"hourly\""})
        EXPECT_FALSE(
            problems_of([&] { (void)read_weather_json(file("w.json", nonsense)); }).empty())
            << nonsense;
}

TEST_F(EnergyFiles, SolarOutputIsReadByColumnAndStep) {
    const std::string path =
        file("s.csv", "time,Berlin,Lagos\n0,0.5,0\n300,0.25,0\n600,1,0\n900,0,0\n");
    const TimeSeries series = read_solar_csv(path, "Berlin", autumn);
    EXPECT_EQ(series.start, autumn);
    EXPECT_EQ(series.step_s, 300);
    ProblemList problems;
    EXPECT_EQ(mean_by_slot(series, autumn, 600, 2, problems), (std::vector<double>{0.375, 0.5}));
    EXPECT_NE(message_of([&] { (void)read_solar_csv(path, "Paris", autumn); }).find("Paris"),
              std::string::npos);
    const std::string too_much = file("t.csv", "time,Berlin\n0,0.5\n300,1.5\n");
    EXPECT_NE(message_of([&] {
                  (void)read_solar_csv(too_much, "Berlin", autumn);
              }).find("t.csv:3: Berlin is '1.5'"),
              std::string::npos);
}

TEST_F(EnergyFiles, MissingFileIsNamed) {
    const std::string path = folder() + "/none";
    for (const auto& message : {message_of([&] { (void)read_price_csv(path); }),
                                message_of([&] { (void)read_carbon_csv(path, true); }),
                                message_of([&] { (void)read_weather_json(path); }),
                                message_of([&] { (void)read_solar_csv(path, "x", 0); })})
        EXPECT_NE(message.find(path), std::string::npos) << message;
}

}  // namespace
}  // namespace nightwatt
