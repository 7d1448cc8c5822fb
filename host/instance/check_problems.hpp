#pragma once

#include <fmt/format.h>

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace nightwatt {

/// What is wrong with an instance, in the order in which it was found. Of the problems of one kind
/// only the first few are spelled out; the rest are counted.
class CheckProblems {
  public:
    static constexpr std::size_t spelled_out = 5;

    template <class... Values>
    void add(std::string_view kind, fmt::format_string<Values...> message, Values&&... values) {
        Kind& of = find(kind);
        if (of.count++ < spelled_out) {
            of.messages.push_back(fmt::format(message, std::forward<Values>(values)...));
        }
    }

    [[nodiscard]] bool empty() const { return kinds_.empty(); }
    /// Whether no problem is of a kind that begins so.
    [[nodiscard]] bool none_of(std::initializer_list<std::string_view> kinds) const;
    [[nodiscard]] std::vector<std::string> messages() const;

  private:
    struct Kind {
        std::string name;
        std::size_t count = 0;
        std::vector<std::string> messages;
    };
    [[nodiscard]] Kind& find(std::string_view name);

    std::vector<Kind> kinds_;
};

}  // namespace nightwatt
