#include "tests/io/lines.hpp"

#include <fmt/format.h>

#include "instance/account_fields.hpp"
#include "instance/tables.hpp"
#include "io/plan_attributes.hpp"

namespace nightwatt {

namespace {

class Lines {
  public:
    template <class Value>
    void add(const std::string& name, const Value& value) {
        if constexpr (std::is_same_v<Value, double>) {
            lines_.push_back(fmt::format("{} = {:a}", name, value));
        } else {
            lines_.push_back(fmt::format("{} = {}", name, value));
        }
    }
    template <class Value>
    void add(const std::string& name, const std::vector<Value>& values) {
        add(name + ".size", values.size());
        for (std::size_t i = 0; i < values.size(); ++i) {
            add(fmt::format("{}[{}]", name, i), values[i]);
        }
    }
    /// For visit_...(record, f).
    auto fields(std::string prefix) {
        return [this, prefix](const Column& column, const auto& value) {
            add(fmt::format("{}.{}", prefix, column.name), value);
        };
    }
    [[nodiscard]] std::vector<std::string> take() { return std::move(lines_); }

  private:
    std::vector<std::string> lines_;
};

}  // namespace

std::vector<std::string> lines_of(const Instance& instance) {
    Lines lines;
    visit_attributes(instance, lines.fields("instance"));
    visit_tables(instance, [&](std::string_view name, std::string_view, const auto& table) {
        visit_columns(table, lines.fields(std::string(name)));
    });
    lines.add("need", instance.tasks.need.size());
    for (const auto& column : instance.tasks.need) lines.add("need", column);
    for (const auto& column : instance.servers.capacity) lines.add("capacity", column);
    return lines.take();
}

std::vector<std::string> lines_of(const PlanRecord& record) {
    Lines lines;
    visit_plan_attributes(record, lines.fields("plan"));
    lines.add("instance_hash", record.provenance.instance_hash);
    const Plan& plan = record.plan;
    lines.add("server", plan.server);
    lines.add("position", plan.position);
    lines.add("level", plan.level);
    lines.add("hold_ms", plan.hold_ms);
    lines.add("start_ms", plan.start_ms);
    lines.add("end_ms", plan.end_ms);
    lines.add("published_server", record.published.server);
    lines.add("published_level", record.published.level);
    lines.add("published_start_ms", record.published.start_ms);
    for (const Sleep& s : plan.sleeps) {
        lines.add("sleep", fmt::format("{} {} {}", s.server, s.start_ms, s.end_ms));
    }
    for (const TaskAccount& task : record.account.tasks) {
        visit_task_account(task, lines.fields("task"));
    }
    for (const SiteSlot& slot : record.account.site_slots) {
        visit_site_slot(slot, lines.fields("slot"));
    }
    visit_totals(record.account.totals, lines.fields("totals"));
    for (const BaselineRecord& baseline : record.baselines) {
        lines.add("baseline",
                  fmt::format("{} '{}' {}", baseline.rule, baseline.note, baseline.feasible));
        visit_totals(baseline.totals, lines.fields("baseline"));
    }
    for (const BoundRecord& b : record.bounds) {
        lines.add("bound", fmt::format("{} {:a} {:a}", b.step, b.lower_bound, b.seconds));
    }
    for (const GenerationRecord& g : record.generations) {
        lines.add("generation", fmt::format("{} {} {:a} {:a} {}", g.generation, g.population_hash,
                                            g.best_cost, g.seconds, g.threshold_nano));
    }
    return lines.take();
}

}  // namespace nightwatt
