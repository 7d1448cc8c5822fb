#include "io/import/hcsp.hpp"
#include "io/import/schedule_csv.hpp"
#include "tests/import/scratch_files.hpp"

namespace nightwatt {
namespace {

class Schedule : public testing::ScratchFiles {
  protected:
    /// Three tasks on two servers; t2 may not use m0; the class of m1 has two levels.
    Schedule() {
        instance_ = import_hcsp_text("etc", "3 2 0\n1\n2\n3\n4\n5\n6\n");
        auto& rows = instance_.runtimes;
        for (auto* column : {&rows.task, &rows.class_index, &rows.level}) {
            column->erase(column->begin() + 4);
        }
        for (auto* column : {&rows.runtime_s, &rows.power_w}) column->erase(column->begin() + 4);
        instance_.levels.class_index = {1, 1};
        instance_.levels.relative_frequency = {1, 0.5};
        instance_.levels.relative_power = {1, 0.3};
    }

    Plan read(const std::string& text) const { return import_schedule(file("s", text), instance_); }
    /// Problems, each without "<folder>/s:".
    std::vector<std::string> problems(const std::string& text) const {
        std::vector<std::string> all = testing::problems_of([&] { (void)read(text); });
        for (std::string& problem : all) problem.erase(0, folder().size() + 3);
        return all;
    }

    Instance instance_;
};

using Numbers = std::vector<std::int32_t>;
using Problems = std::vector<std::string>;

TEST_F(Schedule, CsvByIdGivesServersPositionsLevelsAndHolds) {
    const Plan plan = read(
        "server,task,order,level,hold\n"
        "m1,t2,10,1,\n"
        "m1,t0,-5,,1.5\n"
        "m0,t1,3,0,0\n");
    EXPECT_EQ(plan.server, (Numbers{1, 0, 1}));
    EXPECT_EQ(plan.position, (Numbers{0, 0, 1}));
    EXPECT_EQ(plan.level, (Numbers{0, 0, 1}));
    EXPECT_EQ(plan.hold_ms, (std::vector<std::int64_t>{1500, 0, 0}));
}

TEST_F(Schedule, CsvTakesRowNumbersWhereNoValueIsAnId) {
    const Plan plan = read("task,server,order\n2,1,0\n1,0,0\n0,1,1\n");
    EXPECT_EQ(plan.server, (Numbers{1, 0, 1}));
    EXPECT_EQ(plan.position, (Numbers{1, 0, 0}));
}

TEST_F(Schedule, IdsAndRowNumbersDoNotMixInAColumn) {
    EXPECT_EQ(
        problems("task,server,order\nt0,m0,0\n1,m0,1\nt2,m1,0\n"),
        (Problems{"3: task is '1': no task of the instance has this id", " task 't1' is missing"}));
}

TEST_F(Schedule, AllProblemsAreToldAtOnce) {
    EXPECT_EQ(
        problems("task,server,order,level,hold\n"
                 "t0,m0,0,1,0\n"     // m0 has one level
                 "t0,m1,0,0,0\n"     // twice
                 "t9,m1,0,0,0\n"     // unknown
                 "t1,m7,0,0,0\n"     // unknown server
                 "t2,m0,0,0,-1\n"),  // not allowed there
        (Problems{"2: level is '1': not a level of server 'm0' that task 't0' may use",
                  "3: task is 't0': the task stands on line 2 already",
                  "4: task is 't9': no task of the instance has this id",
                  "5: server is 'm7': no server of the instance has this id",
                  "6: server is 'm0': task 't2' has no runtime on class 'm0' of server 'm0'"}));
}

TEST_F(Schedule, MissingTasksAreNamed) {
    EXPECT_EQ(problems("task,server,order\nt1,m0,0\n"),
              (Problems{" task 't0' is missing", " task 't2' is missing"}));
}

TEST_F(Schedule, OneOrderStandsOnceOnAServer) {
    EXPECT_EQ(
        problems("task,server,order\nt0,m1,4\nt1,m0,4\nt2,m1,4\n"),
        (Problems{"4: order 4 stands twice on server 'm1': for task 't0' on line 2 and for task "
                  "'t2' here"}));
}

TEST_F(Schedule, HoldBeyondTheHorizonIsRefused) {
    EXPECT_EQ(problems("task,server,order,hold\nt0,m0,0,13\nt1,m0,1,-2\nt2,m1,0,12\n"),
              (Problems{"2: hold is '13': not from 0 to 12", "3: hold is '-2': not from 0 to 12"}));
}

TEST_F(Schedule, CsvWithoutAColumnIsRefused) {
    EXPECT_EQ(problems("task,server\nt0,m0\n"),
              (Problems{"1: the header lacks order; it has: task, server"}));
}

TEST_F(Schedule, ColumnsThatNobodyReadsAreRefusedWithTheNearest) {
    EXPECT_EQ(
        problems("task,server,order,levl,colour\nt0,m0,0,1,red\n"),
        (Problems{"1: unknown column 'levl'; did you mean level?",
                  "1: unknown column 'colour'; there may be: task, server, order, level, hold"}));
}

TEST_F(Schedule, NeedAboveCapacityIsToldWithItsLine) {
    instance_.tasks.need[0][1] = 2;
    EXPECT_EQ(
        problems("task,server,order\nt0,m0,0\nt1,m0,1\nt2,m1,0\n"),
        (Problems{"3: server is 'm0': task 't1' needs 2 of 'machine', and server 'm0' has 1"}));
}

TEST_F(Schedule, ExplicitLevelsAreTheOnlyOnesAndTheFastestIsTheDefault) {
    instance_.runtimes.level = {-1, 1, -1, -1, -1};  // t0 on m1 at level 1 only
    EXPECT_EQ(read("task,server,order\nt0,m1,0\nt1,m0,1\nt2,m1,1\n").level, (Numbers{1, 0, 0}));
    EXPECT_EQ(problems("task,server,order,level\nt0,m1,0,0\nt1,m0,1,\nt2,m1,1,\n"),
              (Problems{"2: level is '0': not a level of server 'm1' that task 't0' may use"}));
}

TEST_F(Schedule, PinnedLevelIsTheDefault) {
    instance_.tasks.pin_level[2] = 1;
    EXPECT_EQ(read("task,server,order\nt0,m0,0\nt1,m0,1\nt2,m1,1\n").level, (Numbers{0, 0, 1}));
}

TEST_F(Schedule, SolGivesTheServerOfEachTaskInTurn) {
    const Plan plan = read("1 0\n1");
    EXPECT_EQ(plan.server, (Numbers{1, 0, 1}));
    EXPECT_EQ(plan.position, (Numbers{0, 0, 1}));
    EXPECT_EQ(plan.hold_ms, (std::vector<std::int64_t>{0, 0, 0}));
}

TEST_F(Schedule, BadSolNamesTheLine) {
    EXPECT_EQ(problems("1\n0\n"), (Problems{"3: the file ends after the servers of 2 of 3 tasks"}));
    EXPECT_EQ(problems("1\n2\n1\n"),
              (Problems{"2: server number is 2, not a whole number from 0 to 1"}));
    EXPECT_EQ(problems("1\n0\n0\n"),
              (Problems{"3: task 't2' has no runtime on class 'm0' of server 'm0'"}));
    EXPECT_EQ(problems("1\n0\n1\n1\n"),
              (Problems{"4: there is more text after the servers of 3 tasks"}));
}

}  // namespace
}  // namespace nightwatt
