#include "io/output_file.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "errors.hpp"
#include "io/instance_file.hpp"
#include "tests/io/sample_instance.hpp"
#include "tests/io/scratch_folder.hpp"

namespace nightwatt {
namespace {

std::string content_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

template <class Write>
std::string output_problem(Write&& write) {
    try {
        write();
    } catch (const OutputError& error) {
        EXPECT_EQ(error.code(), ExitCode::Output);
        return error.what();
    }
    return "written";
}

/// Files may not grow beyond `bytes` while it lives: a full disk without root.
class FileSizeLimit {
  public:
    explicit FileSizeLimit(rlim_t bytes) {
        ::getrlimit(RLIMIT_FSIZE, &before_);
        rlimit limit = before_;
        limit.rlim_cur = bytes;
        ::setrlimit(RLIMIT_FSIZE, &limit);
        handler_ = std::signal(SIGXFSZ, SIG_IGN);
    }
    FileSizeLimit(const FileSizeLimit&) = delete;
    FileSizeLimit& operator=(const FileSizeLimit&) = delete;
    ~FileSizeLimit() {
        ::setrlimit(RLIMIT_FSIZE, &before_);
        std::signal(SIGXFSZ, handler_);
    }

  private:
    rlimit before_{};
    void (*handler_)(int) = SIG_DFL;
};

/// Root may write everywhere, so root's tests act as user 65534 (nobody) while it lives.
class Unprivileged {
  public:
    Unprivileged() : root_(::geteuid() == 0) {
        if (root_ && ::seteuid(65534) != 0) throw std::runtime_error("cannot drop privileges");
    }
    Unprivileged(const Unprivileged&) = delete;
    Unprivileged& operator=(const Unprivileged&) = delete;
    ~Unprivileged() {
        if (root_ && ::seteuid(0) != 0) std::abort();
    }

  private:
    bool root_;
};

TEST(OutputFile, ReplacesAFileWholeAndLeavesNothingElse) {
    const ScratchFolder folder;
    write_whole_file(folder.file("a.txt"), "first");
    write_whole_file(folder.file("a.txt"), "second");
    EXPECT_EQ(content_of(folder.file("a.txt")), "second");
    EXPECT_EQ(folder.entries(), 1u);
}

TEST(OutputFile, IsReadableAsTheUsersMaskSays) {
    const ScratchFolder folder;
    const mode_t mask = ::umask(022);
    write_whole_file(folder.file("a.txt"), "x");
    ::umask(mask);
    struct stat status {};
    ASSERT_EQ(::stat(folder.file("a.txt").c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777, 0644u);
}

TEST(OutputFile, AFullDiskKeepsTheOldFileAndRemovesTheTemporary) {
    const ScratchFolder folder;
    const std::string path = folder.file("night.h5");
    write_whole_file(path, "old");
    {
        const FileSizeLimit limit(10'000);
        const std::string problem =
            output_problem([&] { write_instance(path, sample_instance()); });
        EXPECT_NE(problem.find("night.h5: cannot be written: File too large"), std::string::npos)
            << problem;
    }
    EXPECT_EQ(content_of(path), "old");
    EXPECT_EQ(folder.entries(), 1u);
}

TEST(OutputFile, WhatAKilledWriterLeftIsRemovedAndNothingElse) {
    const ScratchFolder scratch;
    const std::string target = scratch.file("plan.h5");
    const auto make = [&](const std::string& name) {
        const std::string path = scratch.file(name);
        std::ofstream(path) << name;
        return path;
    };
    const std::string left = make(".plan.h5.nightwatt-aBcD01");
    const std::string written_now = make(".plan.h5.nightwatt-2bCd9Z");
    const std::vector<std::string> others{make(".plan.h5.backup"), make(".plan.h5.nightwatt-notes"),
                                          make(".night.h5.nightwatt-aBcD01"), make("plan.h5")};
    const std::string folder = scratch.file(".plan.h5.nightwatt-folder");
    std::filesystem::create_directory(folder);
    const std::string link = scratch.file(".plan.h5.nightwatt-000000");
    std::filesystem::create_symlink(target, link);
    const int writer = ::open(written_now.c_str(), O_RDWR);
    ASSERT_EQ(::flock(writer, LOCK_EX), 0);

    remove_unfinished(target);
    EXPECT_FALSE(std::filesystem::exists(left));
    EXPECT_TRUE(std::filesystem::exists(written_now));
    for (const std::string& other : others) EXPECT_FALSE(content_of(other).empty()) << other;
    EXPECT_TRUE(std::filesystem::is_directory(folder));
    EXPECT_TRUE(std::filesystem::is_symlink(link));
    ::close(writer);
    remove_unfinished(target);
    EXPECT_FALSE(std::filesystem::exists(written_now));
}

TEST(OutputFile, AFileIsLeftToItsWriterWhileThatLives) {
    const ScratchFolder scratch;
    const std::string target = scratch.file("plan.h5");
    const pid_t writer = ::fork();
    if (writer == 0) {
        // A file beyond its limit: the writer stands still in the midst of it.
        std::signal(SIGXFSZ, [](int) { ::raise(SIGSTOP); });
        const rlimit limit{4096, RLIM_INFINITY};
        ::setrlimit(RLIMIT_FSIZE, &limit);
        write_whole_file(target, std::string(1 << 20, 'x'));
        ::_exit(0);
    }
    int status = 0;
    ASSERT_EQ(::waitpid(writer, &status, WUNTRACED), writer);
    ASSERT_TRUE(WIFSTOPPED(status));
    remove_unfinished(target);
    EXPECT_EQ(scratch.entries(), 1u);
    ::kill(writer, SIGKILL);
    ASSERT_EQ(::waitpid(writer, &status, 0), writer);
    EXPECT_EQ(scratch.entries(), 1u);
    remove_unfinished(target);
    EXPECT_EQ(scratch.entries(), 0u);
}

TEST(OutputFile, ADeviceIsWrittenDirectlyAndItsErrorsAreSeen) {
    EXPECT_EQ(output_problem([] { write_whole_file("/dev/null", "x"); }), "written");
    const std::string problem = output_problem([] { write_whole_file("/dev/full", "x"); });
    EXPECT_NE(problem.find("/dev/full: cannot be written: No space left"), std::string::npos)
        << problem;
    struct stat status {};
    ASSERT_EQ(::stat("/dev/null", &status), 0);
    EXPECT_TRUE(S_ISCHR(status.st_mode)) << "the device was replaced";
}

TEST(OutputFile, AFolderThatIsMissingOrNoFileIsNamed) {
    const ScratchFolder folder;
    const auto write = [](const std::string& path) {
        return output_problem([&] { write_instance(path, sample_instance()); });
    };
    EXPECT_NE(write(folder.file("none/a.h5")).find("No such file or directory"), std::string::npos);
    EXPECT_NE(write(folder.path().string()).find("Is a directory"), std::string::npos);
    EXPECT_NE(write(folder.file("a/")).find("a file name is needed"), std::string::npos);
    EXPECT_EQ(folder.entries(), 0u);
}

TEST(OutputFile, AnUnwritableFolderIsNamedBeforeTheWorkBegins) {
    const ScratchFolder folder;
    const std::string path = folder.file("a.h5");
    ::chmod(folder.path().c_str(), 0500);
    {
        const Unprivileged unprivileged;
        EXPECT_NE(output_problem([&] { check_writable(path); }).find("Permission denied"),
                  std::string::npos);
        EXPECT_NE(output_problem([&] { write_whole_file(path, "x"); }).find("Permission denied"),
                  std::string::npos);
    }
    ::chmod(folder.path().c_str(), 0700);
    EXPECT_EQ(folder.entries(), 0u);
}

TEST(OutputFile, CheckWritableLeavesNoTrace) {
    const ScratchFolder folder;
    check_writable(folder.file("a.h5"));
    EXPECT_EQ(folder.entries(), 0u);
    EXPECT_NE(output_problem([&] { check_writable(folder.file("none/a.h5")); }), "written");
}

/// The words of the UsageError that `work` throws; "none" where it throws nothing.
template <class Work>
std::string usage_problem(const Work& work) {
    try {
        work();
    } catch (const UsageError& error) {
        return error.what();
    }
    return "none";
}

TEST(OutputFile, AnInputIsNeverAnOutputUnderAnyName) {
    const ScratchFolder folder;
    const std::string input = folder.file("night.h5");
    write_whole_file(input, "night");
    std::filesystem::create_symlink("night.h5", folder.file("link.h5"));
    std::filesystem::create_hard_link(input, folder.file("hard.h5"));
    for (const char* name : {"night.h5", "./night.h5", "link.h5", "hard.h5"}) {
        const std::string output = folder.file(name);
        EXPECT_NE(usage_problem([&] {
                      check_outputs({output}, {"", input});
                  }).find("is an input"),
                  std::string::npos)
            << name;
    }
    EXPECT_EQ(usage_problem([&] { check_outputs({folder.file("plan.h5")}, {input}); }), "none");
    EXPECT_EQ(content_of(input), "night");
}

TEST(OutputFile, TwoOutputsAreTwoFiles) {
    const ScratchFolder folder;
    const std::string plan = folder.file("plan.h5");
    EXPECT_NE(usage_problem([&] {
                  check_outputs({plan, folder.file("./plan.h5")}, {});
              }).find("two outputs"),
              std::string::npos);
    EXPECT_EQ(usage_problem([&] { check_outputs({plan, folder.file("plan.json")}, {}); }), "none");
    EXPECT_EQ(usage_problem([] { check_outputs({"/dev/null", "/dev/null"}, {}); }), "none");
    EXPECT_NE(output_problem([&] {
                  check_outputs({plan, folder.file("none/a.json")}, {});
              }),
              "written");
    EXPECT_NE(output_problem([] { check_outputs({"-"}, {}); }).find("a file name is needed"),
              std::string::npos);
    EXPECT_EQ(folder.entries(), 0u);
}

TEST(OutputFile, FollowsASymbolicLink) {
    const ScratchFolder folder;
    write_whole_file(folder.file("real.txt"), "old");
    std::filesystem::create_symlink("real.txt", folder.file("link.txt"));
    write_whole_file(folder.file("link.txt"), "new");
    EXPECT_EQ(content_of(folder.file("real.txt")), "new");
    EXPECT_TRUE(std::filesystem::is_symlink(folder.file("link.txt")));
}

}  // namespace
}  // namespace nightwatt
