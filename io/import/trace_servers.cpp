#include "io/import/trace_servers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "instance/class_levels.hpp"
#include "instance/columns.hpp"
#include "io/import/value_lists.hpp"

namespace nightwatt {

namespace {

std::string class_name(const ClassParameters& entry) {
    return fmt::format("[[class]] '{}'", entry.name);
}

void add_levels(Instance& instance, std::int32_t index, const ClassParameters& entry,
                ProblemList& problems) {
    const std::string where = class_name(entry) + ".levels";
    if (entry.levels.size() > max_levels)
        problems.add(fmt::format("{}: {} levels; at most {} can be planned with", where,
                                 entry.levels.size(), max_levels));
    double last = 0;
    for (const Point& level : points(entry.levels, where, problems)) {
        const bool first = last == 0;
        if (first ? level.x != 1 || level.y != 1 : level.x >= last || level.x <= 0 || level.y < 0)
            problems.add(
                fmt::format("{}: \"{}: {}\": the first is \"1: 1\", frequencies fall and "
                            "stay above 0",
                            where, level.x, level.y));
        last = level.x;
        instance.levels.class_index.push_back(index);
        instance.levels.relative_frequency.push_back(level.x);
        instance.levels.relative_power.push_back(level.y);
    }
}

/// Deals servers to sites so that each site's number stays closest to its share: the next one goes
/// to the site that is furthest behind.
class SiteDealer {
  public:
    explicit SiteDealer(const ImportParameters& parameters) {
        for (const SiteParameters& site : parameters.sites) share_.push_back(site.share);
        if (share_.empty()) share_.push_back(1);
        for (const double share : share_) sum_ += share;
    }

    std::int32_t next(std::size_t class_index) {
        std::vector<std::int64_t>& given = given_[class_index];
        given.resize(share_.size(), 0);
        std::int64_t dealt = 1;
        for (const std::int64_t number : given) dealt += number;
        std::size_t best = 0;
        for (std::size_t s = 1; s < share_.size(); ++s)
            if (behind(s, dealt, given) > behind(best, dealt, given)) best = s;
        ++given[best];
        return static_cast<std::int32_t>(best);
    }

  private:
    [[nodiscard]] double behind(std::size_t site, std::int64_t dealt,
                                const std::vector<std::int64_t>& given) const {
        return share_[site] * static_cast<double>(dealt) - sum_ * static_cast<double>(given[site]);
    }

    std::vector<double> share_;
    double sum_ = 0;
    std::map<std::size_t, std::vector<std::int64_t>> given_;
};

double for_capacity(const std::vector<double>& per_unit, const NodeList& nodes, std::size_t node) {
    double sum = 0;
    for (std::size_t r = 0; r < per_unit.size(); ++r) sum += per_unit[r] * nodes.capacity[r][node];
    return sum;
}

}  // namespace

ServerClasses add_classes(Instance& instance, const ImportParameters& parameters) {
    ProblemList problems;
    ServerClasses classes;
    if (parameters.classes.empty())
        problems.add("no [[class]] is configured: a trace does not say what its servers draw");
    const auto& sites = instance.sites.id;
    double shares = 0;
    for (const SiteParameters& site : parameters.sites) shares += site.share;
    if (!parameters.sites.empty() && shares <= 0) problems.add("every [[site]] has share 0");
    for (const ClassParameters& entry : parameters.classes) {
        const auto index = static_cast<std::int32_t>(instance.classes.size());
        const auto& ids = instance.classes.id;
        if (entry.name.empty()) problems.add("a [[class]] has no name");
        if (std::find(ids.begin(), ids.end(), entry.name) != ids.end())
            problems.add(fmt::format("{} stands twice", class_name(entry)));
        instance.classes.id.push_back(entry.name);
        const auto models = entry.models.empty() ? std::vector{entry.name} : entry.models;
        for (const std::string& model : models)
            if (!classes.class_of_model.emplace(model, index).second)
                problems.add(fmt::format("{}: model '{}' belongs to a class already",
                                         class_name(entry), model));
        const auto site = std::find(sites.begin(), sites.end(), entry.site) - sites.begin();
        const bool named = site < static_cast<std::ptrdiff_t>(sites.size());
        if (!entry.site.empty() && !named)
            problems.add(fmt::format("{}: no [[site]] '{}'", class_name(entry), entry.site));
        classes.site.push_back(named && !entry.site.empty() ? static_cast<std::int32_t>(site) : -1);
        classes.idle_w_per_unit.push_back(by_resource(entry.idle_w_per_unit, instance.resources,
                                                      class_name(entry) + ".idle_w_per_unit",
                                                      problems));
        classes.dynamic_w_per_unit.push_back(
            by_resource(entry.dynamic_w_per_unit, instance.resources,
                        class_name(entry) + ".dynamic_w_per_unit", problems));
        add_levels(instance, index, entry, problems);
    }
    problems.throw_if_any<UsageError>();
    return classes;
}

NodeList configured_nodes(const ImportParameters& parameters,
                          const std::vector<std::string>& resources) {
    ProblemList problems;
    NodeList nodes;
    nodes.capacity.resize(resources.size());
    for (const ClassParameters& entry : parameters.classes) {
        const auto capacity =
            units_by_resource(entry.capacity, resources, class_name(entry) + ".capacity", problems);
        if (entry.count == 0) problems.add(fmt::format("{} has count 0", class_name(entry)));
        for (std::int64_t n = 0; n < entry.count; ++n) {
            nodes.id.push_back(fmt::format("{}-{:04}", entry.name, n + 1));
            nodes.model.push_back(entry.models.empty() ? entry.name : entry.models.front());
            for (std::size_t r = 0; r < resources.size(); ++r)
                nodes.capacity[r].push_back(capacity[r]);
        }
    }
    problems.throw_if_any<UsageError>();
    return nodes;
}

void add_servers(Instance& instance, const NodeList& nodes, const ServerClasses& classes,
                 const ImportParameters& parameters) {
    std::map<std::string, std::size_t> unknown_models;
    std::vector<std::int64_t> seen(parameters.classes.size(), 0);
    SiteDealer dealer(parameters);
    ServerTable& servers = instance.servers;
    servers.capacity.resize(instance.resources.size());
    for (std::size_t node = 0; node < nodes.size(); ++node) {
        const auto found = classes.class_of_model.find(nodes.model[node]);
        if (found == classes.class_of_model.end()) {
            ++unknown_models[nodes.model[node]];
            continue;
        }
        const auto index = static_cast<std::size_t>(found->second);
        if (seen[index]++ % parameters.trace.node_stride != 0) continue;
        const ClassParameters& entry = parameters.classes[index];
        const double idle_w =
            entry.idle_w + for_capacity(classes.idle_w_per_unit[index], nodes, node);
        servers.id.push_back(nodes.id[node]);
        servers.class_index.push_back(found->second);
        servers.site.push_back(classes.site[index] >= 0 ? classes.site[index] : dealer.next(index));
        servers.idle_w.push_back(idle_w);
        servers.sleep_w.push_back(idle_w * entry.sleep_to_idle);
        servers.wake_s.push_back(entry.wake_s);
        servers.wake_j.push_back(idle_w * entry.wake_to_idle * entry.wake_s);
        servers.open_s.push_back(0);
        servers.close_s.push_back(none);
        for (std::size_t r = 0; r < instance.resources.size(); ++r)
            servers.capacity[r].push_back(nodes.capacity[r][node]);
    }
    ProblemList problems;
    for (const auto& [model, count] : unknown_models)
        problems.add(
            fmt::format("{} nodes are of model '{}', which no [[class]] names", count, model));
    problems.throw_if_any();
    if (parameters.trace.node_stride > 1)
        instance.notes.push_back(fmt::format("Servers: every {}th node of each class, {} of {}.",
                                             parameters.trace.node_stride, servers.size(),
                                             nodes.size()));
}

}  // namespace nightwatt
