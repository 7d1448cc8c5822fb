#include "io/task_blocks.hpp"

#include <gtest/gtest.h>

#include <numeric>

#include "errors.hpp"
#include "instance/content_hash.hpp"
#include "io/instance_file.hpp"
#include "shares/some_rows.hpp"
#include "tests/io/hdf5_edit.hpp"
#include "tests/io/lines.hpp"
#include "tests/io/sample_instance.hpp"
#include "tests/io/scratch_folder.hpp"

namespace nightwatt {
namespace {

/// The blocks of a file, put together again.
Instance put_together(TaskBlocks& blocks) {
    Instance whole = blocks.frame();
    Instance block;
    while (blocks.next(block)) {
        EXPECT_EQ(blocks.first(), whole.tasks.size());
        std::vector<std::size_t> rows(block.tasks.size());
        std::iota(rows.begin(), rows.end(), std::size_t{0});
        append_tasks(block, rows, whole);
    }
    return whole;
}

TEST(TaskBlocks, TogetherAreTheWholeFile) {
    const ScratchFolder folder;
    const std::string path = folder.file("night.h5");
    write_instance(path, sample_instance());
    const Instance expected = read_instance(path);
    for (const std::size_t at_once : {1u, 3u, 4u, 100u}) {
        TaskBlocks blocks(path, at_once);
        EXPECT_EQ(blocks.frame().tasks.size(), 0u);
        EXPECT_EQ(blocks.frame().servers.id, expected.servers.id);
        EXPECT_EQ(lines_of(put_together(blocks)), lines_of(expected)) << at_once;
        EXPECT_EQ(blocks.content_hash(), content_hash(expected)) << at_once;
        EXPECT_EQ(blocks.task_ids(), expected.tasks.id);
    }
}

TEST(TaskBlocks, AbsentColumnsAndTablesHaveTheirDefaults) {
    const ScratchFolder folder;
    const std::string path = folder.file("night.h5");
    Instance instance = sample_instance();
    instance.requests = {};
    write_instance(path, instance);
    {
        Hdf5Edit edit(path);
        for (const char* const column : {"/tasks/work", "/tasks/input_site", "/tasks/pin_level",
                                         "/tasks/need_gpu", "/runtimes/level"}) {
            edit.remove(column);
        }
    }
    const Instance expected = read_instance(path, false);
    // Levels are gone: two rows of task 1 are fine on different classes.
    TaskBlocks blocks(path, 3);
    EXPECT_EQ(lines_of(put_together(blocks)), lines_of(expected));
    EXPECT_EQ(blocks.content_hash(), content_hash(expected));
}

TEST(TaskBlocks, AProblemNamesTheBlockThatItIsIn) {
    const ScratchFolder folder;
    const std::string path = folder.file("night.h5");
    Instance instance = sample_instance();
    instance.tasks.release_s[2] = -5;
    write_instance(path, instance);
    TaskBlocks blocks(path, 2);
    Instance block;
    ASSERT_TRUE(blocks.next(block));
    try {
        static_cast<void>(blocks.next(block));
        FAIL() << "a negative release passed";
    } catch (const InputError& error) {
        const std::string text = error.what();
        EXPECT_NE(text.find("among the tasks from row 2 on"), std::string::npos) << text;
        EXPECT_NE(text.find("'gamma'"), std::string::npos) << text;
    }
}

TEST(TaskBlocks, RuntimesOfNoTaskAreRefused) {
    const ScratchFolder folder;
    const std::string path = folder.file("night.h5");
    Instance instance = sample_instance();
    for (const std::int32_t nobody : {9, -1, INT32_MIN}) {
        instance.runtimes.task.back() = nobody;
        write_instance(path, instance);
        TaskBlocks blocks(path, 2);
        Instance block;
        EXPECT_THROW(while (blocks.next(block)){}, InputError) << nobody;
    }
}

}  // namespace
}  // namespace nightwatt
