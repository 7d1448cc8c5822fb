#pragma once

#include "ranks/link.hpp"

namespace nightwatt {

/// What a rank other than the first does: holds islands and does with them what it is told, until
/// it is dismissed. What goes wrong is told with the next answer, and nothing more is done before
/// the next problem.
void serve(Link& leader);

/// Ends serve() at the other end of the link.
void dismiss(Link& link);

}  // namespace nightwatt
