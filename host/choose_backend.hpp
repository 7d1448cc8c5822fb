#pragma once

#include <string>
#include <vector>

#include "errors.hpp"

namespace nightwatt {

/// The choice named, or for "auto" the available one of highest priority. A named one that is
/// unavailable throws DeviceError; auto never does, and `note` then says what was passed over and
/// why. Choice: name, priority, unavailable().
template <class Choice>
const Choice& choose_backend(const std::vector<Choice>& choices, const std::string& name,
                             std::string& note) {
    const Choice* best = nullptr;
    for (const Choice& choice : choices) {
        if (name != "auto" && name != choice.name) continue;
        const std::string reason = choice.unavailable();
        if (!reason.empty()) {
            if (name != "auto") throw DeviceError("backend " + choice.name + ": " + reason);
            note += (note.empty() ? "" : "; ") + choice.name + ": " + reason;
            continue;
        }
        if (best == nullptr || choice.priority > best->priority) best = &choice;
    }
    if (best == nullptr) throw UsageError("there is no backend '" + name + "'");
    return *best;
}

}  // namespace nightwatt
