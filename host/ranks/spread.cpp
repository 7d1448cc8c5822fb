#include "ranks/spread.hpp"

#include <vector>

#include "backend/split_backend.hpp"
#include "ranks/ranks.hpp"
#include "ranks/remote_group.hpp"

namespace nightwatt {

std::unique_ptr<Backend> spread(std::unique_ptr<Backend> own, const std::string& asked,
                                std::uint32_t threads, const ProblemView& problem,
                                std::uint32_t islands) {
    if (crew().empty() || islands < 2) return own;
    const std::string name = own->name();
    const std::shared_ptr<const Message> begin = begin_order(asked, threads, problem);
    std::vector<std::unique_ptr<IslandGroup>> groups;
    groups.push_back(group_on(std::move(own)));
    for (Link* const link : crew()) {
        if (groups.size() == islands) break;
        link->send(begin);
        groups.push_back(group_behind(*link));
    }
    return std::make_unique<SplitBackend>(name, std::move(groups));
}

}  // namespace nightwatt
