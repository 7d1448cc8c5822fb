#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "config/program_parameters.hpp"
#include "errors.hpp"
#include "tests/fuzz/mutation.hpp"
#include "tests/io/scratch_folder.hpp"

namespace nightwatt {
namespace {

constexpr std::uint64_t mutants = 1000;

std::string file_text(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream content;
    content << file.rdbuf();
    return content.str();
}

/// Reads a configuration as the commands do; true where it was accepted, false for UsageError. Any
/// other way out fails the test.
bool accepts(const std::string& path, const std::vector<std::string>& overrides) {
    try {
        (void)read_program_parameters(path, set_overrides(overrides));
        return true;
    } catch (const UsageError& error) {
        EXPECT_FALSE(error.problems().empty());
        return false;
    }
}

TEST(ConfigFuzz, DamagedFilesAreAcceptedOrRefusedInWords) {
    std::vector<std::string> sources;
    for (const auto& entry : std::filesystem::directory_iterator(NIGHTWATT_SOURCE "/configs"))
        if (entry.path().extension() == ".toml") sources.push_back(entry.path().string());
    ASSERT_FALSE(sources.empty());
    const ScratchFolder folder;
    const std::string path = folder.file("night.toml");
    std::size_t refused = 0;
    for (std::uint64_t seed = 0; seed < mutants; ++seed) {
        SCOPED_TRACE(seed);
        Dice dice(seed);
        const std::string text = file_text(sources[dice.below(sources.size())]);
        std::ofstream(path, std::ios::binary) << mutated_bytes(text, dice);
        refused += accepts(path, {}) ? 0 : 1;
    }
    EXPECT_GT(refused, mutants / 4) << "the damage does no harm: is it any?";
}

TEST(ConfigFuzz, DamagedOverridesAreAcceptedOrRefusedInWords) {
    const ScratchFolder folder;
    const std::string path = folder.file("empty.toml");
    std::ofstream(path).close();
    for (std::uint64_t seed = 0; seed < mutants; ++seed) {
        SCOPED_TRACE(seed);
        Dice dice(seed);
        accepts(path, {mutated_bytes("search.time_limit_s=60", dice),
                       mutated_bytes("deadlines.service_classes=[\"a\", \"b\"]", dice)});
    }
}

}  // namespace
}  // namespace nightwatt
