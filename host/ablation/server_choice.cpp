#include "ablation/server_choice.hpp"

#include <fmt/format.h>

#include <utility>

namespace nightwatt {

namespace {

/// Servers of one class at one site.
struct Group {
    std::int32_t class_index = 0;
    std::int32_t site = 0;
    std::vector<std::size_t> servers;
};

std::vector<Group> groups_of(const Instance& instance) {
    const std::size_t sites = instance.sites.size();
    std::vector<Group> all(instance.classes.size() * sites);
    for (std::size_t i = 0; i != instance.servers.size(); ++i) {
        const std::int32_t k = instance.servers.class_index[i];
        const std::int32_t s = instance.servers.site[i];
        Group& group = all[static_cast<std::size_t>(k) * sites + static_cast<std::size_t>(s)];
        group.class_index = k;
        group.site = s;
        group.servers.push_back(i);
    }
    std::erase_if(all, [](const Group& group) { return group.servers.empty(); });
    return all;
}

bool fits(const Instance& instance, std::size_t task, std::size_t server) {
    for (std::size_t r = 0; r != instance.resources.size(); ++r) {
        if (instance.tasks.need[r][task] > instance.servers.capacity[r][server]) return false;
    }
    return true;
}

class ServerChoice {
  public:
    ServerChoice(Instance& instance, const Plan& dispatched, LeverSet free)
        : instance_(instance), dispatched_(dispatched), free_(free), groups_(groups_of(instance)) {}

    void restrict() {
        split_classes();
        RuntimeTable rows;
        const RuntimeTable& old = instance_.runtimes;
        std::size_t begin = 0;
        while (begin != old.size()) {
            std::size_t end = begin;
            while (end != old.size() && old.task[end] == old.task[begin]) ++end;
            allow(begin, end, rows);
            begin = end;
        }
        instance_.runtimes = std::move(rows);
    }

  private:
    [[nodiscard]] bool one_server() const { return !free_.has(Lever::Consolidation); }

    /// A class for each group, or for each of its servers.
    void split_classes() {
        ClassTable classes;
        LevelTable levels;
        for (const Group& group : groups_) {
            first_class_.push_back(static_cast<std::int32_t>(classes.size()));
            for (std::size_t k = 0; k != (one_server() ? group.servers.size() : 1); ++k) {
                const auto made = static_cast<std::int32_t>(classes.size());
                classes.id.push_back(fmt::format("{}", made));
                for (std::size_t row = 0; row != instance_.levels.size(); ++row) {
                    if (instance_.levels.class_index[row] != group.class_index) continue;
                    levels.class_index.push_back(made);
                    levels.relative_frequency.push_back(instance_.levels.relative_frequency[row]);
                    levels.relative_power.push_back(instance_.levels.relative_power[row]);
                }
            }
        }
        old_class_ = instance_.servers.class_index;
        for (std::size_t g = 0; g != groups_.size(); ++g) {
            for (std::size_t k = 0; k != groups_[g].servers.size(); ++k) {
                instance_.servers.class_index[groups_[g].servers[k]] =
                    first_class_[g] + static_cast<std::int32_t>(one_server() ? k : 0);
            }
        }
        instance_.classes = std::move(classes);
        instance_.levels = std::move(levels);
    }

    /// Copies the rows of one task, [begin, end), for every group that it may use.
    void allow(std::size_t begin, std::size_t end, RuntimeTable& rows) const {
        const RuntimeTable& old = instance_.runtimes;
        const auto task = static_cast<std::size_t>(old.task[begin]);
        const auto chosen = static_cast<std::size_t>(dispatched_.server[task]);
        for (std::size_t g = 0; g != groups_.size(); ++g) {
            const Group& group = groups_[g];
            const bool same_site = group.site == instance_.servers.site[chosen];
            const bool same_class = group.class_index == old_class_[chosen];
            if (!same_site && !free_.has(Lever::Sites)) continue;
            if (!same_class && !free_.has(Lever::Placement)) continue;
            const std::int32_t made = same_site && same_class
                                          ? instance_.servers.class_index[chosen]
                                          : class_elsewhere(g, task);
            if (made < 0) continue;
            for (std::size_t row = begin; row != end; ++row) {
                if (old.class_index[row] != group.class_index) continue;
                rows.task.push_back(old.task[row]);
                rows.class_index.push_back(made);
                rows.level.push_back(old.level[row]);
                rows.runtime_s.push_back(old.runtime_s[row]);
                rows.power_w.push_back(old.power_w[row]);
            }
        }
    }

    /// The class of the servers that the task may use in a group it was not dispatched to: all, or
    /// the next in turn that is large enough. -1: none is.
    [[nodiscard]] std::int32_t class_elsewhere(std::size_t g, std::size_t task) const {
        const std::vector<std::size_t>& servers = groups_[g].servers;
        if (!one_server()) return first_class_[g];
        for (std::size_t k = 0; k != servers.size(); ++k) {
            const std::size_t server = servers[(task + k) % servers.size()];
            if (fits(instance_, task, server)) return instance_.servers.class_index[server];
        }
        return -1;
    }

    Instance& instance_;
    const Plan& dispatched_;
    const LeverSet free_;
    const std::vector<Group> groups_;
    std::vector<std::int32_t> first_class_;  ///< [group]
    std::vector<std::int32_t> old_class_;    ///< [server]
};

}  // namespace

void restrict_servers(Instance& instance, const Plan& dispatched, LeverSet free) {
    const bool site = free.has(Lever::Sites);
    const bool kind = free.has(Lever::Placement);
    const bool server = free.has(Lever::Consolidation);
    if (site && kind && server) return;
    if (!site && !kind && !server) {
        instance.tasks.pin_server = dispatched.server;
        return;
    }
    ServerChoice(instance, dispatched, free).restrict();
}

}  // namespace nightwatt
