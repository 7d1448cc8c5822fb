#include "ranks/description.hpp"

#include <unistd.h>

#include <array>

#include "backend/backend.hpp"
#include "choose_backend.hpp"
#include "rank_place.hpp"
#include "ranks/message_fields.hpp"
#include "ranks/ranks.hpp"
#include "ranks/remote_group.hpp"
#include "usable_threads.hpp"

namespace nightwatt {

namespace {

template <class Description, class Each>
void visit_description(Description& d, const Each& each) {
    each(d.rank, d.threads, d.node, d.backend, d.device);
}

}  // namespace

RankDescription describe_rank() {
    std::array<char, 256> node{};
    gethostname(node.data(), node.size() - 1);
    std::string note;
    const BackendChoice& choice = choose_backend(backends(), "auto", note);
    std::string own;
    for (const DeviceFacts& device : choice.devices()) {
        own += (own.empty() ? "" : "; ") + device.name + ": " + device.details;
    }
    return {rank_place.rank, node.data(), usable_threads(), choice.name, own};
}

std::vector<RankDescription> describe_ranks() {
    std::vector<RankDescription> all;
    if (crew().empty()) return all;
    all.push_back(describe_rank());
    for (Link* const link : crew()) all.push_back(ask_description(*link));
    return all;
}

void put_description(MessageWriter& to, const RankDescription& description) {
    visit_description(description, PutFields{to});
}

RankDescription get_description(MessageReader& from) {
    RankDescription description;
    visit_description(description, GetFields{from});
    return description;
}

}  // namespace nightwatt
