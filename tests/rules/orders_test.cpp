#include <gtest/gtest.h>

#include <utility>
#include <vector>

#include "hand/hand_builder.hpp"
#include "problem/decode.hpp"
#include "rules/rule.hpp"

// Three tasks by every rule: who goes where, and when, found by hand.

namespace nightwatt {
namespace {

using hand::Builder;
using hand::Run;
using hand::Task;

using hand::hour;

/// Server and start, in hours, of every task.
using Places = std::vector<std::pair<int, double>>;

Places places(Builder builder, const char* rule) {
    const Problem problem(builder.instance());
    const Plan plan = decode(problem, rule_named(rule).construct(problem, {})).plan;
    Places places;
    for (std::size_t j = 0; j < plan.size(); ++j) {
        places.emplace_back(plan.server[j], static_cast<double>(plan.start_ms[j]) / 3.6e6);
    }
    return places;
}

Builder one_server(const std::vector<Task>& tasks) {
    Builder b(24, hour);
    b.add_class().add(hand::Site{.price_per_kwh = {0.1}}).add(hand::Server{});
    for (const Task& task : tasks) b.add(task);
    return b;
}

/// Two servers, each of its class; runtimes in hours.
Builder two_servers(const std::vector<std::pair<double, double>>& runtimes_h) {
    Builder b(24, hour);
    b.add_class().add_class().add(hand::Site{.price_per_kwh = {0.1}});
    b.add(hand::Server{}).add(hand::Server{.class_index = 1});
    for (const auto& [first_h, second_h] : runtimes_h) {
        b.add(Task{.runs = {Run{first_h * hour, 100},
                            Run{.runtime_s = second_h * hour, .power_w = 100, .class_index = 1}}});
    }
    return b;
}

/// A task of whole hours that is late from its deadline on.
Task due(double release_h, double runtime_h, double deadline_h) {
    return {.runs = {{runtime_h * hour, 100}},
            .release_s = release_h * hour,
            .deadline_s = deadline_h * hour,
            .tardiness_weight_per_h = 1};
}

TEST(Orders, EarliestDeadlineGoesFirst) {
    const Builder night = one_server({due(0, 1, 5), due(0, 1, 9), due(0, 1, 2)});
    EXPECT_EQ(places(night, "edf"), (Places{{0, 1}, {0, 2}, {0, 0}}));
    EXPECT_EQ(places(night, "fifo"), (Places{{0, 0}, {0, 1}, {0, 2}}));
}

TEST(Orders, WhoArrivesBeforeTheNextStartJoinsTheChoice) {
    const Builder night = one_server({due(0, 1, 9), due(0, 1, 5), due(0.5, 1, 2)});
    EXPECT_EQ(places(night, "edf"), (Places{{0, 2}, {0, 0}, {0, 1}}));
}

TEST(Orders, OfEqualDeadlinesTheOneThatArrivedFirstGoesFirst) {
    const Builder night = one_server({due(0, 2, 2), due(1.5, 1, 9), due(0.5, 1, 9)});
    EXPECT_EQ(places(night, "edf"), (Places{{0, 0}, {0, 3}, {0, 2}}));
}

TEST(Orders, MinMinTakesTheShortestFirst) {
    EXPECT_EQ(places(two_servers({{3, 9}, {1, 2}, {2, 4}}), "min-min"),
              (Places{{0, 3}, {0, 0}, {0, 1}}));
}

// Without its best server, task 1 ends 4 h later, task 0 one hour. Its best is the second server,
// looked at last.
TEST(Orders, SufferagePlacesFirstWhatWouldSufferMost) {
    EXPECT_EQ(places(two_servers({{5, 4}, {8, 4}}), "sufferage"), (Places{{0, 0}, {1, 0}}));
}

// Task 1 suffers 4 h and goes to server 0, until 4. Then task 0 suffers 8 - 5 = 3 h, task 2 6 - 3
// = 3 h: the first goes first. Task 2 ends at 6 on server 0, at 8 on server 1.
TEST(Orders, SufferageIsMeasuredAnewAfterEveryTask) {
    EXPECT_EQ(places(two_servers({{4, 5}, {4, 8}, {2, 3}}), "sufferage"),
              (Places{{1, 0}, {0, 0}, {0, 4}}));
}

// Task 0 ends at 4 on server 0; task 1 at 8 there, at 5 on server 1; task 2 at 6 or 8.
TEST(Orders, MctTakesTheTasksAsTheyCome) {
    EXPECT_EQ(places(two_servers({{4, 5}, {4, 5}, {2, 3}}), "mct"),
              (Places{{0, 0}, {1, 0}, {0, 4}}));
}

TEST(Orders, RoundRobinAsksNobodyHowLongItTakes) {
    EXPECT_EQ(places(two_servers({{4, 5}, {1, 9}, {2, 3}}), "round-robin"),
              (Places{{0, 0}, {1, 0}, {0, 4}}));
}

}  // namespace
}  // namespace nightwatt
