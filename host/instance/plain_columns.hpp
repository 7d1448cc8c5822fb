#pragma once

#include "instance/instance.hpp"

namespace nightwatt {

/// Of an instance whose tasks, servers and classes have their ids and classes: every other column
/// as on plain machines, where nothing but runtimes matters. Tasks need all of their server's one
/// resource; one site with one slot from 0, price 0, no power. Runtimes and the horizon are left.
void fill_plain_columns(Instance& instance);

}  // namespace nightwatt
