#pragma once

#include <string>

#include "instance/instance.hpp"
#include "instance/plan.hpp"

namespace nightwatt {

/// A schedule made elsewhere: every task's server, place in the server's sequence, level and hold.
/// start_ms and end_ms are left at 0: they follow from the sequences (host/problem/decode.hpp).
///
/// A file whose first line holds a comma is a CSV with the columns task, server, order and, where
/// wanted, level and hold (seconds; empty: none). Tasks and servers are named by id; a column in
/// which no value is an id holds row numbers from 0. A server runs its tasks by rising `order`,
/// which may be any number but not the same twice on one server. Without a level a task runs at the
/// fastest one that it may use.
///
/// Any other file is an hcsp `.sol`: the server number, from 0, of every task in turn, separated by
/// white space; a server runs its tasks in that order.
///
/// Throws InputError with all problems, each with its line: a task unknown, twice or missing, a
/// server unknown or not allowed, a level that is not there, a column of another name.
[[nodiscard]] Plan import_schedule(const std::string& path, const Instance& instance);

}  // namespace nightwatt
