#include <algorithm>
#include <functional>
#include <type_traits>

#include "instance/account_fields.hpp"
#include "instance/content_hash.hpp"
#include "io/column_label.hpp"
#include "io/file_formats.hpp"
#include "io/hdf5_writer.hpp"
#include "io/plan_attributes.hpp"
#include "io/plan_file.hpp"
#include "io/plan_schema.hpp"
#include "io/record_columns.hpp"

namespace nightwatt {

namespace {

/// A writer that knows how this instance spells moments and money.
class PlanWriter {
  public:
    PlanWriter(Hdf5Writer& writer, const Instance& instance)
        : writer_(writer), instance_(instance) {}

    void table(std::string_view name, std::string_view help, std::size_t rows) {
        writer_.table(name, help, rows);
    }

    template <class Value>
    void column(const Column& column, const std::vector<Value>& values) {
        writer_.column(column_label(column, instance_), values);
    }

    void milliseconds(const Column& column, const std::vector<std::int64_t>& values) {
        std::vector<double> seconds(values.size());
        std::transform(values.begin(), values.end(), seconds.begin(),
                       [](std::int64_t ms) { return static_cast<double>(ms) / 1000.0; });
        writer_.column(column_label(column, instance_), seconds);
    }

    /// One column a field that `visit(record, f)` names.
    template <class Record, class Visit>
    void fields(const std::vector<Record>& records, Visit&& visit) {
        for (const RecordColumn& column : columns_of(records, visit)) {
            std::visit(
                [&](const auto& values) {
                    writer_.column(column_label(column.column, instance_), values);
                },
                column.values);
        }
    }

  private:
    Hdf5Writer& writer_;
    const Instance& instance_;
};

/// Applies `member` to every record.
template <class Record, class Member>
auto gather(const std::vector<Record>& records, Member member) {
    std::vector<std::remove_cvref_t<std::invoke_result_t<Member, const Record&>>> values;
    values.reserve(records.size());
    for (const Record& record : records) values.push_back(std::invoke(member, record));
    return values;
}

void write_attributes(Hdf5Writer& writer, const PlanRecord& record, const Instance& instance) {
    writer.attribute("created_by", program_name());
    writer.attribute(plan_schema::instance_hash.name,
                     std::string_view(hash_text(record.provenance.instance_hash)));
    writer.attribute(plan_schema::plan_hash.name,
                     std::string_view(hash_text(plan_hash(record.plan))));
    if (!record.published.empty()) {
        writer.attribute(plan_schema::published_plan_hash.name,
                         std::string_view(hash_text(plan_hash(record.published))));
    }
    writer.attribute(plan_schema::epoch.name, std::string_view(instance.epoch));
    writer.attribute(plan_schema::currency.name, std::string_view(instance.currency));
    visit_plan_attributes(record, [&](const Column& column, const auto& value) {
        writer.attribute(column.name, value);
    });
}

void write_tasks(PlanWriter& writer, const PlanRecord& record, const Instance& instance) {
    const Plan& plan = record.plan;
    writer.table("tasks", "Where, when and how every task runs: row j is the instance's task j.",
                 plan.size());
    writer.column(plan_schema::task_id, instance.tasks.id);
    writer.column(plan_schema::server, plan.server);
    writer.column(plan_schema::position, plan.position);
    writer.column(plan_schema::level, plan.level);
    writer.milliseconds(plan_schema::start_s, plan.start_ms);
    writer.milliseconds(plan_schema::end_s, plan.end_ms);
    writer.milliseconds(plan_schema::hold_s, plan.hold_ms);
    if (!record.published.empty()) {
        writer.column(plan_schema::published_server, record.published.server);
        writer.column(plan_schema::published_level, record.published.level);
        writer.milliseconds(plan_schema::published_start_s, record.published.start_ms);
    }
    writer.fields(record.account.tasks,
                  [](const TaskAccount& t, auto&& f) { visit_task_account(t, f); });
}

void write_sleeps(PlanWriter& writer, const std::vector<Sleep>& sleeps) {
    writer.table("sleeps", "Gaps in which a server sleeps.", sleeps.size());
    writer.column(plan_schema::sleep_server, gather(sleeps, &Sleep::server));
    writer.milliseconds(plan_schema::sleep_start_s, gather(sleeps, &Sleep::start_ms));
    writer.milliseconds(plan_schema::sleep_end_s, gather(sleeps, &Sleep::end_ms));
}

void write_site_slots(PlanWriter& writer, const Account& account, const Instance& instance) {
    writer.table("site_slots", "One row for each site and slot.", account.site_slots.size());
    writer.column(plan_schema::slot_site, instance.series.site);
    writer.column(plan_schema::slot_start_s, instance.series.start_s);
    writer.fields(account.site_slots, [](const SiteSlot& s, auto&& f) { visit_site_slot(s, f); });
}

void write_totals(PlanWriter& writer, const PlanRecord& record) {
    std::vector<BaselineRecord> rows{{"plan", "", true, record.account.totals}};
    rows.insert(rows.end(), record.baselines.begin(), record.baselines.end());
    writer.table("totals", "Itemised totals of the plan and of every baseline.", rows.size());
    writer.column(plan_schema::rule, gather(rows, &BaselineRecord::rule));
    writer.column(plan_schema::note, gather(rows, &BaselineRecord::note));
    writer.column(plan_schema::feasible, gather(rows, [](const BaselineRecord& row) {
                      return std::int32_t{row.feasible ? 1 : 0};
                  }));
    writer.fields(gather(rows, &BaselineRecord::totals),
                  [](const Totals& t, auto&& f) { visit_totals(t, f); });
}

void write_generations(PlanWriter& writer, const std::vector<GenerationRecord>& generations) {
    writer.table("generations", "The search, generation by generation.", generations.size());
    writer.column(plan_schema::generation, gather(generations, &GenerationRecord::generation));
    writer.column(plan_schema::population_hash,
                  gather(generations, &GenerationRecord::population_hash));
    writer.column(plan_schema::best_cost, gather(generations, &GenerationRecord::best_cost));
    writer.column(plan_schema::seconds, gather(generations, &GenerationRecord::seconds));
    writer.column(plan_schema::threshold_nano,
                  gather(generations, &GenerationRecord::threshold_nano));
}

void write_bounds(PlanWriter& writer, const std::vector<BoundRecord>& bounds) {
    writer.table("bounds", "How the lower bound rose.", bounds.size());
    writer.column(plan_schema::bound_step, gather(bounds, &BoundRecord::step));
    writer.column(plan_schema::bound_value, gather(bounds, &BoundRecord::lower_bound));
    writer.column(plan_schema::bound_seconds, gather(bounds, &BoundRecord::seconds));
}

void write_names(PlanWriter& writer, const Instance& instance) {
    writer.table("servers", "The instance's servers, so that the plan can be read alone.",
                 instance.servers.size());
    writer.column(plan_schema::server_id, instance.servers.id);
    writer.column(plan_schema::server_site, instance.servers.site);
    writer.table("sites", "The instance's sites.", instance.sites.size());
    writer.column(plan_schema::site_id, instance.sites.id);
}

}  // namespace

void write_plan(const std::string& path, const PlanRecord& record, const Instance& instance) {
    Hdf5Writer file(path, plan_schema::format, plan_schema::version);
    write_attributes(file, record, instance);
    PlanWriter writer(file, instance);
    write_tasks(writer, record, instance);
    write_sleeps(writer, record.plan.sleeps);
    write_site_slots(writer, record.account, instance);
    write_totals(writer, record);
    write_generations(writer, record.generations);
    write_bounds(writer, record.bounds);
    write_names(writer, instance);
    file.finish();
}

}  // namespace nightwatt
