#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace nightwatt::referee {

/// Collects broken constraints, "kind: sentence". After a hundred of a kind only their number is
/// kept, and their text is never made, so that a bad plan of a million tasks costs no time.
class Violations {
  public:
    /// `sentence` is a callable, so that a text that is cut is not formatted.
    template <class MakeSentence>
    void add(std::string_view kind, MakeSentence&& sentence) {
        Group& group = group_of(kind);
        ++group.count;
        if (group.sentences.size() < shown_of_a_kind) group.sentences.push_back(sentence());
    }
    /// All of them, kinds in the order in which they were first met.
    [[nodiscard]] std::vector<std::string> texts() const;

    static constexpr std::size_t shown_of_a_kind = 100;

  private:
    struct Group {
        std::string kind;
        std::size_t count = 0;
        std::vector<std::string> sentences;
    };
    Group& group_of(std::string_view kind);

    std::vector<Group> groups_;
};

/// "12.500 s".
[[nodiscard]] std::string moment_text(double ms);

}  // namespace nightwatt::referee
