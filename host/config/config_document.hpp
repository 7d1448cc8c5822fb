#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "config/parameter_table.hpp"

namespace nightwatt {

/// "key=value" from the command line, and the option that said so.
struct Override {
    std::string assignment;
    std::string option = "--set";
};

/// Overrides of --set.
[[nodiscard]] std::vector<Override> set_overrides(const std::vector<std::string>& assignments);

/// A setting whose amount was given with a currency, "40 EUR/t", and who said so.
struct GivenCurrency {
    std::string place;  ///< file, line, key and value
    std::string currency;
};

/// What is wrong with amounts in another currency than `expected`, which is `whose`.
[[nodiscard]] std::vector<std::string> currency_problems(const std::vector<GivenCurrency>& given,
                                                         const std::string& expected,
                                                         const std::string& whose);

/// A TOML file on its way into parameter structs. Every key must be taken by a table: what is left,
/// has the wrong type or lies outside its range is an error with file, line, key, value, allowed
/// range and nearest name. finish() throws UsageError with all of them at once.
class ConfigDocument {
  public:
    /// Reads and parses `path`; a file that cannot be read or parsed throws UsageError at once.
    static ConfigDocument read(const std::string& path);
    /// Parses text; messages call it `name`. Throws like read().
    static ConfigDocument parse(const std::string& content, const std::string& name);
    /// No file: only overrides.
    static ConfigDocument empty();

    ConfigDocument(ConfigDocument&&) noexcept;
    ConfigDocument& operator=(ConfigDocument&&) noexcept;
    ~ConfigDocument();

    /// Sets the targets of `table` whose keys the file holds.
    void apply(const ParameterTable& table);
    /// For every entry of the array of tables `[[name]]`: make(i) returns the table (of keys
    /// relative to the entry) that takes it. Returns the number of entries.
    std::size_t apply_array(const std::string& name,
                            const std::function<ParameterTable(std::size_t)>& make);
    /// Overrides from the command line, stronger than the file.
    void override_with(const std::vector<Override>& overrides, const ParameterTable& table);
    /// The settings of `table` that stand in a currency; later calls leave them out.
    [[nodiscard]] std::vector<GivenCurrency> take_currencies(const ParameterTable& table);
    /// Settings that stand in a currency must stand in this one, the one of the setting `key`.
    void require_currency(const std::string& currency, const std::string& key);
    /// Throws UsageError with every problem found so far, unknown keys included.
    void finish();

    /// `path` resolved against the folder of the configuration file.
    [[nodiscard]] std::string resolve_path(const std::string& path) const;

  private:
    struct State;
    explicit ConfigDocument(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace nightwatt
