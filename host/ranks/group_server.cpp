#include "ranks/group_server.hpp"

#include <fmt/format.h>

#include <memory>
#include <new>
#include <optional>
#include <utility>

#include "backend/backend.hpp"
#include "rank_place.hpp"
#include "ranks/description.hpp"
#include "ranks/order.hpp"
#include "ranks/problem_message.hpp"
#include "usable_threads.hpp"

namespace nightwatt {

namespace {

class GroupServer {
  public:
    explicit GroupServer(Link& leader) : leader_(leader) {}

    /// One order; false: dismissed.
    bool step() {
        Message message = leader_.receive();
        MessageReader from(message);
        const auto what = from.get<Order>();
        if (what == Order::Dismiss) return false;
        if (what == Order::Describe) {
            leader_.send(describe());
            return true;
        }
        if (what == Order::Begin) failure_.reset();
        std::optional<Message> answer;
        if (!failure_) {
            try {
                answer = what == Order::Begin ? begin(std::move(message)) : obey(what, from);
            } catch (const Error& error) {
                failure_ = {error.code(), error.what()};
            } catch (const std::bad_alloc&) {
                failure_ = {ExitCode::Internal, "out of memory"};
            } catch (const std::exception& error) {
                failure_ = {ExitCode::Internal, fmt::format("internal: {}", error.what())};
            }
        }
        if (failure_ && answered(what)) answer = excuse();
        if (answer) leader_.send(std::move(*answer));
        return true;
    }

  private:
    struct Failure {
        ExitCode code;
        std::string problem;
    };

    static Message describe() {
        MessageWriter answer;
        answer.put(std::uint32_t{1});
        put_description(answer, describe_rank());
        return answer.take();
    }

    static bool answered(Order what) {
        return what == Order::Evaluate || what == Order::Elites || what == Order::Genes ||
               what == Order::State;
    }

    std::optional<Message> begin(Message message) {
        backend_.reset();
        problem_ = std::move(message);  // the problem's arrays lie in it
        MessageReader from(problem_);
        (void)from.get<Order>();
        const std::string name = from.get_text();
        const auto threads = from.get<std::uint32_t>();
        const ProblemView problem = get_problem(from);
        std::string note;
        backend_ = create_backend(
            name, problem, threads != 0 ? threads : static_cast<std::uint32_t>(usable_threads()),
            note);
        return std::nullopt;
    }

    std::optional<Message> obey(Order what, MessageReader& from) {
        if (!backend_) throw InternalError("an order came before the problem");
        MessageWriter answer;
        answer.put(std::uint32_t{1});
        switch (what) {
            case Order::Resize:
                backend_->resize(from.get<IslandRange>());
                return std::nullopt;
            case Order::Seed: {
                const auto breeding = from.get<Breeding>();
                const auto mutations = from.get<std::uint32_t>();
                backend_->seed(get_plans(from), breeding, mutations);
                return std::nullopt;
            }
            case Order::Evaluate:
                put_summary(answer, backend_->evaluate());
                return answer.take();
            case Order::Breed:
                backend_->breed(from.get<Breeding>());
                return std::nullopt;
            case Order::Educate: {
                const auto breeding = from.get<Breeding>();
                backend_->educate(breeding, from.get<Education>());
                return std::nullopt;
            }
            case Order::Elites:
                put_plans(answer, backend_->elites(from.get<std::uint32_t>()));
                return answer.take();
            case Order::SetGuests:
                backend_->set_guests(get_plans(from));
                return std::nullopt;
            case Order::SetLimits:
                backend_->set_limits(from.get_vector<SlotLimits>());
                return std::nullopt;
            case Order::Genes:
                put_plan(answer, backend_->genes(from.get<std::uint32_t>()));
                return answer.take();
            case Order::State:
                put_state(answer, backend_->state());
                return answer.take();
            case Order::Restore:
                backend_->restore(get_state(from));
                return std::nullopt;
            case Order::Begin:
            case Order::Describe:
            case Order::Dismiss:
                break;
        }
        throw InternalError("an order that this rank does not know");
    }

    [[nodiscard]] Message excuse() const {
        MessageWriter answer;
        answer.put(std::uint32_t{0});
        answer.put(static_cast<std::int32_t>(failure_->code));
        answer.put_text(fmt::format("rank {}: {}", rank_place.rank, failure_->problem));
        return answer.take();
    }

    Link& leader_;
    Message problem_;
    std::unique_ptr<Backend> backend_;
    std::optional<Failure> failure_;
};

}  // namespace

void serve(Link& leader) {
    GroupServer server(leader);
    while (server.step()) {
    }
}

void dismiss(Link& link) {
    MessageWriter message;
    message.put(Order::Dismiss);
    link.send(message.take());
}

}  // namespace nightwatt
