#pragma once

#include <string_view>

namespace nightwatt {

/// submit.sh for new jobs, and for jobs that are in the queue already. The texts are the same for
/// every plan; what differs stands in placement.tsv.
extern const std::string_view submit_arrays_script;
extern const std::string_view submit_queued_script;

}  // namespace nightwatt
