#include <vector>

#include "ranks/group_server.hpp"
#include "ranks/ranks.hpp"

namespace nightwatt {

namespace {

std::vector<Link*> links_to_others;

}  // namespace

std::span<Link* const> crew() {
    return links_to_others;
}

Crew::Crew(Ranks* ranks) {
    if (ranks == nullptr) return;
    for (int rank = 1; rank < ranks->place().ranks; ++rank) {
        links_to_others.push_back(&ranks->link(rank));
    }
}

Crew::~Crew() {
    for (Link* const link : links_to_others) dismiss(*link);
    // Where this rank gives up, answers may be on their way: one that is never received keeps its
    // sender from leaving.
    for (Link* const link : links_to_others) {
        while (!link->receive().empty()) {
        }
    }
    links_to_others.clear();
}

}  // namespace nightwatt
