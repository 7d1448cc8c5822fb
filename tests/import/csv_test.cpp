#include <gtest/gtest.h>

#include "instance/check.hpp"
#include "instance/content_hash.hpp"
#include "io/import/csv_export.hpp"
#include "io/import/csv_import.hpp"
#include "tests/import/scratch_files.hpp"
#include "tests/io/sample_instance.hpp"

namespace nightwatt {
namespace {

using namespace testing;

class Csv : public ScratchFiles {
  protected:
    std::vector<std::string> written(const Instance& instance) const {
        std::vector<std::string> paths;
        for (const CsvText& part : export_csv(instance))
            paths.push_back(file(part.file, part.text));
        return paths;
    }

    std::string refusal(const std::vector<std::string>& paths) const {
        return message_of([&] { (void)import_csv(paths, {}); });
    }
};

const std::string servers_csv = "id,capacity_cpu\nnode,8\n";
const std::string tasks_csv = "id,runtime_s,need_cpu\na,60,2\n";

TEST_F(Csv, EveryColumnOfEveryTableSurvives) {
    Instance instance = sample_instance();
    instance.notes.push_back("a \"quoted\", split\nnote");
    instance.notes.push_back("ended as on Windows\r\nand with a lone \r");
    instance.tasks.id[0] = "0, the first";
    instance.tasks.id[1] = "\"second\"";
    instance.series.price_per_kwh[2] = 0.1 + 0.2;
    instance.series.price_per_kwh[3] = -1e-300;
    EXPECT_EQ(content_hash(import_csv(written(instance), {})), content_hash(instance));
}

TEST_F(Csv, EmptyTablesSurvive) {
    Instance instance = sample_instance();
    instance.links = {};
    instance.levels = {};
    instance.cop = {};
    instance.spreads = {};
    instance.batteries = {};
    instance.requests = {};
    instance.runtime_spreads = {};
    // What only made sense with those.
    instance.runtimes.level.assign(instance.runtimes.size(), -1);
    instance.tasks.pin_level.assign(instance.tasks.size(), -1);
    instance.tasks.input_site.assign(instance.tasks.size(), -1);
    EXPECT_EQ(content_hash(import_csv(written(instance), {})), content_hash(instance));
}

TEST_F(Csv, TwoTablesMakeANight) {
    const Instance i =
        import_csv({file("tasks.csv", tasks_csv), file("servers.csv", servers_csv)}, {});
    EXPECT_EQ(check(i), std::vector<std::string>{});
    EXPECT_EQ(i.resources, std::vector<std::string>{"cpu"});
    EXPECT_EQ(i.slots(), 24u);
    EXPECT_EQ(i.runtimes.runtime_s, std::vector<double>{60});
    // What was assumed is said.
    EXPECT_EQ(i.notes, (std::vector<std::string>{
                           "No series.csv: 24 h from 1970-01-01T00:00:00Z in slots of 60 min",
                           "No [[site]] was configured: one site with a flat price of 0.1 EUR/kWh, "
                           "0 g/kWh of carbon and 20 degC"}));
}

TEST_F(Csv, TaskWithoutARuntimeTableMayUseWhateverHoldsIt) {
    const Instance i = import_csv(
        {file("tasks.csv", "id,runtime_s,power_w,need_cpu,need_gpu\na,60,9,2,0\nb,70,,2,1\n"),
         file("servers.csv",
              "id,class,site,capacity_cpu,capacity_gpu\nx,small,east,8,0\ny,big,west,8,2\n")},
        {});
    EXPECT_EQ(i.classes.id, (std::vector<std::string>{"small", "big"}));
    EXPECT_EQ(i.sites.id, (std::vector<std::string>{"east", "west"}));
    EXPECT_EQ(i.notes.size(), 2u);
    EXPECT_EQ(i.runtimes.task, (std::vector<std::int32_t>{0, 0, 1}));
    EXPECT_EQ(i.runtimes.class_index, (std::vector<std::int32_t>{0, 1, 1}));
    EXPECT_EQ(i.runtimes.power_w, (std::vector<double>{9, 9, 0}));
}

TEST_F(Csv, SeriesAloneGiveSlotsAndSites) {
    const Instance i = import_csv({file("tasks.csv", tasks_csv), file("servers.csv", servers_csv),
                                   file("series.csv", "start_s,price_per_kwh\n0,0.1\n1800,0.2\n")},
                                  {});
    EXPECT_EQ(check(i), std::vector<std::string>{});
    EXPECT_EQ(i.slot_s, 1800);
    EXPECT_EQ(i.horizon_s, 3600);
}

TEST_F(Csv, AStartThatIsNoMomentIsRefusedBesideSeriesToo) {
    std::vector<std::string> paths{file("tasks.csv", tasks_csv), file("servers.csv", servers_csv)};
    ImportParameters parameters;
    parameters.night.start = "garbage";
    EXPECT_THROW((void)import_csv(paths, parameters), UsageError);
    paths.push_back(file("series.csv", "start_s,price_per_kwh\n0,0.1\n1800,0.2\n"));
    EXPECT_NE(message_of([&] { (void)import_csv(paths, parameters); }).find("night.start = \"garb"),
              std::string::npos);
    EXPECT_THROW((void)import_csv(paths, parameters), UsageError);
}

TEST_F(Csv, SettingsThatTheTablesLeaveWithoutEffectAreNamed) {
    ImportParameters parameters;
    parameters.night.start = "2023-07-04T18:00:00Z";
    parameters.night.hours = 12;
    parameters.night.currency = "CHF";
    parameters.deadlines.share = 0.5;
    parameters.sites.emplace_back().name = "here";
    std::vector<std::string> paths{file("tasks.csv", tasks_csv), file("servers.csv", servers_csv)};
    const std::string begin = "Without effect on an import of these tables: ";
    EXPECT_EQ(import_csv(paths, parameters).notes.back(), begin + "deadlines.share = 0.5");
    parameters.classes.emplace_back().name = "big";
    paths.push_back(file("series.csv", "start_s,price_per_kwh\n0,0.1\n1800,0.2\n"));
    EXPECT_EQ(import_csv(paths, parameters).notes,
              std::vector<std::string>{
                  begin + "night.hours = 12.0, deadlines.share = 0.5, [[class]], [[site]]"});
    paths.push_back(file("instance.csv", "key,value\nslot_s,1800\nhorizon_s,3600\ncurrency,EUR\n"));
    const Instance i = import_csv(paths, parameters);
    EXPECT_EQ(i.notes.back(),
              begin +
                  "night.hours = 12.0, night.currency = \"CHF\", deadlines.share = 0.5, "
                  "[[class]], [[site]]");
    EXPECT_EQ(i.epoch, "2023-07-04T18:00:00Z");
    EXPECT_EQ(i.currency, "EUR");
}

TEST_F(Csv, TableIsKnownByItsHeaderWhereTheNameDoesNotTell) {
    const Instance i =
        import_csv({file("work.csv", tasks_csv), file("machines.csv", servers_csv)}, {});
    EXPECT_EQ(i.tasks.size(), 1u);
    const std::string vague = file("vague.csv", "id\nx\n");
    EXPECT_NE(refusal({vague}).find("cannot tell which table this is"), std::string::npos);
    EXPECT_NE(
        refusal({file("work.csv", tasks_csv), file("tasks.csv", tasks_csv)}).find("given already"),
        std::string::npos);
}

TEST_F(Csv, EmptyNeedsAreZeroAndWholeNumbersMayHaveAPoint) {
    const Instance i =
        import_csv({file("tasks.csv", "id,runtime_s,need_cpu,need_gpu\r\na,60,2.0,\r\nb,60,,1\r\n"),
                    file("servers.csv", "id,capacity_cpu,capacity_gpu\r\nnode,8.0,1\r\n")},
                   {});
    EXPECT_EQ(i.tasks.need, (std::vector<std::vector<std::uint32_t>>{{2, 0}, {0, 1}}));
    EXPECT_EQ(i.servers.capacity, (std::vector<std::vector<std::uint32_t>>{{8}, {1}}));
    EXPECT_NE(
        refusal({file("tasks.csv", tasks_csv), file("servers.csv", "id,capacity_cpu\nnode,\n")})
            .find("servers.csv:2: capacity_cpu is ''"),
        std::string::npos);
}

TEST_F(Csv, OtherSeparatorsAndEncodingsAreToldApart) {
    const auto said = [&](const std::string& text) {
        return refusal({file("tasks.csv", text), file("servers.csv", servers_csv)});
    };
    EXPECT_NE(said("id;runtime_s;need_cpu\na;1,5;2\n")
                  .find("tasks.csv:1: fields are separated by semicolons; commas are needed"),
              std::string::npos);
    EXPECT_NE(said("id\truntime_s\na\t60\n").find("separated by tabs"), std::string::npos);
    EXPECT_NE(said(std::string("\xFF\xFEi\0d\0", 6)).find("save it as CSV in UTF-8"),
              std::string::npos);
    EXPECT_NE(said(std::string("i\0d\0", 4)).find("save it as CSV in UTF-8"), std::string::npos);
    EXPECT_NE(said("id,runtime_s,need_cpu\ra,60,2\r").find("its lines end in CR alone"),
              std::string::npos);
}

TEST_F(Csv, LinksStandInOnePlace) {
    ImportParameters parameters;
    for (const char* name : {"here", "there"}) parameters.sites.emplace_back().name = name;
    LinkParameters& link = parameters.links.emplace_back();
    link.from = "here";
    link.to = "there";
    const std::vector<std::string> paths{
        file("tasks.csv", tasks_csv), file("servers.csv", "id,site,capacity_cpu\nnode,here,8\n"),
        file("links.csv", "from_site,to_site,bandwidth_bytes_per_s\nhere,there,5\n")};
    EXPECT_NE(message_of([&] {
                  (void)import_csv(paths, parameters);
              }).find("links.csv: the configuration has [[link]]s too"),
              std::string::npos);
    parameters.links.clear();
    EXPECT_EQ(import_csv(paths, parameters).links.size(), 1u);
}

TEST_F(Csv, SolarOutputNeedsItsPeak) {
    ImportParameters parameters;
    SiteParameters& site = parameters.sites.emplace_back();
    site.solar_file = "sun.csv";
    site.solar_column = "Berlin";
    site.solar_start = "2023-07-01T00:00:00Z";
    const std::vector<std::string> paths{file("tasks.csv", tasks_csv),
                                         file("servers.csv", servers_csv)};
    EXPECT_NE(message_of([&] {
                  (void)import_csv(paths, parameters);
              }).find("solar_file needs solar_peak_w"),
              std::string::npos);
}

TEST_F(Csv, EveryBadCellIsNamedAtOnce) {
    const std::string message =
        refusal({file("tasks.csv",
                      "id,runtime_s,release_s,need_cpu,input_site,wight\na,60,soon,2,here,1\n"
                      "b,sixty,0,2.5,,1\n"),
                 file("servers.csv", servers_csv)});
    EXPECT_NE(message.find("tasks.csv:2: release_s is 'soon': not a number"), std::string::npos);
    EXPECT_NE(message.find("tasks.csv:2: input_site is 'here': no such id"), std::string::npos);
    EXPECT_NE(message.find("tasks.csv:3: need_cpu is '2.5'"), std::string::npos);
    EXPECT_NE(message.find("tasks.csv:3: runtime_s is 'sixty'"), std::string::npos);
    EXPECT_NE(message.find("tasks.csv:1: unknown column 'wight'"), std::string::npos);
}

TEST_F(Csv, EveryRowOfAnotherLengthIsNamedAtOnce) {
    const std::string message =
        refusal({file("tasks.csv", "id,runtime_s,need_cpu\na,60\nb,60,1\nc,60,1,1\n"),
                 file("servers.csv", servers_csv)});
    EXPECT_NE(message.find("tasks.csv:2: 2 fields where the header has 3"), std::string::npos);
    EXPECT_NE(message.find("tasks.csv:4: 4 fields where the header has 3"), std::string::npos);
}

TEST_F(Csv, WhatTheInstanceBreaksIsNamedByFileAndLine) {
    const std::vector<std::string> broken = problems_of([&] {
        (void)import_csv({file("tasks.csv",
                               "id,runtime_s,need_cpu,release_s,deadline_s\n\na,60,2,5,3\n"
                               "b,0,2,-1,\na,60,0,,\n"),
                          file("servers.csv", "id,class,capacity_cpu\nx,small,8\ny,big,8\n")},
                         {});
    });
    const std::string path = file("tasks.csv", "");
    EXPECT_EQ(broken,
              (std::vector<std::string>{
                  path + ":5: id: 'a' stands in an earlier row already",
                  path + ":4: release_s 'b': is -1; must not be negative",
                  path + ":4: runtime_s: is 0; must be above 0",
                  path + ":3: deadline_s 'a': is 3 s, before the release at 5 s",
                  path + ":5: 'a': needs no resource; at least one of cpu must be above 0"}));
}

TEST_F(Csv, ProblemsOfSortedRowsNameTheirLines) {
    const std::string message = refusal(
        {file("tasks.csv", "id,need_cpu\na,1\nb,1\n"), file("servers.csv", servers_csv),
         file("runtimes.csv", "task,runtime_s\nb,60\na,-5\nb,70\n"),
         file("series.csv", "start_s,price_per_kwh\n3600,0.1\n0,0.2\n1800,0.3\n5400,0\n0,0\n"),
         file("links.csv", "from_site,to_site,bandwidth_bytes_per_s\nsite,site,5\n")});
    EXPECT_NE(message.find("runtimes.csv:3: runtime_s: is -5"), std::string::npos) << message;
    EXPECT_NE(
        message.find("runtimes.csv:4: class of task 'b': class 'server' and level -1 stand in "
                     "an earlier row already"),
        std::string::npos)
        << message;
    EXPECT_NE(message.find("links.csv:2: leads from site 'site' to itself"), std::string::npos)
        << message;
}

TEST_F(Csv, RowsMayStandInAnyOrder) {
    const Instance instance = sample_instance();
    std::vector<std::string> paths;
    for (const CsvText& part : export_csv(instance)) {
        std::string text = part.text;
        const std::string name = part.file;
        // spreads.csv stands row by row beside series.csv.
        if (name == "series.csv" || name == "spreads.csv" || name == "runtimes.csv" ||
            name == "levels.csv" || name == "cop.csv") {
            const std::size_t head = text.find('\n') + 1;
            std::string rows;
            for (std::size_t at = head; at < text.size();) {
                const std::size_t end = text.find('\n', at) + 1;
                rows.insert(0, text.substr(at, end - at));
                at = end;
            }
            EXPECT_NE(rows, text.substr(head)) << name;
            text = text.substr(0, head) + rows;
        }
        paths.push_back(file(name, text));
    }
    EXPECT_EQ(content_hash(import_csv(paths, {})), content_hash(instance));
}

TEST_F(Csv, MissingTablesAndColumnsAreNamed) {
    EXPECT_NE(refusal({file("tasks.csv", tasks_csv)}).find("no servers.csv was given"),
              std::string::npos);
    EXPECT_NE(refusal({file("tasks.csv", "id\na\n"), file("servers.csv", servers_csv)})
                  .find("no column runtime_s, and no runtimes.csv"),
              std::string::npos);
    EXPECT_NE(refusal({file("tasks.csv", tasks_csv), file("servers.csv", "id\nnode\n")})
                  .find("0 capacity_<resource> columns"),
              std::string::npos);
    EXPECT_NE(refusal({file("tasks.csv", tasks_csv), file("servers.csv", servers_csv),
                       file("sites.csv", "id\nx\n")})
                  .find("sites.csv: needs series.csv"),
              std::string::npos);
    EXPECT_NE(
        refusal({file("tasks.csv", "id,id,runtime_s\na,b,3\n"), file("servers.csv", servers_csv)})
            .find("column 'id' stands twice"),
        std::string::npos);
}

TEST_F(Csv, UnknownOrRepeatedAttributeIsNamed) {
    const std::string message =
        refusal({file("tasks.csv", tasks_csv), file("servers.csv", servers_csv),
                 file("series.csv", "start_s,price_per_kwh\n0,0.1\n"),
                 file("instance.csv", "key,value\nslot_s,3600\nslot_s,60\nhorizont_s,3600\n")});
    EXPECT_NE(message.find("instance.csv:3: key is 'slot_s': stands twice"), std::string::npos);
    EXPECT_NE(message.find("instance.csv:4: key is 'horizont_s': no such attribute"),
              std::string::npos);
    EXPECT_NE(message.find("no row 'horizon_s'"), std::string::npos);
}

}  // namespace
}  // namespace nightwatt
