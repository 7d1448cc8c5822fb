#include "io/isolated_call.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <exception>
#include <optional>
#include <utility>

#include "errors.hpp"
#include "io/content_stream.hpp"

namespace nightwatt {

namespace {

enum Outcome : unsigned char { Read = 1, Refused = 2 };

rlim_t file_bytes(const std::string& path) {
    struct stat status {};
    return ::stat(path.c_str(), &status) == 0 ? static_cast<rlim_t>(status.st_size) : 0;
}

/// Pages of address space in use now: an address sanitizer takes terabytes, so a limit can only be
/// set on top of it.
rlim_t address_space_bytes() {
    unsigned long pages = 0;
    if (std::FILE* const file = std::fopen("/proc/self/statm", "r")) {
        if (std::fscanf(file, "%lu", &pages) != 1) pages = 0;
        std::fclose(file);
    }
    return pages * static_cast<rlim_t>(::sysconf(_SC_PAGESIZE));
}

void lower_limit(__rlimit_resource resource, rlim_t value) {
    rlimit limit{};
    if (::getrlimit(resource, &limit) != 0) return;
    limit.rlim_cur = std::min(limit.rlim_max, value);
    static_cast<void>(::setrlimit(resource, &limit));
}

/// Generous for honest files: tables grow to 20 times their compressed size at most here, and a
/// megabyte is read in some hundredths of a second.
void limit_child(const std::string& path) {
    constexpr rlim_t megabyte = 1 << 20;
    const rlim_t bytes = file_bytes(path);
    lower_limit(RLIMIT_CORE, 0);
    lower_limit(RLIMIT_CPU, 4 + bytes / megabyte);
    if (const rlim_t now = address_space_bytes(); now > 0) {
        lower_limit(RLIMIT_AS, now + 4096 * megabyte + 64 * bytes);
    }
}

[[noreturn]] void run_child(int pipe_end, const std::string& path,
                            const std::function<Hdf5Content()>& read) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    // Whatever a dying library prints would only confuse: the parent says what happened.
    const int nowhere = ::open("/dev/null", O_WRONLY);
    if (nowhere >= 0) ::dup2(nowhere, STDERR_FILENO);
    limit_child(path);
    // Not one handler of the parent's may run at the end, nor its atexit(): hence _exit().
    try {
        ContentStream stream(pipe_end);
        try {
            const Hdf5Content content = read();
            stream.write_byte(Read);
            stream.write(content);
        } catch (const InputError& error) {
            stream.write_byte(Refused);
            stream.write(error.problems());
        }
        ::_exit(0);
    } catch (...) {
        ::_exit(1);
    }
}

class Pipe {
  public:
    Pipe() {
        if (::pipe2(ends_, O_CLOEXEC) != 0) {
            throw InternalError(fmt::format("cannot make a pipe: {}", std::strerror(errno)));
        }
    }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;
    ~Pipe() {
        close(0);
        close(1);
    }
    [[nodiscard]] int end(int which) const { return ends_[which]; }
    void close(int which) {
        if (ends_[which] >= 0) ::close(std::exchange(ends_[which], -1));
    }

  private:
    int ends_[2] = {-1, -1};
};

int wait_for(pid_t child) {
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return status;
}

std::string death(int status) {
    if (!WIFSIGNALED(status)) return "it ran out of memory or stopped itself";
    if (WTERMSIG(status) == SIGXCPU) return "it did not come to an end";
    return fmt::format("it crashed with signal {}, {}", WTERMSIG(status),
                       ::strsignal(WTERMSIG(status)));
}

}  // namespace

Hdf5Content isolated_call(const std::string& path, const std::function<Hdf5Content()>& read) {
    Pipe pipe;
    std::fflush(nullptr);
    const pid_t child = ::fork();
    if (child < 0) {
        throw InternalError(fmt::format("cannot start a process: {}", std::strerror(errno)));
    }
    if (child == 0) run_child(pipe.end(1), path, read);
    pipe.close(1);
    std::optional<Hdf5Content> content;
    std::vector<std::string> problems;
    try {
        ContentStream stream(pipe.end(0));
        if (stream.read_byte() == Read) {
            content = stream.read_content();
        } else {
            problems = stream.read_texts();
        }
    } catch (const std::exception&) {
        // The child's end tells why.
    }
    pipe.close(0);
    const int status = wait_for(child);
    if (!problems.empty()) throw InputError(std::move(problems));
    if (!content) {
        throw InputError(fmt::format("{}: the file is damaged: the HDF5 library failed on it ({})",
                                     path, death(status)));
    }
    return std::move(*content);
}

}  // namespace nightwatt
