#include "hand/hand_instances.hpp"

#include <iterator>

namespace nightwatt::hand {

std::vector<HandCase> hand_cases() {
    std::vector<HandCase> all;
    for (auto part : {server_cases(), site_cases(), battery_cases(), task_cases()}) {
        all.insert(all.end(), std::make_move_iterator(part.begin()),
                   std::make_move_iterator(part.end()));
    }
    return all;
}

}  // namespace nightwatt::hand
