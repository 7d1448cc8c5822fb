#include "io/checkpoint_file.hpp"

#include <fmt/format.h>

#include <bit>

#include "instance/content_hash.hpp"
#include "instance/in_quotes.hpp"
#include "io/attribute_reader.hpp"
#include "io/checkpoint_schema.hpp"
#include "io/file_formats.hpp"
#include "io/hdf5_reader.hpp"
#include "io/hdf5_writer.hpp"
#include "kernels/hash_mix.hpp"

namespace nightwatt {

namespace {

constexpr std::string_view checkpoint_format = "nightwatt checkpoint";
constexpr int checkpoint_major = 1;
constexpr std::string_view checkpoint_version = "1.0";
constexpr std::string_view content_name = "content_hash";

template <class T>
concept Whole = std::is_integral_v<T> || std::is_enum_v<T>;

/// Columns of the smallest types are kept so in memory only where there are very many of them; the
/// HDF5 classes read them as wider ones.
template <class T>
using Wide =
    std::conditional_t<std::is_same_v<T, float>, double,
                       std::conditional_t<std::is_same_v<T, std::uint8_t>, std::uint32_t, T>>;

/// Hash over all values in order: a flipped bit in an uncompressed column goes unnoticed by HDF5.
class CheckpointHash {
  public:
    void table(std::string_view) {}
    template <class Value>
    void attribute(std::string_view, const Value& value) {
        add(value);
    }
    template <class Value>
    void column(std::string_view, const std::vector<Value>& values) {
        add(values.size());
        for (const Value& value : values) add(value);
    }
    template <class Record, class Member>
    void field(std::string_view, const std::vector<Record>& records, Member Record::*member) {
        add(records.size());
        for (const Record& record : records) add(record.*member);
    }
    [[nodiscard]] std::string text() const { return hash_text(hash_); }

  private:
    template <Whole Value>
    void add(Value value) {
        hash_ = mix_bits(hash_ ^ static_cast<std::uint64_t>(value));
    }
    void add(double value) { add(std::bit_cast<std::uint64_t>(value)); }
    void add(std::string_view text) {
        add(text.size());
        for (const char c : text) add(c);
    }

    std::uint64_t hash_ = 0;
};

/// A table takes its length from its first column.
class CheckpointWriter {
  public:
    explicit CheckpointWriter(Hdf5Writer& file) : file_(file) {}

    void table(std::string name) { pending_ = std::move(name); }
    template <Whole Value>
    void attribute(std::string_view name, Value value) {
        file_.attribute(name, static_cast<std::int64_t>(value));
    }
    void attribute(std::string_view name, double value) { file_.attribute(name, value); }
    void attribute(std::string_view name, const std::string& value) {
        file_.attribute(name, std::string_view(value));
    }
    template <class Value>
    void column(std::string_view name, const std::vector<Value>& values) {
        if (!pending_.empty()) file_.table(pending_, "", values.size());
        pending_.clear();
        file_.column({std::string(name), "", "", ""}, std::span<const Value>(values));
    }
    template <class Record, class Member>
    void field(std::string_view name, const std::vector<Record>& records, Member Record::*member) {
        std::vector<Member> values;
        values.reserve(records.size());
        for (const Record& record : records) values.push_back(record.*member);
        column(name, values);
    }

  private:
    Hdf5Writer& file_;
    std::string pending_;
};

class CheckpointReader {
  public:
    CheckpointReader(Hdf5Content& content, FileProblems& problems)
        : content_(content), problems_(problems), attributes_(content.attributes, problems) {}

    void table(std::string_view name) {
        close();
        table_.emplace(name, false, find_table(content_, name), "", problems_);
    }
    template <Whole Value>
    void attribute(std::string_view name, Value& value) {
        std::int64_t stored = 0;
        attributes_.take(detail::index(name, std::nullopt, ""), stored);
        value = static_cast<Value>(stored);
    }
    template <class Value>
    void attribute(std::string_view name, Value& value) {
        attributes_.take(detail::text(name, ""), value);
    }
    template <class Value>
    void column(std::string_view name, std::vector<Value>& values) {
        if constexpr (std::is_same_v<Value, Wide<Value>>) {
            table_->take(detail::text(name, ""), values);
        } else {
            std::vector<Wide<Value>> stored;
            table_->take(detail::text(name, ""), stored);
            values.reserve(stored.size());
            for (const auto value : stored) values.push_back(static_cast<Value>(value));
        }
    }
    template <class Record, class Member>
    void field(std::string_view name, std::vector<Record>& records, Member Record::*member) {
        std::vector<Member> values;
        column(name, values);
        records.resize(values.size());
        for (std::size_t row = 0; row < values.size(); ++row) records[row].*member = values[row];
    }
    void finish() {
        close();
        attributes_.finish();
        problems_.finish();
    }

  private:
    void close() {
        if (table_) table_->finish();
        table_.reset();
    }

    Hdf5Content& content_;
    FileProblems& problems_;
    AttributeReader attributes_;
    std::optional<TableReader> table_;
};

std::string content_hash_text(const Checkpoint& checkpoint) {
    CheckpointHash hash;
    visit_checkpoint(checkpoint, hash);
    return hash.text();
}

/// Values are at the reader's mercy until the hash agrees.
void check(const Checkpoint& checkpoint, const std::string& stated, const std::string& path) {
    if (checkpoint.phase < RunPhase::Bound || checkpoint.phase > RunPhase::Search ||
        stated != content_hash_text(checkpoint)) {
        throw InputError(fmt::format(
            "{}: the checkpoint is damaged: its content does not have the hash that it states; "
            "remove the file, or leave out --resume, to begin again",
            path));
    }
}

}  // namespace

Hdf5Request checkpoint_request(bool with_tables) {
    return {std::string(checkpoint_format), checkpoint_major,
            [with_tables](std::string_view, std::string_view) { return with_tables; }};
}

bool is_checkpoint(const std::string& path) {
    try {
        static_cast<void>(read_hdf5(path, checkpoint_request(false)));
    } catch (const InputError&) {
        return false;
    }
    return true;
}

Checkpoint read_checkpoint(const std::string& path) {
    Hdf5Content content = read_hdf5(path, checkpoint_request(true));
    FileProblems problems(path);
    Checkpoint checkpoint;
    std::string stated;
    CheckpointReader reader(content, problems);
    visit_checkpoint(checkpoint, reader);
    reader.attribute(content_name, stated);
    std::string program;
    reader.attribute("created_by", program);
    reader.finish();
    if (program != program_name()) {
        throw InputError(
            fmt::format("{}: was written by {}; only that version can go on from it, and "
                        "this is {}: remove the file to begin again",
                        path, in_quotes(program), program_name()));
    }
    check(checkpoint, stated, path);
    return checkpoint;
}

void write_checkpoint(const std::string& path, const Checkpoint& checkpoint) {
    Hdf5Writer file(path, checkpoint_format, checkpoint_version, Packing::Plain);
    file.attribute("created_by", program_name());
    CheckpointWriter writer(file);
    visit_checkpoint(checkpoint, writer);
    writer.attribute(content_name, content_hash_text(checkpoint));
    file.finish();
}

}  // namespace nightwatt
