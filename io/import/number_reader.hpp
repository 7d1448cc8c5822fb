#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace nightwatt {

/// Numbers separated by white space, for benchmark files; errors name path and line.
class NumberReader {
  public:
    NumberReader(std::string path, std::string text);
    /// Next number; throws InputError where there is none or it is malformed.
    double number(std::string_view what);
    /// Next number, which must be whole and within [minimum, maximum].
    std::int64_t integer(std::string_view what, std::int64_t minimum, std::int64_t maximum);
    enum class Kind { Any, Whole };
    /// The next `count` numbers, each at least `minimum`; says how many were found if some lack.
    std::vector<double> numbers(std::size_t count, std::string_view what, double minimum,
                                Kind kind = Kind::Any);
    [[nodiscard]] bool at_end();
    /// Throws InputError where anything but white space is left; `after` says what was complete.
    void expect_end(std::string_view after);
    void skip_line();
    /// Throws InputError naming the path and the line reached.
    [[noreturn]] void fail(const std::string& why) const;
    [[nodiscard]] const std::string& path() const { return path_; }

  private:
    void skip_space();

    std::string path_;
    std::string text_;
    std::size_t position_ = 0;
    std::size_t line_ = 1;
};

}  // namespace nightwatt
