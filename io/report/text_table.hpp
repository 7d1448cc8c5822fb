#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace nightwatt {

/// What every line of a report fits.
inline constexpr std::size_t text_columns = 100;

/// Characters, where a byte that continues a UTF-8 character is none.
[[nodiscard]] std::size_t columns_of(const std::string& text);

/// Plain columns of text, two spaces apart: the first column and those named Left to the left, the
/// rest to the right. No lines drawn.
class TextTable {
  public:
    enum class Side { Left, Right };
    struct Head {
        std::string name;
        Side side = Side::Right;
    };

    explicit TextTable(std::vector<Head> heads);
    void add(std::vector<std::string> cells);
    [[nodiscard]] bool empty() const { return rows_.empty(); }
    /// The table, each line indented by two spaces.
    [[nodiscard]] std::string text() const;

  private:
    std::vector<Head> heads_;
    std::vector<std::vector<std::string>> rows_;
};

/// Decimals that show a column of numbers with about five digits, by its largest magnitude.
[[nodiscard]] int decimals_for(double largest);
/// "1234.50"; never "-0.00"; "-" for what is no number or infinite.
[[nodiscard]] std::string number_text(double value, int decimals);
/// A number on its own.
[[nodiscard]] std::string number_text(double value);
/// The same, moved down to what the decimals can say: never more than the value.
[[nodiscard]] std::string floor_text(double value, int decimals);
[[nodiscard]] std::string floor_text(double value);
/// Moved up: never less than the value.
[[nodiscard]] std::string ceil_text(double value, int decimals);
[[nodiscard]] std::string ceil_text(double value);
/// "12.3 %".
[[nodiscard]] std::string percent_text(double share);
/// "45 s", "12 min 30 s", "3 h 20 min".
[[nodiscard]] std::string duration_text(double seconds);
/// Words of one long sentence on lines of at most 100 columns, each indented by two spaces.
[[nodiscard]] std::string wrapped_text(const std::string& sentence);

}  // namespace nightwatt
