#include "ranks/answer.hpp"

namespace nightwatt {

MessageWriter good_answer() {
    MessageWriter answer;
    answer.put(std::uint32_t{1});
    return answer;
}

Message excuse(const Error& error) {
    MessageWriter answer;
    answer.put(std::uint32_t{0});
    answer.put(static_cast<std::int32_t>(error.code()));
    answer.put(std::uint64_t{error.problems().size()});
    for (const std::string& problem : error.problems()) answer.put_text(problem);
    return answer.take();
}

Message receive_answer(Link& link) {
    Message answer = link.receive();
    MessageReader reader(answer);
    if (reader.get<std::uint32_t>() == 1) return answer;
    const auto code = static_cast<ExitCode>(reader.get<std::int32_t>());
    std::vector<std::string> problems;
    for (auto left = reader.get<std::uint64_t>(); left > 0; --left) {
        problems.push_back(reader.get_text());
    }
    throw Error(code, std::move(problems));
}

MessageReader read_answer(const Message& answer) {
    MessageReader reader(answer);
    static_cast<void>(reader.get<std::uint32_t>());
    return reader;
}

}  // namespace nightwatt
