#include "io/history_file.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "errors.hpp"
#include "io/hdf5_reader.hpp"
#include "tests/forecast/sample_jobs.hpp"
#include "tests/io/scratch_folder.hpp"

namespace nightwatt {
namespace {

History sample_history() {
    History history;
    history.epoch = "2023-01-01T00:00:00Z";
    history.notes = {"made up"};
    history.series.push_back(
        {"site", "here", "price_per_kwh", "EUR kW-1 h-1", -7200, 3600, {0.1, std::nan(""), -0.3}});
    history.series.push_back({"server", "node 1", "power_w", "W", 900, 900, {}});
    history.series.push_back({"class", "fast", "runtime_s", "", 0.5, 60, {1, 2}});
    add(history.jobs, {100, 50.5, "ann", 600, 2, "fast", 12});
    add(history.jobs, {-3, 1, "", std::nan(""), 0});
    return history;
}

Hdf5Content content_of(const History& history) {
    const ScratchFolder folder;
    write_history(folder.file("h.h5"), history);
    return read_hdf5_here(folder.file("h.h5"), history_request());
}

template <class Values>
Values& column(Hdf5Content& content, const std::string& table, const std::string& name) {
    for (Hdf5Table& each : content.tables) {
        for (Hdf5Column& found : each.columns) {
            if (each.name == table && found.name == name) return std::get<Values>(found.values);
        }
    }
    throw std::logic_error("no column " + name);
}

std::string message(const Hdf5Content& content) {
    try {
        (void)history_of(content, "h.h5");
    } catch (const InputError& error) {
        std::string all;
        for (const std::string& problem : error.problems()) all += problem + "\n";
        return all;
    }
    return "";
}

TEST(HistoryFile, ComesBackAsItWasWritten) {
    const ScratchFolder folder;
    const History before = sample_history();
    write_history(folder.file("h.h5"), before);
    const History after = read_history(folder.file("h.h5"));
    EXPECT_EQ(after.epoch, before.epoch);
    EXPECT_EQ(after.notes, before.notes);
    ASSERT_EQ(after.series.size(), before.series.size());
    for (std::size_t i = 0; i < before.series.size(); ++i) {
        const HistorySeries& a = after.series[i];
        const HistorySeries& b = before.series[i];
        EXPECT_EQ(a.id(), b.id());
        EXPECT_EQ(a.kind, b.kind);
        EXPECT_EQ(a.unit, b.unit);
        EXPECT_EQ(a.start_s, b.start_s);
        EXPECT_EQ(a.step_s, b.step_s);
        ASSERT_EQ(a.values.size(), b.values.size());
        for (std::size_t v = 0; v < b.values.size(); ++v) {
            EXPECT_TRUE(a.values[v] == b.values[v] ||
                        (std::isnan(a.values[v]) && std::isnan(b.values[v])));
        }
    }
}

TEST(HistoryFile, JobsComeBack) {
    const ScratchFolder folder;
    const JobTable before = sample_history().jobs;
    write_history(folder.file("h.h5"), sample_history());
    const JobTable after = read_history(folder.file("h.h5")).jobs;
    EXPECT_EQ(after.id, before.id);
    EXPECT_EQ(after.end_s, before.end_s);
    EXPECT_EQ(after.user, before.user);
    EXPECT_EQ(after.class_id, before.class_id);
    EXPECT_EQ(after.energy_j[0], 12 * 50.5);
    EXPECT_TRUE(std::isnan(after.requested_s[1]));
    EXPECT_EQ(after.resources, before.resources);
    EXPECT_EQ(after.need, before.need);
}

TEST(HistoryFile, SenselessJobsAreRefused) {
    Hdf5Content bad = content_of(sample_history());
    column<std::vector<double>>(bad, "jobs", "runtime_s")[0] = 0;
    column<std::vector<std::string>>(bad, "jobs", "id")[1] = "job0";
    const std::string problems = message(bad);
    EXPECT_NE(problems.find("runtime_s is not above 0"), std::string::npos) << problems;
    EXPECT_NE(problems.find("stands twice"), std::string::npos);
    Hdf5Content beyond = content_of(sample_history());
    column<std::vector<std::int64_t>>(beyond, "job_needs", "job")[0] = 2;
    EXPECT_NE(message(beyond).find("/job_needs/job[0]"), std::string::npos);
}

TEST(HistoryFile, LengthsThatDoNotAddUpAreRefused) {
    const Hdf5Content good = content_of(sample_history());
    EXPECT_EQ(message(good), "");
    for (const std::int64_t steps : {std::int64_t{-1}, std::int64_t{4}, INT64_MAX}) {
        Hdf5Content bad = good;
        column<std::vector<std::int64_t>>(bad, "series", "steps")[2] = steps;
        EXPECT_NE(message(bad).find("/series/steps[2]"), std::string::npos) << steps;
    }
    Hdf5Content fewer = good;
    column<std::vector<std::int64_t>>(fewer, "series", "steps")[2] = 1;
    EXPECT_NE(message(fewer).find("1 values too many"), std::string::npos);
}

TEST(HistoryFile, SenselessSeriesAreRefusedAllAtOnce) {
    Hdf5Content bad = content_of(sample_history());
    column<std::vector<std::string>>(bad, "series", "kind")[0] = "rack";
    column<std::vector<double>>(bad, "series", "step_s")[1] = 0;
    column<std::vector<double>>(bad, "history", "value")[0] = INFINITY;
    column<std::vector<std::string>>(bad, "series", "id")[2] = "other";
    const std::string problems = message(bad);
    EXPECT_NE(problems.find("kind is 'rack'"), std::string::npos) << problems;
    EXPECT_NE(problems.find("step_s is not above 0"), std::string::npos);
    EXPECT_NE(problems.find("value 0 is infinite"), std::string::npos);
    EXPECT_NE(problems.find("/series/id[2]"), std::string::npos);
}

}  // namespace
}  // namespace nightwatt
