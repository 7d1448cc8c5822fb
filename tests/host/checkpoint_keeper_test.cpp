#include "commands/checkpoint_keeper.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <string>

#include "tests/io/scratch_folder.hpp"

namespace nightwatt {
namespace {

namespace fs = std::filesystem;

class Keeper : public testing::Test {
  protected:
    /// A run of the night with this hash, which wrote after so many seconds.
    std::unique_ptr<CheckpointKeeper> run(std::uint64_t night, double seconds,
                                          std::int64_t generations = 10) {
        auto keeper = std::make_unique<CheckpointKeeper>(path_, false);
        SearchParameters settings;
        settings.generations = generations;
        keeper->identify(night, settings, "");
        write(*keeper, seconds);
        return keeper;
    }
    static void write(CheckpointKeeper& keeper, double seconds) {
        keeper.write(seconds, [](Checkpoint&) {});
    }
    [[nodiscard]] double written_s() const { return read_checkpoint(path_).seconds; }
    void touch() const {
        fs::last_write_time(path_, fs::last_write_time(path_) - std::chrono::hours(1));
    }

    ScratchFolder folder_;
    std::string path_ = folder_.file("run.ckpt");
};

TEST_F(Keeper, LeavesTheFileToAnotherRunThatHasTakenIt) {
    const auto first = run(1, 10);
    const auto second = run(2, 5);
    write(*first, 20);
    EXPECT_TRUE(first->lost());
    EXPECT_EQ(written_s(), 5);
    first->finish();
    EXPECT_TRUE(fs::exists(path_));
    write(*second, 6);
    EXPECT_FALSE(second->lost());
    second->finish();
    EXPECT_FALSE(fs::exists(path_));
}

TEST_F(Keeper, RemovesNoFileThatAnotherRunHasTakenMeanwhile) {
    const auto first = run(1, 10);
    const auto second = run(1, 10, /*generations=*/20);
    first->finish();
    EXPECT_TRUE(first->lost());
    EXPECT_TRUE(fs::exists(path_));
}

TEST_F(Keeper, GoesOnWithAFileThatWasOnlyTouched) {
    const auto only = run(1, 10);
    for (const double seconds : {20, 30}) {
        touch();
        write(*only, seconds);
        EXPECT_EQ(written_s(), seconds);
    }
    touch();
    only->finish();
    EXPECT_FALSE(fs::exists(path_));
}

TEST(FileStamp, TellsWhenAFileWasWritten) {
    const ScratchFolder folder;
    const std::string path = folder.file("file");
    EXPECT_FALSE(stamp_of(path));
    std::ofstream(path) << "one";
    const std::optional<FileStamp> before = stamp_of(path);
    ASSERT_TRUE(before);
    EXPECT_EQ(stamp_of(path), before);
    fs::last_write_time(path, fs::last_write_time(path) + std::chrono::microseconds(1));
    EXPECT_NE(stamp_of(path), before);
}

TEST_F(Keeper, GoesOnWithAFileThatWasTouchedAfterItWasResumed) {
    (void)run(1, 10);
    CheckpointKeeper resumed(path_, true);
    ASSERT_NE(resumed.from(), nullptr);
    SearchParameters settings;
    settings.generations = 10;
    resumed.identify(1, settings, "");
    touch();
    write(resumed, 20);
    EXPECT_FALSE(resumed.lost());
    EXPECT_EQ(written_s(), 20);
}

}  // namespace
}  // namespace nightwatt
