#pragma once

#include <string>

#include "io/import/history/timed_table.hpp"

namespace nightwatt {

/// What a file of measurements does not say.
struct MeasuredFile {
    std::string path;
    std::string name;           ///< the subject; empty: of the file, or its name without the ending
    std::string kind;           ///< csv: site, server or class
    std::string clock = "utc";  ///< of moments without an offset (local_clock.hpp)
    bool skip_malformed = false;
};

/// Each reads one format. Throws InputError with every malformed row and its number.

/// A moment in the first column; every other column is a series, its header `quantity`,
/// `subject/quantity` or either of them with `[unit]` behind it. An empty field, NaN, NA or null is
/// a gap.
[[nodiscard]] TimedTable read_measured_csv(const MeasuredFile& file);

/// Hourly power, temperature and utilisation of a GPU server as biohpc.cornell.edu exports them:
/// fields separated by tabs, a line of "(N rows affected)" and the time of the export at the end.
[[nodiscard]] TimedTable read_biohpc(const MeasuredFile& file);

/// ETT: `date`, then HUFL, HULL, MUFL, MULL, LUFL, LULL and OT of an electricity transformer.
[[nodiscard]] TimedTable read_ett(const MeasuredFile& file);

/// Carbon intensity of a zone, g/kWh.
[[nodiscard]] TimedTable read_measured_carbon(const MeasuredFile& file, bool life_cycle);

/// Prices of a zone, per kWh in the file's currency.
[[nodiscard]] TimedTable read_measured_price(const MeasuredFile& file);

/// Outdoor temperature of a place.
[[nodiscard]] TimedTable read_measured_weather(const MeasuredFile& file);

}  // namespace nightwatt
