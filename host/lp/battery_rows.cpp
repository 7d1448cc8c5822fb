#include "lp/battery_rows.hpp"

#include <cmath>

#include "lp/kwh.hpp"

namespace nightwatt {

namespace {

double kw_of(std::int64_t mw) {
    return static_cast<double>(mw) * 1e-6;
}

}  // namespace

BatteryRows::BatteryRows(const Battery& battery, std::uint32_t periods, LinearProgramme& programme)
    : battery_(battery), programme_(programme), level_row_(programme.rows()) {
    for (std::uint32_t t = 0; t < periods; ++t) {
        const double before = t == 0 ? kwh_of(battery.start_uj) : 0;
        programme.add_row(before, before);
    }
    programme.add_row(-INFINITY, -kwh_of(battery.end_uj));
}

void BatteryRows::add_columns(const Period& period, int net_row) {
    LinearProgramme& lp = programme_;
    lp.add_column(period.rate / period.pue, kw_of(battery_.charge_mw) * period.hours);  // C
    lp.add_entry(level_row_, -battery_.charge_efficiency());
    lp.add_entry(net_row, 1 / period.pue);

    lp.add_column(0, kwh_of(battery_.capacity_uj));  // S
    lp.add_entry(level_row_, 1);
    lp.add_entry(level_row_ + 1, -1);

    if (!period.paid) {
        lp.add_column(-period.rate / period.pue,
                      kw_of(battery_.discharge_mw) * period.hours);  // D
        lp.add_entry(level_row_, 1 / battery_.discharge_efficiency());
        lp.add_entry(net_row, -1 / period.pue);

        lp.add_column(period.rate, INFINITY);  // W
        lp.add_entry(net_row, 1);
    }
    ++level_row_;
}

}  // namespace nightwatt
