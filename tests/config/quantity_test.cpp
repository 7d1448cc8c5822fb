#include "config/quantity.hpp"

#include <gtest/gtest.h>

#include <cmath>

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

TEST(Quantity, EveryUnitIsSoMuchOfTheNext) {
    struct Size {
        const char* one;
        double number;
        const char* of;
    };
    for (const Size& size :
         {Size{"1 d", 24, "h"},         {"1 h", 60, "min"},        {"1 min", 60, "s"},
          {"1 s", 1000, "ms"},          {"1 MW", 1000, "kW"},      {"1 kW", 1000, "W"},
          {"1 W", 1000, "mW"},          {"1 MWh", 1000, "kWh"},    {"1 kWh", 3.6, "MJ"},
          {"1 MJ", 1000, "kJ"},         {"1 kJ", 1000, "J"},       {"1 Wh", 3600, "J"},
          {"1 t", 1000, "kg"},          {"1 kg", 1000, "g"},       {"1 TB", 1000, "GB"},
          {"1 GB", 1000, "MB"},         {"1 MB", 1000, "kB"},      {"1 Tbit/s", 1000, "Gbit/s"},
          {"1 Gbit/s", 1000, "Mbit/s"}, {"1 t/MWh", 1, "kg/kWh"},  {"1 kg/kWh", 1000, "kg/MWh"},
          {"1 kg/MWh", 1, "g/kWh"},     {"1 J/byte", 1e6, "J/MB"}, {"1 J/MB", 1000, "J/GB"},
          {"1 kWh/GB", 1000, "kWh/TB"}, {"1 kWh/TB", 3.6, "J/MB"}}) {
        EXPECT_EQ(read_quantity(size.one, size.of), size.number) << size.one << " in " << size.of;
    }
}

TEST(Quantity, RefusesOtherQuantitiesAndWhatIsNone) {
    for (const char* text : {"250 h", "250", "W", "", "250 w", "250 W W", "1,5 W", "250 kWh"}) {
        EXPECT_EQ(read_quantity(text, "W"), std::nullopt) << text;
    }
    EXPECT_EQ(read_quantity("5 EUR", "money/h"), std::nullopt);
    EXPECT_EQ(read_quantity("0.06 kWh/GB", "J/byte"), 0.06 * 3.6e6 / 1e9);
    EXPECT_EQ(unit_names("W"), "mW, W, kW or MW");
    EXPECT_EQ(unit_names("steps"), "");
}

TEST(Quantity, MoneyNamesItsCurrencyAndWhatItIsFor) {
    const auto value = [](const char* text, const char* wanted) {
        const std::optional<MoneyQuantity> money = read_money(text, wanted);
        return money && money->currency == "EUR" ? money->value : NAN;
    };
    EXPECT_EQ(value("0.12 EUR/kWh", "money/kWh"), 0.12);
    EXPECT_EQ(value("120 EUR/MWh", "money/kWh"), 0.12);
    EXPECT_EQ(value("40 EUR/t", "money/kg"), 0.04);
    EXPECT_EQ(value(" 1.5EUR / min ", "money/h"), 90);
    EXPECT_EQ(value("-3 EUR/MW", "money/kW"), -0.003);
    EXPECT_EQ(value("0.5 EUR", "money"), 0.5);
    EXPECT_EQ(read_money("2 Swiss francs/h", "money/h")->currency, "Swiss francs");
    for (const char* text : {"0.12", "EUR/kWh", "0.12 EUR", "0.12 EUR/h", "0.12 EUR/kWh/h",
                             "0.12 /kWh", "0.12 EUR/", "EUR 0.12/kWh"}) {
        EXPECT_EQ(read_money(text, "money/kWh"), std::nullopt) << text;
    }
    EXPECT_EQ(read_money("5 EUR/h", "money"), std::nullopt);
    EXPECT_EQ(read_money("5 EUR", "W"), std::nullopt);
    EXPECT_EQ(unit_hint("money/kg"),
              "; a currency may follow, as in \"0.5 EUR/kg\", for each g, kg or t");
}

TEST(Quantity, AnotherCurrencyIsRefusedAndNamed) {
    double price = 0;
    double penalty = 0;
    ParameterTable table;
    table.add("a.price", price, {0, 1}, "money/kWh", "Price.");
    table.add("a.penalty", penalty, {0, 1e6}, "money", "Penalty.");
    const auto problems = [&](const std::string& text, const std::vector<Override>& overrides) {
        ConfigDocument document = ConfigDocument::parse(text, "f");
        document.apply(table);
        document.override_with(overrides, table);
        document.require_currency("EUR", "night.currency");
        try {
            document.finish();
        } catch (const UsageError& error) {
            return error.problems();
        }
        return std::vector<std::string>{};
    };
    EXPECT_TRUE(problems("[a]\nprice = \"120 EUR/MWh\"\npenalty = 3\n", {}).empty());
    EXPECT_EQ(price, 0.12);
    EXPECT_EQ(problems("[a]\nprice = \"120 USD/MWh\"\n", {{"a.penalty=2 CHF"}}),
              (std::vector<std::string>{
                  "--set a.penalty=2 CHF: is in CHF, but night.currency is EUR; currencies are "
                  "not converted",
                  "f:2: a.price = \"120 USD/MWh\": is in USD, but night.currency is EUR; "
                  "currencies are not converted"}));
    // What is overridden does not count.
    EXPECT_TRUE(problems("[a]\nprice = \"120 USD/MWh\"\n", {{"a.price=0.1"}}).empty());
    EXPECT_EQ(problems("[a]\nprice = \"0.1 EUR/kg\"\n", {}).size(), 1U);
    EXPECT_EQ(problems("[a]\nprice = \"2000 EUR/MWh\"\n", {}).size(), 1U);
    ConfigDocument document = ConfigDocument::parse("[a]\nprice = \"0.1 USD/kWh\"\n", "f");
    document.apply(table);
    ASSERT_EQ(document.take_currencies(table).size(), 1U);
    document.require_currency("EUR", "night.currency");
    EXPECT_NO_THROW(document.finish());
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
