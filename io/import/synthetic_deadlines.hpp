#pragma once

#include "config/import_parameters.hpp"
#include "instance/instance.hpp"
#include "io/import/synthetic_draw.hpp"

namespace nightwatt {

/// What a deadline is made from.
struct DeadlineBasis {
    std::uint64_t address = 0;  ///< row in the trace: what is drawn hangs on it alone
    double release_s = 0;
    double fastest_s = 0;  ///< shortest runtime on any class
    bool eligible = true;  ///< of a service class that gets deadlines
};

struct Deadline {
    double deadline_s = 0;  ///< NaN: none
    double weight_per_h = 0;
};

/// No public trace of batch jobs has deadlines: these are made up, from uniform draws,
///
///     deadline = release + slack * fastest runtime + margin     or, for fixed_share of them,
///     deadline = fixed_at_h                                     where release + fastest <= it
///
/// not later than the horizon, in whole seconds.
[[nodiscard]] Deadline synthetic_deadline(const DeadlineParameters& parameters,
                                          const SyntheticDraw& draw, const DeadlineBasis& basis,
                                          double horizon_s);

/// A sentence that says so, with every figure.
[[nodiscard]] std::string deadline_note(const ImportParameters& parameters,
                                        const std::string& currency, std::size_t with_deadline);

}  // namespace nightwatt
