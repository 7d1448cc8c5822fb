#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace nightwatt {

/// One setting: name, range, unit and help stand here once. Parser, validation, --set,
/// `nightwatt config`, its Markdown form and the audit test all read this row.
struct Parameter {
    std::string key;   ///< dotted, "search.time_limit_s"
    std::string unit;  ///< empty for a number without one
    std::string help;  ///< one sentence, ends with a full stop
    std::variant<bool*, std::int64_t*, double*, std::string*, std::vector<std::string>*> target;
    double minimum = 0;  ///< of numbers, inclusive
    double maximum = 0;
    std::vector<std::string> choices;  ///< of strings; empty: any text
    bool automatic = false;  ///< numbers: the word "auto" is accepted and stored as automatic_value
};

/// What a number holds while it is left to "auto".
inline constexpr std::int64_t automatic_value = -1;

/// Names for arguments of ParameterTable::add().
struct IntegerRange {
    std::int64_t minimum = 0;
    std::int64_t maximum = 0;
    bool automatic = false;
};
struct NumberRange {
    double minimum = 0;
    double maximum = 0;
    bool automatic = false;
};
struct Text {
    std::vector<std::string> choices;  ///< empty: any text
};

/// The settings of one component, in the order in which they are printed. Holds pointers to the
/// members of the struct that describe() was given, so it must not outlive that struct.
class ParameterTable {
  public:
    void add(std::string key, bool& target, std::string help);
    void add(std::string key, std::int64_t& target, IntegerRange range, std::string unit,
             std::string help);
    void add(std::string key, double& target, NumberRange range, std::string unit,
             std::string help);
    void add(std::string key, std::string& target, Text text, std::string help);
    void add(std::string key, std::vector<std::string>& target, std::string help);

    void append(const ParameterTable& other);

    [[nodiscard]] const std::vector<Parameter>& rows() const { return rows_; }
    [[nodiscard]] const Parameter* find(const std::string& key) const;

  private:
    std::vector<Parameter> rows_;
};

/// The value a parameter holds now, in TOML spelling.
[[nodiscard]] std::string value_text(const Parameter& parameter);

/// What a parameter accepts, in words: "a whole number from 1 to 8 threads or "auto"".
[[nodiscard]] std::string allowed_text(const Parameter& parameter);

}  // namespace nightwatt
