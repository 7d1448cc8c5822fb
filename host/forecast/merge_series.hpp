#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "forecast/history.hpp"

namespace nightwatt {

/// Which ends of a file's series are means of a part of their step only.
struct PartSteps {
    bool first = false;
    bool last = false;
};

/// What merge_series() did with the values of one series; gaps are no values.
struct SeriesMerge {
    std::string id;
    std::size_t added = 0;     ///< all of a series that is new
    std::size_t known = 0;     ///< were there already, and equal
    std::size_t replaced = 0;  ///< were there with another value; the new one stands now
    std::size_t kept = 0;      ///< were there, and the new one is of a part of the step: they stay
};

/// Adds a later file's measurements to those of a history: a series that is there already grows by
/// the new steps, and by what was missing. Where both measured and differ, the later file is right:
/// prices and emissions are corrected afterwards. A mean over a part of a step (`parts`) corrects
/// nothing, though: the other part's would be lost. Steps between the two that neither measured are
/// a gap. Throws InputError where kind, unit or step differ, or the steps lie beside each other.
SeriesMerge merge_series(History& history, HistorySeries later, PartSteps parts = {});

}  // namespace nightwatt
