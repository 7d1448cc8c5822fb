#include "io/import/openb.hpp"

#include <gtest/gtest.h>

#include "tests/import/scratch_files.hpp"

namespace nightwatt {
namespace {

using namespace testing;

class Openb : public ScratchFiles {};

const std::string node_header = "sn,cpu_milli,memory_mib,gpu,model\n";
const std::string pod_header =
    "name,cpu_milli,memory_mib,num_gpu,gpu_milli,gpu_spec,qos,pod_phase,creation_time,deletion_"
    "time,"
    "scheduled_time\n";

TEST_F(Openb, NodesKeepTheFilesUnits) {
    const NodeList nodes =
        read_openb_nodes(file("n.csv", node_header + "a,32000,262144,0,\nb,96000,393216,8,G2\n"));
    EXPECT_EQ(nodes.id, (std::vector<std::string>{"a", "b"}));
    EXPECT_EQ(nodes.model, (std::vector<std::string>{"cpu-only", "G2"}));
    EXPECT_EQ(nodes.capacity, (std::vector<std::vector<std::uint32_t>>{
                                  {32000, 96000}, {262144, 393216}, {0, 8000}}));
}

TEST_F(Openb, PodsHoldSharesOfGpusAndModels) {
    const TraceTasks pods = read_openb_pods(
        file("p.csv", pod_header + "x,3152,16384,1,460,T4|P100,BE,Running,5,100,10\n"
                                   "y,88000,327680,8,1000,,LS,Failed,7,9,8\n"
                                   "z,1,1,0,0,,LS,Pending,7,9,\n"
                                   "w,1,1,0,0,,LS,Succeeded,7,9,9\n"));
    EXPECT_EQ(pods.id, (std::vector<std::string>{"x", "y"}));
    EXPECT_EQ(pods.submit_s, (std::vector<double>{5, 7}));
    EXPECT_EQ(pods.runtime_s, (std::vector<double>{90, 1}));
    EXPECT_EQ(pods.need[2], (std::vector<std::uint32_t>{460, 8000}));
    EXPECT_EQ(pods.allowed_classes[0], (std::vector<std::string>{"T4", "P100"}));
    EXPECT_TRUE(pods.allowed_classes[1].empty());
    EXPECT_EQ(pods.service_class, (std::vector<std::string>{"BE", "LS"}));
    EXPECT_NE(pods.notes[0].find("2 of 4 pods"), std::string::npos);
    EXPECT_NE(pods.notes[0].find("1 that never started, 1 that ran for no time"),
              std::string::npos);
}

TEST_F(Openb, EveryBadNodeIsNamed) {
    const auto problems = problems_of([&] {
        (void)read_openb_nodes(file("n.csv", node_header + "a,many,1,0,\na,1,-1,0,\nb,1,1,2,\n"));
    });
    ASSERT_EQ(problems.size(), 4u);
    EXPECT_NE(problems[0].find("n.csv:2: cpu_milli is 'many'"), std::string::npos);
    EXPECT_NE(problems[1].find("n.csv:3: sn is 'a': as on line 2"), std::string::npos);
    EXPECT_NE(problems[2].find("n.csv:3: memory_mib is '-1'"), std::string::npos);
    EXPECT_NE(problems[3].find("n.csv:4: model is ''"), std::string::npos);
}

TEST_F(Openb, PodThatEndsBeforeItStartsIsNamed) {
    const auto message = message_of([&] {
        (void)read_openb_pods(file("p.csv", pod_header + "x,1,1,0,0,,LS,Running,5,9,10\n"
                                                         "y,1,1,1,1001,,LS,Running,5,9,8\n"));
    });
    EXPECT_NE(message.find("p.csv:2: scheduled_time is '10'"), std::string::npos) << message;
    EXPECT_NE(message.find("p.csv:3: gpu_milli is '1001'"), std::string::npos) << message;
}

TEST_F(Openb, WrongHeaderNamesWhatLacks) {
    EXPECT_NE(message_of([&] {
                  (void)read_openb_nodes(file("n.csv", pod_header));
              }).find("the header lacks sn, gpu, model"),
              std::string::npos);
}

}  // namespace
}  // namespace nightwatt
