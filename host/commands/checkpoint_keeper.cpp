#include "commands/checkpoint_keeper.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <system_error>
#include <type_traits>
#include <variant>

#include "config/config_document.hpp"
#include "config/parameter_text.hpp"
#include "errors.hpp"
#include "instance/content_hash.hpp"
#include "io/output_file.hpp"
#include "log.hpp"

namespace nightwatt {

namespace {

namespace fs = std::filesystem;
using Seconds = std::chrono::duration<double>;

/// The settings without those that cannot change the plan.
SearchParameters deciding(SearchParameters parameters) {
    const SearchParameters defaults;
    parameters.threads = defaults.threads;
    parameters.backend = defaults.backend;
    parameters.checkpoint_period_s = defaults.checkpoint_period_s;
    parameters.job_margin_s = defaults.job_margin_s;
    return parameters;
}

SearchParameters parsed(const std::string& configuration, const std::string& path) {
    SearchParameters parameters;
    ConfigDocument document = ConfigDocument::parse(configuration, path);
    const ParameterTable table = describe(parameters);
    document.apply(table);
    document.finish();
    return parameters;
}

bool holds_something(const std::string& path) {
    std::error_code error;
    return fs::exists(path, error) && !fs::is_empty(path, error);
}

}  // namespace

CheckpointKeeper::CheckpointKeeper(std::string path, bool resume) : path_(std::move(path)) {
    check_writable(path_);
    remove_unfinished(path_);
    stamp_ = stamp_of(path_);
    const bool is_there = holds_something(path_);
    if (resume && is_there) {
        from_ = read_checkpoint(path_);
        stored_seconds_ = from_->seconds;
    } else if (resume) {
        log_info(fmt::format("{}: there is no checkpoint yet: the run begins anew", path_));
    } else if (is_there) {
        require_own_file();
    }
}

void CheckpointKeeper::require_replaceable(const std::string& path) {
    if (!holds_something(path) || is_checkpoint(path)) return;
    throw UsageError(fmt::format(
        "{}: is no checkpoint and would be lost; give --checkpoint another file", path));
}

/// What the run is going to replace, and to remove when it is done.
void CheckpointKeeper::require_own_file() const {
    require_replaceable(path_);
    log_warning(fmt::format(
        "{} holds a run that was interrupted: this one begins anew and replaces it; --resume would "
        "go on from it",
        path_));
}

void CheckpointKeeper::forget_another_night(std::uint64_t instance_hash) {
    if (!from_ || from_->instance_hash == hash_text(instance_hash)) return;
    log_warning(
        fmt::format("{} belongs to another instance: the run begins anew and replaces it", path_));
    from_.reset();
}

SearchParameters CheckpointKeeper::continued(const SearchParameters& asked) const {
    SearchParameters settings = asked;
    if (!from_) return settings;
    SearchParameters then = parsed(from_->configuration, path_ + ": attribute configuration");
    const ParameterTable now_table = describe(settings);
    const ParameterTable then_table = describe(then);
    for (std::size_t i = 0; i < now_table.rows().size(); ++i) {
        std::visit(
            [&]<class T>(T* value) {
                if constexpr (std::is_arithmetic_v<T> && !std::is_same_v<T, bool>) {
                    const bool open = now_table.rows()[i].automatic && *value == T{automatic_value};
                    if (open) *value = *std::get<T*>(then_table.rows()[i].target);
                }
            },
            now_table.rows()[i].target);
    }
    return settings;
}

void CheckpointKeeper::identify(const Instance& instance, const SearchParameters& resolved,
                                const std::string& warm_start_hash) {
    identify(content_hash(instance), resolved, warm_start_hash);
}

void CheckpointKeeper::identify(std::uint64_t instance_hash, const SearchParameters& resolved,
                                const std::string& warm_start_hash) {
    SearchParameters now = deciding(resolved);
    identity_.instance_hash = hash_text(instance_hash);
    identity_.warm_start_hash = warm_start_hash;
    identity_.configuration = toml_values(describe(now));
    period_s_ = resolved.checkpoint_period_s;
    if (!from_) return;
    const auto refuse = [&](const std::string& why) {
        throw InputError(fmt::format(
            "{}: cannot be resumed: {}; remove the file, or leave out --resume, to begin again",
            path_, why));
    };
    if (from_->instance_hash != identity_.instance_hash) {
        refuse(fmt::format("it belongs to another instance (hash {}, not {})", from_->instance_hash,
                           identity_.instance_hash));
    }
    if (from_->warm_start_hash != identity_.warm_start_hash) {
        refuse("its run had another --warm-start");
    }
    if (from_->configuration != identity_.configuration) {
        SearchParameters then = parsed(from_->configuration, path_ + ": attribute configuration");
        refuse(fmt::format("its run had other settings than now: {}",
                           fmt::join(differing_values(describe(now), describe(then)), ", ")));
    }
    log_info(fmt::format("going on from {}, written after {:.1f} s", path_, from_->seconds));
}

void CheckpointKeeper::offer(bool interrupted, double seconds,
                             const std::function<void(Checkpoint&)>& fill) {
    if (interrupted_) return;
    if (!interrupted && Seconds(std::chrono::steady_clock::now() - written_).count() < period_s_) {
        return;
    }
    write(seconds, fill);
    interrupted_ = interrupted;
}

bool CheckpointKeeper::holds_own_state() const {
    try {
        const Checkpoint there = read_checkpoint(path_);
        return there.seconds == stored_seconds_ && there.instance_hash == identity_.instance_hash &&
               there.configuration == identity_.configuration;
    } catch (const InputError&) {
        return false;
    }
}

void CheckpointKeeper::look_for_others() {
    if (lost_) return;
    const std::optional<FileStamp> now = stamp_of(path_);
    lost_ = now && now != stamp_ && !holds_own_state();
    if (!lost_) return;
    log_warning(fmt::format(
        "{}: another run keeps its checkpoint there by now: this one goes on without; give each "
        "run a --checkpoint of its own",
        path_));
}

void CheckpointKeeper::write(double seconds, const std::function<void(Checkpoint&)>& fill) {
    look_for_others();
    if (lost_) return;
    const auto begin = std::chrono::steady_clock::now();
    Checkpoint checkpoint = identity_;
    checkpoint.seconds = seconds;
    fill(checkpoint);
    written_ = begin;  // or tried: again after a period
    try {
        write_checkpoint(path_, checkpoint);
    } catch (const OutputError& error) {
        // The plan is worth more than the way back to it.
        if (!failed_) {
            log_warning(fmt::format("{}; the run goes on without a checkpoint", error.what()));
        }
        failed_ = true;
        return;
    }
    failed_ = false;
    stored_ = true;
    stamp_ = stamp_of(path_);
    stored_seconds_ = checkpoint.seconds;
    written_ = std::chrono::steady_clock::now();
    const double taken_s = Seconds(written_ - begin).count();
    log_detail(fmt::format("checkpoint written to {} in {:.2f} s", path_, taken_s));
    if (!warned_ && period_s_ >= 1 && taken_s > period_s_ / 10) {
        warned_ = true;
        log_warning(
            fmt::format("writing a checkpoint took {:.1f} s: checkpoint.period_s = {} is short",
                        taken_s, period_s_));
    }
}

void CheckpointKeeper::finish() {
    look_for_others();
    if (lost_) return;
    std::error_code error;
    if (held_) {
        const bool holds = (stored_ || from_) && fs::exists(path_, error);
        if (holds) log_info(fmt::format("{} holds the run: --resume goes on from it", path_));
        return;
    }
    fs::remove(path_, error);
}

}  // namespace nightwatt
