#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <limits>

#include "errors.hpp"
#include "generate/etc.hpp"
#include "generate/etc_random.hpp"
#include "instance/check.hpp"
#include "io/import/hcsp.hpp"
#include "io/import/text_file.hpp"

namespace nightwatt {
namespace {

std::uint64_t fnv1a(const std::string& text) {
    std::uint64_t hash = 0xcbf29ce484222325;
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
    return hash;
}

/// The published 1024 x 32 matrices of the HCSP collection, with the seeds that make them: found by
/// trying all seeds against the files' first numbers (they are moments of 25 June 2008). `hash` is
/// FNV-1a of the whole file.
struct Published {
    const char* name;
    EtcParameters parameters;
    std::uint64_t hash;
};

const std::vector<Published>& published() {
    using enum Consistency;
    static const std::vector<Published> all{
        {"A.u_c_hihi", {1024, 32, 1214388943, 100000, 100, Consistent}, 0x739fbc70d7d278b5},
        {"A.u_i_lolo", {1024, 32, 1214389075, 10, 10, Inconsistent}, 0xfd846ab81ea071c9},
        {"A.u_s_hilo", {1024, 32, 1214389032, 100000, 10, SemiConsistent}, 0x5a7b00314cafef40},
        {"B.u_c_lolo", {1024, 32, 1214389064, 100, 10, Consistent}, 0xda2e4144c871c27d},
        {"B.u_i_hihi", {1024, 32, 1214388851, 3000, 1000, Inconsistent}, 0xd5f17f3ac1740725},
        {"B.u_s_lohi", {1024, 32, 1214388871, 100, 1000, SemiConsistent}, 0xa179eabda4357a7d}};
    return all;
}

TEST(GenerateEtc, RandomNumbersAreThoseOfPosix) {
    for (const std::uint32_t seed : {0u, 1u, 42u, 1214388943u, 0xFFFFFFFFu}) {
        srand48(static_cast<long>(seed));
        Drand48 ours(seed);
        for (int k = 0; k < 1000; ++k) ASSERT_EQ(ours(), drand48()) << "seed " << seed;
    }
}

TEST(GenerateEtc, FirstRandomNumberIsTheOneComputedByHand) {
    // 0x5DEECE66D * 0x330E + 0xB = 0x12bbb62dc5101; its lower 48 bits over 2^48.
    EXPECT_EQ(Drand48(0)(), 0x2bbb62dc5101p-48);
}

TEST(GenerateEtc, PublishedMatricesComeOutBitForBit) {
    for (const Published& matrix : published()) {
        EXPECT_EQ(fnv1a(generate_etc(matrix.parameters)), matrix.hash) << matrix.name;
    }
}

TEST(GenerateEtc, PublishedFilesAreReproducedByteForByte) {
    const std::string folder = NIGHTWATT_DATA "/benchmarks/hcsp/1024x32/";
    if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no " << folder;
    for (const Published& matrix : published()) {
        EXPECT_TRUE(generate_etc(matrix.parameters) == read_text(folder + matrix.name))
            << matrix.name;
    }
}

TEST(GenerateEtc, RowsAreSortedAsConsistencySays) {
    const auto sorted_rows = [](Consistency consistency) {
        const EtcMatrix matrix = read_etc_text(
            "etc",
            generate_etc({.tasks = 6, .servers = 16, .seed = 7, .consistency = consistency}));
        std::string rows;
        for (std::size_t j = 0; j < matrix.tasks; ++j) {
            const auto row = matrix.etc.begin() + static_cast<std::ptrdiff_t>(j * 16);
            rows += std::is_sorted(row, row + 16) ? 's' : '-';
        }
        return rows;
    };
    EXPECT_EQ(sorted_rows(Consistency::Consistent), "ssssss");
    EXPECT_EQ(sorted_rows(Consistency::SemiConsistent), "s-s-s-");
    EXPECT_EQ(sorted_rows(Consistency::Inconsistent), "------");
}

TEST(GenerateEtc, TextImportsAsASoundInstance) {
    const EtcParameters parameters{.tasks = 20, .servers = 3, .seed = 1};
    const Instance instance = import_hcsp_text("etc", generate_etc(parameters));
    EXPECT_EQ(check(instance), std::vector<std::string>{});
    EXPECT_EQ(instance.tasks.size(), 20u);
    EXPECT_EQ(instance.servers.size(), 3u);
    EXPECT_EQ(
        describe(parameters),
        "Synthetic ETC matrix by the range-based method: 20 tasks, 3 servers, task range 3000, "
        "machine range 1000, inconsistent, seed 1 of drand48.");
    EXPECT_EQ(etc_name(parameters), "20x3 inconsistent, ranges 3000 and 1000, seed 1");
}

TEST(GenerateEtc, EveryParameterOutOfRangeIsNamed) {
    try {
        (void)generate_etc({.tasks = 0,
                            .servers = -1,
                            .seed = 4294967296,
                            .task_range = 0,
                            .machine_range = std::numeric_limits<double>::infinity()});
        FAIL() << "no error";
    } catch (const UsageError& error) {
        EXPECT_EQ(error.problems().size(), 5u);
    }
}

}  // namespace
}  // namespace nightwatt
