#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "config/nearest_name.hpp"
#include "instance/account_fields.hpp"
#include "instance/content_hash.hpp"
#include "instance/in_quotes.hpp"
#include "io/attribute_reader.hpp"
#include "io/file_formats.hpp"
#include "io/hdf5_reader.hpp"
#include "io/plan_attributes.hpp"
#include "io/plan_file.hpp"
#include "io/plan_schema.hpp"
#include "io/record_columns.hpp"
#include "io/table_reader.hpp"

namespace nightwatt {

namespace {

constexpr std::array<std::string_view, 8> table_names = {
    "tasks", "sleeps", "site_slots", "totals", "generations", "bounds", "servers", "sites"};

/// One pass over a plan file's content, table by table.
class PlanReader {
  public:
    PlanReader(Hdf5Content content, const std::string& path, const Instance& instance)
        : content_(std::move(content)), instance_(instance), problems_(path) {}

    PlanRecord read() {
        read_attributes();
        check_tables();
        read_tasks();
        read_sleeps();
        read_site_slots();
        read_totals();
        read_generations();
        read_bounds();
        read_names();
        problems_.finish();
        return std::move(record_);
    }

  private:
    TableReader open(std::string_view name, bool optional = false) {
        return {name, optional, find_table(content_, name), instance_.epoch, problems_};
    }

    template <class Record, class Visit>
    std::vector<Record> records(TableReader& reader, Visit&& visit) {
        return records_of<Record>(reader.rows(), visit, [&](const Column& column, auto& values) {
            reader.take(column, values);
        });
    }

    void read_attributes() {
        AttributeReader attributes(content_.attributes, problems_);
        visit_plan_attributes(
            record_, [&](const Column& column, auto& value) { attributes.take(column, value); });
        std::string text;
        attributes.take(plan_schema::plan_hash, record_.stated_plan_hash);
        attributes.take(plan_schema::published_plan_hash, published_hash_);
        attributes.take(plan_schema::currency, text);
        attributes.take(plan_schema::epoch, text);
        attributes.take(plan_schema::instance_hash, text);
        attributes.finish();
        problems_.finish();
        record_.provenance.instance_hash = content_hash(instance_);
        const std::string expected = hash_text(record_.provenance.instance_hash);
        if (text != expected) {
            problems_.add("attribute instance_hash",
                          fmt::format("is {}, but the instance's is '{}': the plan was made for "
                                      "another instance, or the instance has changed since",
                                      in_quotes(text), expected));
            problems_.finish();
        }
    }

    void check_tables() {
        const std::vector<std::string> known(table_names.begin(), table_names.end());
        for (const Hdf5Table& table : content_.tables) {
            if (std::find(known.begin(), known.end(), table.name) == known.end()) {
                problems_.add("/" + table.name, "is not known" + suggestion(table.name, known));
            }
        }
    }

    void check_rows(std::string_view place, std::size_t rows, std::size_t expected) {
        if (rows != expected) {
            problems_.add(place,
                          fmt::format("has {} rows, but the instance asks for {}", rows, expected));
        }
    }

    /// Every value within [0, limit).
    void check_range(std::string_view place, const std::vector<std::int32_t>& values,
                     std::size_t limit) {
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (values[i] < 0 || static_cast<std::size_t>(values[i]) >= limit) {
                problems_.add(fmt::format("{}[{}]", place, i),
                              fmt::format("is {}, not from 0 to {}", values[i],
                                          static_cast<std::int64_t>(limit) - 1));
                return;
            }
        }
    }

    void read_tasks() {
        TableReader reader = open("tasks");
        Plan& plan = record_.plan;
        std::vector<std::string> ids;
        reader.take(plan_schema::task_id, ids);
        reader.take(plan_schema::server, plan.server);
        reader.take(plan_schema::position, plan.position);
        reader.take(plan_schema::level, plan.level);
        reader.take_milliseconds(plan_schema::start_s, plan.start_ms);
        reader.take_milliseconds(plan_schema::end_s, plan.end_ms);
        reader.take_milliseconds(plan_schema::hold_s, plan.hold_ms);
        if (!published_hash_.empty()) read_published(reader);
        record_.account.tasks =
            records<TaskAccount>(reader, [](auto&& t, auto&& f) { visit_task_account(t, f); });
        reader.finish();
        check_rows("/tasks", reader.rows(), instance_.tasks.size());
        check_range("/tasks/server", plan.server, instance_.servers.size());
        check_range("/tasks/position", plan.position, std::max<std::size_t>(plan.size(), 1));
        check_range("/tasks/level", plan.level, std::max<std::size_t>(instance_.levels.size(), 1));
        check_holds(plan);
        const auto [ours, theirs] = std::mismatch(
            ids.begin(), ids.end(), instance_.tasks.id.begin(), instance_.tasks.id.end());
        if (ours != ids.end() && theirs != instance_.tasks.id.end()) {
            problems_.add(fmt::format("/tasks/id[{}]", ours - ids.begin()),
                          fmt::format("is {}, but the instance's task is {}", in_quotes(*ours),
                                      in_quotes(*theirs)));
        }
    }

    /// No plan lets a task wait beyond the horizon.
    void check_holds(const Plan& plan) {
        const auto horizon_ms = std::llround(instance_.horizon_s * 1e3);
        for (std::size_t j = 0; j < std::min(plan.hold_ms.size(), instance_.tasks.size()); ++j) {
            const std::int64_t hold_ms = plan.hold_ms[j];
            if (hold_ms >= 0 && hold_ms <= horizon_ms) continue;
            problems_.add(fmt::format("/tasks/hold_s[{}] {}", j, in_quotes(instance_.tasks.id[j])),
                          fmt::format("is {} s, not from 0 to the horizon, {} s",
                                      static_cast<double>(hold_ms) / 1e3, instance_.horizon_s));
            return;
        }
    }

    /// A plan with a change penalty says what it was to stay close to.
    void read_published(TableReader& reader) {
        PublishedPlan& published = record_.published;
        reader.take(plan_schema::published_server, published.server);
        reader.take(plan_schema::published_level, published.level);
        reader.take_milliseconds(plan_schema::published_start_s, published.start_ms);
        if (hash_text(plan_hash(published)) != published_hash_) {
            problems_.add(
                "attribute published_plan_hash",
                fmt::format("is {}, but the columns of the published plan give '{}': they "
                            "were changed",
                            in_quotes(published_hash_), hash_text(plan_hash(published))));
        }
        if (!(published.change_penalty >= 0) || published.tolerance_ms < 0) {
            problems_.add("attributes change_penalty and change_tolerance_ms", "must be 0 or more");
        }
    }

    void read_sleeps() {
        TableReader reader = open("sleeps");
        std::vector<std::int32_t> server;
        std::vector<std::int64_t> start_ms;
        std::vector<std::int64_t> end_ms;
        reader.take(plan_schema::sleep_server, server);
        reader.take_milliseconds(plan_schema::sleep_start_s, start_ms);
        reader.take_milliseconds(plan_schema::sleep_end_s, end_ms);
        reader.finish();
        check_range("/sleeps/server", server, instance_.servers.size());
        const std::size_t rows = std::min({server.size(), start_ms.size(), end_ms.size()});
        for (std::size_t i = 0; i < rows; ++i) {
            record_.plan.sleeps.push_back({server[i], start_ms[i], end_ms[i]});
        }
    }

    void read_site_slots() {
        TableReader reader = open("site_slots");
        std::vector<std::int32_t> site;
        std::vector<std::int64_t> start_ms;
        reader.take(plan_schema::slot_site, site);
        reader.take_milliseconds(plan_schema::slot_start_s, start_ms);
        record_.account.site_slots =
            records<SiteSlot>(reader, [](auto&& s, auto&& f) { visit_site_slot(s, f); });
        reader.finish();
        check_rows("/site_slots", reader.rows(), instance_.series.size());
        check_range("/site_slots/site", site, instance_.sites.size());
        if (instance_.batteries.size() > 0) read_batteries();
    }

    /// Powers are whole milliwatts.
    void read_batteries() {
        constexpr double most_w = 1e9;
        for (const SiteSlot& slot : record_.account.site_slots) {
            const double power_w = slot.battery_charge_w - slot.battery_discharge_w;
            if (!(std::abs(power_w) <= most_w)) {
                problems_.add("/site_slots/battery_charge_w and battery_discharge_w",
                              fmt::format("give a power of {} W; no battery has that", power_w));
                return;
            }
            record_.plan.battery_mw.push_back(std::llround(power_w * 1e3));
        }
    }

    void read_totals() {
        TableReader reader = open("totals");
        std::vector<std::string> rule;
        std::vector<std::string> note;
        std::vector<std::int32_t> feasible;
        reader.take(plan_schema::rule, rule);
        reader.take(plan_schema::note, note);
        reader.take(plan_schema::feasible, feasible);
        const std::vector<Totals> totals =
            records<Totals>(reader, [](auto&& t, auto&& f) { visit_totals(t, f); });
        reader.finish();
        check_range("/totals/feasible", feasible, 2);
        if (rule.empty() || rule.front() != "plan") {
            problems_.add("/totals/rule[0]", "must be 'plan', the plan's own row");
            return;
        }
        record_.account.totals = totals.front();
        const std::size_t rows =
            std::min({rule.size(), note.size(), feasible.size(), totals.size()});
        for (std::size_t i = 1; i < rows; ++i) {
            record_.baselines.push_back({rule[i], note[i], feasible[i] == 1, totals[i]});
        }
    }

    void read_generations() {
        TableReader reader = open("generations");
        std::vector<std::int64_t> generation;
        std::vector<std::uint64_t> hash;
        std::vector<double> best_cost;
        std::vector<double> seconds;
        std::vector<std::int64_t> threshold_nano;
        reader.take(plan_schema::generation, generation);
        reader.take(plan_schema::population_hash, hash);
        reader.take(plan_schema::best_cost, best_cost);
        reader.take(plan_schema::seconds, seconds);
        reader.take(plan_schema::threshold_nano, threshold_nano);
        reader.finish();
        const std::size_t rows = std::min({generation.size(), hash.size(), best_cost.size(),
                                           seconds.size(), threshold_nano.size()});
        for (std::size_t i = 0; i < rows; ++i) {
            record_.generations.push_back(
                {generation[i], hash[i], best_cost[i], seconds[i], threshold_nano[i]});
        }
    }

    /// Plan files of before have none.
    void read_bounds() {
        TableReader reader = open("bounds", true);
        std::vector<std::int64_t> step;
        std::vector<double> lower_bound;
        std::vector<double> seconds;
        reader.take(plan_schema::bound_step, step);
        reader.take(plan_schema::bound_value, lower_bound);
        reader.take(plan_schema::bound_seconds, seconds);
        reader.finish();
        const std::size_t rows = std::min({step.size(), lower_bound.size(), seconds.size()});
        for (std::size_t i = 0; i < rows; ++i) {
            record_.bounds.push_back({step[i], lower_bound[i], seconds[i]});
        }
    }

    /// The instance knows them already: they must only be well-formed.
    void read_names() {
        std::vector<std::string> names;
        std::vector<std::int32_t> site;
        TableReader servers = open("servers");
        servers.take(plan_schema::server_id, names);
        servers.take(plan_schema::server_site, site);
        servers.finish();
        TableReader sites = open("sites");
        sites.take(plan_schema::site_id, names);
        sites.finish();
    }

    Hdf5Content content_;
    const Instance& instance_;
    FileProblems problems_;
    PlanRecord record_;
    std::string published_hash_;  ///< as stated; empty: no plan was published
};

}  // namespace

PlanRecord::PlanRecord() : lower_bound(none) {}

Hdf5Request plan_request() {
    return {std::string(plan_schema::format), plan_schema::major_version,
            [](std::string_view table, std::string_view) {
                return std::find(table_names.begin(), table_names.end(), table) !=
                       table_names.end();
            }};
}

PlanRecord plan_of(Hdf5Content content, const std::string& path, const Instance& instance) {
    return PlanReader(std::move(content), path, instance).read();
}

PlanRecord read_plan(const std::string& path, const Instance& instance) {
    return plan_of(read_hdf5(path, plan_request()), path, instance);
}

}  // namespace nightwatt
