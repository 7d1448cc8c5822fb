#include "config/quantity.hpp"

#include <gtest/gtest.h>

#include "config/config_document.hpp"
#include "errors.hpp"

namespace nightwatt {
namespace {

TEST(Quantity, ConvertsUnitsOfTheSameQuantity) {
    EXPECT_EQ(read_quantity("250 W", "W"), 250);
    EXPECT_EQ(read_quantity("0.25kW", "W"), 250);
    EXPECT_EQ(read_quantity(" 15 min ", "min"), 15);
    EXPECT_EQ(read_quantity("15 min", "h"), 0.25);
    EXPECT_EQ(read_quantity("1.5 h", "s"), 5400);
    EXPECT_EQ(read_quantity("90 s", "min"), 1.5);
    EXPECT_EQ(read_quantity("-3e1 kWh", "kWh"), -30);
    EXPECT_EQ(read_quantity("3.6 MJ", "kWh"), 1);
    EXPECT_EQ(read_quantity("0.4 kg/kWh", "g/kWh"), 400);
    EXPECT_EQ(read_quantity("500 MB", "GB"), 0.5);
    for (const char* unit : {"s", "W", "kWh", "GB", "Gbit/s", "g/kWh", "degC", "h", "min"}) {
        EXPECT_EQ(read_quantity(std::string("0.1 ") + unit, unit), 0.1) << unit;
    }
}

TEST(Quantity, RefusesOtherQuantitiesAndWhatIsNone) {
    for (const char* text : {"250 h", "250", "W", "", "250 w", "250 W W", "1,5 W", "250 kWh"}) {
        EXPECT_EQ(read_quantity(text, "W"), std::nullopt) << text;
    }
    EXPECT_EQ(read_quantity("5 EUR", "money/h"), std::nullopt);
    EXPECT_EQ(unit_names("W"), "mW, W, kW or MW");
    EXPECT_EQ(unit_names("steps"), "");
}

TEST(Quantity, SettingsTakeThemFromFilesAndTheCommandLine) {
    double power_w = 0;
    double wait_h = 0;
    ParameterTable table;
    table.add("a.power_w", power_w, {0, 1e6}, "W", "Power.");
    table.add("a.wait_h", wait_h, {0, 24, true}, "h", "Wait.");
    ConfigDocument document =
        ConfigDocument::parse("[a]\npower_w = \"1.2 kW\"\nwait_h = 3.0\n", "f");
    document.apply(table);
    document.override_with({{"a.wait_h=30 min", "--set"}}, table);
    document.finish();
    EXPECT_EQ(power_w, 1200);
    EXPECT_EQ(wait_h, 0.5);
    for (const char* wrong : {"a.power_w=3 MW", "a.power_w=5 kWh", "a.wait_h=2 d"}) {
        ConfigDocument bad = ConfigDocument::empty();
        bad.override_with({{wrong, "--set"}}, table);
        EXPECT_THROW(bad.finish(), UsageError) << wrong;
    }
    EXPECT_EQ(power_w, 1200);
}

}  // namespace
}  // namespace nightwatt
