#include <gtest/gtest.h>

#include "errors.hpp"
#include "io/slurm/slurm_hosts.hpp"
#include "io/slurm/slurm_tables.hpp"

namespace nightwatt {
namespace {

using Hosts = std::vector<std::string>;

TEST(SlurmHosts, RangesListsAndSeveralBracketsAreWrittenOut) {
    EXPECT_EQ(parse_slurm_hosts(""), Hosts{});
    EXPECT_EQ(parse_slurm_hosts("n1"), Hosts{"n1"});
    EXPECT_EQ(parse_slurm_hosts("n[1-3,7],gpu1"), (Hosts{"n1", "n2", "n3", "n7", "gpu1"}));
    EXPECT_EQ(parse_slurm_hosts("r[1-2]n[3-4]-ib"),
              (Hosts{"r1n3-ib", "r1n4-ib", "r2n3-ib", "r2n4-ib"}));
}

TEST(SlurmHosts, LeadingZerosStay) {
    EXPECT_EQ(parse_slurm_hosts("n[009-011]"), (Hosts{"n009", "n010", "n011"}));
    EXPECT_EQ(parse_slurm_hosts("n[0-1]"), (Hosts{"n0", "n1"}));
    EXPECT_EQ(parse_slurm_hosts("n[9-11]"), (Hosts{"n9", "n10", "n11"}));
}

TEST(SlurmHosts, WhatIsMalformedOrEndlessIsNothing) {
    for (const char* text : {"n[1-", "n[1", "n]1", "n[a-b]", "n[]", "n[-1]", "n[1-9999999]",
                             "n[1-2000]m[1-2000]", "n1,n[1--2]"}) {
        EXPECT_EQ(parse_slurm_hosts(text), Hosts{}) << text;
    }
}

TEST(SlurmNodes, NumbersAreWhole) {
    const auto nodes = parse_slurm_nodes("NodeName=n1 CPUTot=12 Gres=gpu:a100:4(S:0-1)", "nodes");
    EXPECT_EQ(nodes.at(0).cpus, 12);
    EXPECT_EQ(nodes.at(0).gpus, 4);
    for (const char* wrong : {"CPUTot=12x", "RealMemory=9G", "TmpDisk=", "Gres=gpu:a100:4x",
                              "Gres=gpu:a100:2:1", "Gres=gpu:a100:2P"}) {
        EXPECT_THROW((void)parse_slurm_nodes("NodeName=n1 " + std::string(wrong), "nodes"),
                     InputError)
            << wrong;
    }
}

TEST(SlurmNodes, GpusWithoutANumberAreOne) {
    const std::pair<const char*, int> cases[] = {{"gpu", 1},
                                                 {"gpu:a100", 1},
                                                 {"gpu:4", 4},
                                                 {"gpu:4K", 4096},
                                                 {"gpu:a100:2(S:0,1)", 2},
                                                 {"gpu:3g.20gb:2,gpu:a100,fpga:7", 3},
                                                 {"(null)", 0},
                                                 {"gpu:0", 0},
                                                 {"shard:2K,gpu:1(S:0-1)", 1},
                                                 {"gpu:a100:no_consume:2", 2},
                                                 {"gpu:no_consume:3,gpu:no_consume", 4},
                                                 {"gpu:2k", 2048}};
    for (const auto& [gres, gpus] : cases) {
        const auto nodes = parse_slurm_nodes(std::string("NodeName=n1 Gres=") + gres, "nodes");
        EXPECT_EQ(nodes.at(0).gpus, gpus) << gres;
    }
}

TEST(SlurmNodes, GresAreLabelsByNameAndType) {
    const auto nodes = parse_slurm_nodes("NodeName=n1 Gres=gpu:a100:4,gpu:3g.20gb,fpga", "nodes");
    EXPECT_EQ(nodes.at(0).labels,
              (std::vector<std::string>{"gpu:a100", "a100", "gpu", "gpu:3g.20gb", "3g.20gb", "gpu",
                                        "fpga"}));
}

TEST(SlurmNodes, WhateverOtherGresSayTheyAreLabels) {
    const auto read = [](const std::string& gres) {
        return parse_slurm_nodes("NodeName=n1 Gres=" + gres, "nodes").at(0);
    };
    // The example of Slurm's own pages.
    const auto node = read("gpu:tesla:1,gpu:kepler:1,bandwidth:lustre:no_consume:4G");
    EXPECT_EQ(node.gpus, 2);
    EXPECT_EQ(node.labels,
              (std::vector<std::string>{"gpu:tesla", "tesla", "gpu", "gpu:kepler", "kepler", "gpu",
                                        "bandwidth:lustre", "lustre", "bandwidth"}));
    const std::pair<const char*, std::vector<std::string>> cases[] = {
        {"bandwidth:lustre:4G", {"bandwidth:lustre", "lustre", "bandwidth"}},
        {"tmpdisk:no_consume:1500G", {"tmpdisk"}},
        {"tmpdisk:9000000000P", {"tmpdisk"}},
        {"shard:a100:2k", {"shard:a100", "a100", "shard"}},
        {"odd:a:b:c", {"odd:a", "a", "odd"}}};
    for (const auto& [gres, labels] : cases) {
        EXPECT_EQ(read(gres).labels, labels) << gres;
        EXPECT_EQ(read(gres).gpus, 0) << gres;
    }
}

}  // namespace
}  // namespace nightwatt
