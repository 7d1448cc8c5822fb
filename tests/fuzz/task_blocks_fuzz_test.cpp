#include <gtest/gtest.h>

#include "errors.hpp"
#include "instance/content_hash.hpp"
#include "io/instance_file.hpp"
#include "io/task_blocks.hpp"
#include "tests/fuzz/mutation.hpp"
#include "tests/io/sample_instance.hpp"
#include "tests/io/scratch_folder.hpp"

namespace nightwatt {
namespace {

constexpr std::uint64_t mutations = 150;
constexpr std::size_t tasks_at_once = 3;

/// Whether all blocks of a file can be read; `hash`: what they say of the whole.
bool blocks_are_sound(const std::string& path, std::uint64_t& hash) {
    try {
        TaskBlocks blocks(path, tasks_at_once);
        Instance block;
        while (blocks.next(block)) {
        }
        hash = blocks.content_hash();
        return true;
    } catch (const InputError&) {
        return false;
    }
}

bool whole_is_sound(const std::string& path, std::uint64_t& hash) {
    try {
        const Instance instance = read_instance(path);
        hash = content_hash(instance);
        return true;
    } catch (const InputError&) {
        return false;
    }
}

/// What a share reads some tasks at a time is what one process reads at once, or an InputError.
TEST(TaskBlocksFuzz, DamagedFilesAreReadAsAWholeOneIsOrRefused) {
    const ScratchFolder folder;
    const std::string path = folder.file("night.h5");
    std::size_t sound = 0;
    std::size_t refused = 0;
    for (std::uint64_t seed = 0; seed < mutations; ++seed) {
        write_instance(path, sample_instance());
        Dice dice(seed);
        SCOPED_TRACE("seed " + std::to_string(seed) + ": " + mutate_objects(path, dice));
        std::uint64_t by_blocks = 0;
        std::uint64_t at_once = 0;
        bool readable = false;
        ASSERT_NO_THROW(readable = blocks_are_sound(path, by_blocks));
        if (whole_is_sound(path, at_once)) {
            ASSERT_TRUE(readable);
            ASSERT_EQ(by_blocks, at_once);
            ++sound;
        } else {
            refused += readable ? 0 : 1;
        }
    }
    EXPECT_GT(refused, mutations / 2) << "the damage is too mild";
    EXPECT_GT(sound, 0u) << "the damage is too harsh";
}

}  // namespace
}  // namespace nightwatt
