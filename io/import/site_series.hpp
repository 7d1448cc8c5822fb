#pragma once

#include "config/import_parameters.hpp"
#include "instance/instance.hpp"
#include "io/import/night_grid.hpp"

namespace nightwatt {

/// Puts the sites of a configuration into an instance: /sites, /cop, /series and /links, and notes
/// that name the files. Without a [[site]] there is one with the default, flat series, and a note
/// says so. Throws UsageError (settings that do not go together) or InputError (files), each with
/// every problem.
void add_sites(Instance& instance, const ImportParameters& parameters, const NightGrid& grid);

/// What is assumed of `which` sites where none is configured.
[[nodiscard]] std::string flat_sites_note(const ImportParameters& parameters, const char* which);

}  // namespace nightwatt
