#include "ranks/description.hpp"

#include <unistd.h>

#include <array>

#include "backend/backend.hpp"
#include "choose_backend.hpp"
#include "rank_place.hpp"
#include "ranks/ranks.hpp"
#include "ranks/remote_group.hpp"
#include "usable_threads.hpp"

namespace nightwatt {

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
    to.put(description.rank);
    to.put(description.threads);
    to.put_text(description.node);
    to.put_text(description.backend);
    to.put_text(description.device);
}

RankDescription get_description(MessageReader& from) {
    RankDescription description;
    description.rank = from.get<std::int32_t>();
    description.threads = from.get<std::int64_t>();
    description.node = from.get_text();
    description.backend = from.get_text();
    description.device = from.get_text();
    return description;
}

}  // namespace nightwatt
