#include "ranks/remote_group.hpp"

#include <utility>

#include "ranks/answer.hpp"
#include "ranks/order.hpp"
#include "ranks/problem_message.hpp"

namespace nightwatt {

namespace {

MessageWriter order(Order what) {
    MessageWriter message;
    message.put(what);
    return message;
}

/// The next answer, which `read` understands.
template <class T>
T answer_of(Link& link, T (*read)(MessageReader&)) {
    const Message answer = receive_answer(link);
    MessageReader reader = read_answer(answer);
    return read(reader);
}

class RemoteGroup final : public IslandGroup {
  public:
    explicit RemoteGroup(Link& link) : link_(link) {}

    void resize(const IslandRange& range) override {
        MessageWriter message = order(Order::Resize);
        message.put(range);
        link_.send(message.take());
    }
    void seed(std::span<const Plan> seeds, const Breeding& breeding,
              std::uint32_t mutations) override {
        MessageWriter message = order(Order::Seed);
        message.put(breeding);
        message.put(mutations);
        put_plans(message, seeds);
        link_.send(message.take());
    }
    std::future<GenerationSummary> evaluate() override {
        return ask(order(Order::Evaluate), get_summary);
    }
    void breed(const Breeding& breeding) override {
        MessageWriter message = order(Order::Breed);
        message.put(breeding);
        link_.send(message.take());
    }
    void educate(const Breeding& breeding, const Education& education) override {
        MessageWriter message = order(Order::Educate);
        message.put(breeding);
        message.put(education);
        link_.send(message.take());
    }
    std::future<std::vector<Plan>> elites(std::uint32_t count) override {
        MessageWriter message = order(Order::Elites);
        message.put(count);
        return ask(std::move(message), get_plans);
    }
    void set_guests(std::span<const Plan> migrants) override {
        MessageWriter message = order(Order::SetGuests);
        put_plans(message, migrants);
        link_.send(message.take());
    }
    void set_limits(std::span<const SlotLimits> limits) override {
        MessageWriter message = order(Order::SetLimits);
        message.put_vector(std::vector<SlotLimits>(limits.begin(), limits.end()));
        link_.send(message.take());
    }
    std::future<Plan> genes(std::uint32_t plan) override {
        MessageWriter message = order(Order::Genes);
        message.put(plan);
        return ask(std::move(message), get_plan);
    }
    std::future<PopulationState> state() override { return ask(order(Order::State), get_state); }
    void restore(const PopulationState& state) override {
        MessageWriter message = order(Order::Restore);
        put_state(message, state);
        link_.send(message.take());
    }

  private:
    /// Answers come in the order of the questions, and are waited for in that order.
    template <class T>
    std::future<T> ask(MessageWriter question, T (*read)(MessageReader&)) {
        link_.send(question.take());
        return std::async(std::launch::deferred, [this, read] { return answer_of(link_, read); });
    }

    Link& link_;
};

}  // namespace

std::shared_ptr<const Message> begin_order(const std::string& backend, std::uint32_t threads,
                                           const ProblemView& problem) {
    MessageWriter message = order(Order::Begin);
    message.put_text(backend);
    message.put(threads);
    put_problem(message, problem);
    return std::make_shared<const Message>(message.take());
}

RankDescription ask_description(Link& link) {
    link.send(order(Order::Describe).take());
    return answer_of(link, get_description);
}

std::unique_ptr<IslandGroup> group_behind(Link& link) {
    return std::make_unique<RemoteGroup>(link);
}

}  // namespace nightwatt
