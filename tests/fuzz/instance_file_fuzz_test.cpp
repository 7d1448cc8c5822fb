#include <execinfo.h>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>

#include "errors.hpp"
#include "instance/check.hpp"
#include "instance/summary.hpp"
#include "io/file_formats.hpp"
#include "io/hdf5_reader.hpp"
#include "io/instance_file.hpp"
#include "tests/fuzz/mutation.hpp"
#include "tests/io/sample_instance.hpp"
#include "tests/io/scratch_folder.hpp"

namespace nightwatt {
namespace {

constexpr std::uint64_t object_mutations = 700;
constexpr std::uint64_t byte_mutations = 400;

std::string content_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void put(const std::string& path, const std::string& content) {
    std::ofstream(path, std::ios::binary) << content;
}

struct Tally {
    std::size_t sound = 0;
    std::size_t refused = 0;
};

/// What a user's file goes through, in this process: sanitizers see every step. Anything but an
/// InputError ends the test.
void read_and_use(const std::string& path, Tally& tally) {
    try {
        Instance instance = instance_of(read_hdf5_here(path, instance_request()), path);
        if (check(instance).empty()) {
            EXPECT_FALSE(summary(instance).empty());
            ++tally.sound;
            return;
        }
    } catch (const InputError&) {
    }
    ++tally.refused;
}

/// Files whose structure is valid HDF5, so that the library itself is on safe ground.
TEST(InstanceFileFuzz, DamagedObjectsGiveInputErrorsOnly) {
    const ScratchFolder folder;
    const std::string path = folder.file("night.h5");
    write_instance(folder.file("good.h5"), sample_instance());
    const std::string good = content_of(folder.file("good.h5"));
    Tally tally;
    for (std::uint64_t seed = 0; seed < object_mutations; ++seed) {
        put(path, good);
        Dice dice(seed);
        SCOPED_TRACE("seed " + std::to_string(seed) + ": " + mutate_objects(path, dice));
        EXPECT_NO_THROW(read_and_use(path, tally));
        if (HasFailure()) break;
    }
    EXPECT_GT(tally.refused, object_mutations / 2) << "the damage is too mild";
    EXPECT_GT(tally.sound, 0u) << "the damage is too harsh: what is beyond reading is not reached";
}

/// What a damaged file did to a process that read it without a guard.
struct Death {
    int status = 0;
    std::string last_words;
};

/// On SIGXCPU: says where the process was when its time was up, innermost function first.
void report_loop(int) {
    constexpr int handler_frames = 2;  // this function and the signal's return
    void* frames[64];
    const int count = ::backtrace(frames, 64);
    ::backtrace_symbols_fd(frames + handler_frames, count - handler_frames, STDERR_FILENO);
    ::_exit(4);
}

/// Reads in a child; nothing: it ended as a program should.
std::optional<Death> read_in_child(const std::string& path, const std::string& log) {
    const pid_t child = ::fork();
    if (child == 0) {
        ::dup2(::open(log.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600), STDERR_FILENO);
        std::signal(SIGXCPU, report_loop);
        const rlimit processor_time{4, 8};
        ::setrlimit(RLIMIT_CPU, &processor_time);
        Tally tally;
        try {
            read_and_use(path, tally);
            ::_exit(0);
        } catch (...) {
            ::_exit(3);
        }
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return std::nullopt;
    return Death{status, content_of(log)};
}

/// Whether the report that the child left puts the fault into the HDF5 library: one of its
/// functions stands above every function of ours. A plain crash without a sanitizer leaves no
/// report, the C library's own check of the heap one line without a stack.
bool is_the_librarys_fault(const Death& death) {
    const auto lines = std::count(death.last_words.begin(), death.last_words.end(), '\n');
    if (lines <= 1) return WIFSIGNALED(death.status);
    const std::size_t library = death.last_words.find("libhdf5");
    const std::size_t ours = std::min(death.last_words.find("in nightwatt::"),
                                      death.last_words.find("instance_file_fuzz_test("));
    return library != std::string::npos && library < ours;
}

/// Files damaged byte by byte. The HDF5 library may not survive them; read_instance() must, and
/// what dies without its guard must be the library, not this program.
TEST(InstanceFileFuzz, DamagedBytesGiveInputErrorsOnly) {
    const ScratchFolder folder;
    const std::string path = folder.file("night.h5");
    write_instance(folder.file("good.h5"), sample_instance());
    const std::string good = content_of(folder.file("good.h5"));
    Tally tally;
    std::size_t library_faults = 0;
    for (std::uint64_t seed = 0; seed < byte_mutations; ++seed) {
        Dice dice(seed);
        put(path, mutated_bytes(good, dice));
        SCOPED_TRACE("seed " + std::to_string(seed));
        try {
            static_cast<void>(read_instance(path));
            ++tally.sound;
        } catch (const InputError& error) {
            ++tally.refused;
            if (std::string(error.what()).find("the HDF5 library failed") == std::string::npos) {
                continue;
            }
            ++library_faults;
            const auto death = read_in_child(path, folder.file("log"));
            EXPECT_TRUE(!death || is_the_librarys_fault(*death)) << death->last_words;
        } catch (const std::exception& error) {
            FAIL() << "not an InputError: " << error.what();
        }
        if (HasFailure()) break;
    }
    RecordProperty("library_faults", static_cast<int>(library_faults));
    std::cout << tally.refused << " refused, " << library_faults
              << " of them because the HDF5 library failed; " << tally.sound << " read\n";
    EXPECT_GT(tally.refused, byte_mutations / 8) << "the damage is too mild";
}

}  // namespace
}  // namespace nightwatt
