#include "io/output_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>

#include "config/nearest_file.hpp"
#include "errors.hpp"

namespace nightwatt {

namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const std::string& path, const char* what, int error) {
    throw OutputError(fmt::format("{}: {}: {}", path, what, why_not_opened(path, error)));
}

class Descriptor {
  public:
    explicit Descriptor(int descriptor) : descriptor_(descriptor) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (descriptor_ >= 0) ::close(descriptor_);
    }
    [[nodiscard]] int get() const { return descriptor_; }
    /// Closes now; false where the system reports a write that failed late (NFS, quotas).
    [[nodiscard]] bool close() { return ::close(std::exchange(descriptor_, -1)) == 0; }

  private:
    int descriptor_;
};

void write_all(int descriptor, std::string_view content, const std::string& path) {
    while (!content.empty()) {
        const ssize_t written = ::write(descriptor, content.data(), content.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) fail(path, "cannot be written", errno);
        content.remove_prefix(static_cast<std::size_t>(written));
    }
}

/// A file beside the target that is removed unless it was renamed to it.
class TemporaryFile {
  public:
    explicit TemporaryFile(const fs::path& target)
        : name_(name_for(target)), descriptor_(make(name_, target)) {}
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    ~TemporaryFile() {
        if (!name_.empty()) ::unlink(name_.c_str());
    }

    [[nodiscard]] int descriptor() const { return descriptor_.get(); }

    void rename_to(const fs::path& target) {
        // A second descriptor keeps the lock until the file has its name.
        const Descriptor lock(::fcntl(descriptor_.get(), F_DUPFD_CLOEXEC, 0));
        if (::fsync(descriptor_.get()) != 0) fail(target, "cannot be synced", errno);
        if (!descriptor_.close()) fail(target, "cannot be written", errno);
        if (::rename(name_.c_str(), target.c_str()) != 0) fail(target, "cannot be made", errno);
        name_.clear();
        // The rename itself must survive a power cut. A folder that cannot be opened or synced
        // (some network file systems) still holds the complete file, so that is no failure.
        const Descriptor folder(
            ::open(folder_of(target).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
        if (folder.get() >= 0) static_cast<void>(::fsync(folder.get()));
    }

    static fs::path folder_of(const fs::path& target) {
        return target.has_parent_path() ? target.parent_path() : fs::path(".");
    }
    /// A name that nobody else gives a file; ends in letters that mkostemp() replaces by random
    /// ones.
    static fs::path name_for(const fs::path& target) {
        return folder_of(target) / ("." + target.filename().string() + ".nightwatt-" +
                                    std::string(random_letters, 'X'));
    }
    static constexpr std::size_t random_letters = 6;

  private:
    static int make(fs::path& name, const fs::path& target) {
        std::string text = name.string();
        const int descriptor = ::mkostemp(text.data(), O_CLOEXEC);
        if (descriptor < 0) fail(target, "cannot be made", errno);
        name = text;
        // While its writer lives, remove_unfinished() of another process leaves it alone.
        static_cast<void>(::flock(descriptor, LOCK_EX | LOCK_NB));
        // mkostemp() makes it private; a plan is an ordinary file.
        const mode_t mask = ::umask(0);
        ::umask(mask);
        static_cast<void>(::fchmod(descriptor, 0666 & ~mask));
        return descriptor;
    }

    fs::path name_;
    Descriptor descriptor_;
};

/// A regular file of this user that no living process is writing.
bool is_abandoned(const fs::path& path) {
    struct stat status {};
    if (::lstat(path.c_str(), &status) != 0) return false;
    if (!S_ISREG(status.st_mode) || status.st_uid != ::geteuid()) return false;
    const Descriptor file(::open(path.c_str(), O_RDWR | O_NOFOLLOW | O_CLOEXEC));
    // A file system without locks tells nothing; a file of this name is then taken for a leftover.
    return file.get() >= 0 && (::flock(file.get(), LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK);
}

/// Links are followed to the end; the file may be missing.
fs::path followed(const std::string& path) {
    std::error_code error;
    const fs::path target = fs::weakly_canonical(path, error);
    return error ? fs::path(path) : target;
}

/// Where the bytes go.
fs::path resolved(const std::string& path) {
    if (path.empty() || path.back() == '/') {
        throw OutputError(fmt::format("'{}': a file name is needed", path));
    }
    // By custom it means standard output; as a file name it would be a surprise.
    if (path == "-") {
        throw OutputError("'-': this output cannot go to standard output; a file name is needed");
    }
    return followed(path);
}

/// A device or pipe, which cannot be replaced by renaming.
bool is_special(const fs::path& target) {
    struct stat status {};
    if (::stat(target.c_str(), &status) != 0) return false;
    if (S_ISDIR(status.st_mode)) fail(target, "cannot be written", EISDIR);
    return !S_ISREG(status.st_mode);
}

/// One regular file, whatever its names. Devices and pipes may be written twice.
bool same_file(const fs::path& a, const fs::path& b) {
    std::error_code error;
    if (fs::is_other(a, error)) return false;
    if (fs::equivalent(a, b, error)) return true;
    // The name of the working folder may be gone; relative names then compare as they are.
    const auto normal = [&](const fs::path& path) {
        const fs::path whole = fs::absolute(path, error);
        return (error ? path : whole).lexically_normal();
    };
    return normal(a) == normal(b);
}

}  // namespace

void write_whole_file(const std::string& path, std::string_view content) {
    const fs::path target = resolved(path);
    if (is_special(target)) {
        Descriptor descriptor(::open(target.c_str(), O_WRONLY | O_CLOEXEC));
        if (descriptor.get() < 0) fail(path, "cannot be opened", errno);
        write_all(descriptor.get(), content, path);
        if (!descriptor.close()) fail(path, "cannot be written", errno);
        return;
    }
    TemporaryFile temporary(target);
    write_all(temporary.descriptor(), content, path);
    temporary.rename_to(target);
}

void check_writable(const std::string& path) {
    const fs::path target = resolved(path);
    if (!is_special(target)) {
        const TemporaryFile temporary(target);
    } else if (::access(target.c_str(), W_OK) != 0) {
        fail(path, "cannot be written", errno);
    }
}

void remove_unfinished(const std::string& path) {
    const fs::path target = resolved(path);
    const std::string begin = TemporaryFile::name_for(target).filename().string();
    const std::size_t fixed = begin.size() - TemporaryFile::random_letters;
    std::error_code error;
    for (const fs::directory_entry& entry :
         fs::directory_iterator(TemporaryFile::folder_of(target), error)) {
        const std::string name = entry.path().filename().string();
        const bool named_so =
            name.size() == begin.size() && name.compare(0, fixed, begin, 0, fixed) == 0;
        if (named_so && is_abandoned(entry.path())) ::unlink(entry.path().c_str());
    }
}

void check_outputs(const std::vector<std::string>& outputs,
                   const std::vector<std::string>& inputs) {
    std::vector<std::string> problems;
    for (auto output = outputs.begin(); output != outputs.end(); ++output) {
        const fs::path target = resolved(*output);
        for (const std::string& input : inputs) {
            if (!input.empty() && same_file(target, followed(input)))
                problems.push_back(fmt::format(
                    "{}: is an input and would be lost; write to another file", *output));
        }
        for (auto other = outputs.begin(); other != output; ++other) {
            if (same_file(target, followed(*other)))
                problems.push_back(
                    fmt::format("{}: two outputs are this one file; give each its own", *output));
        }
    }
    if (!problems.empty()) throw UsageError(std::move(problems));
    for (const std::string& output : outputs) check_writable(output);
}

}  // namespace nightwatt
