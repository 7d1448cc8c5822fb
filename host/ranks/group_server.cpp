#include "ranks/group_server.hpp"

#include <fmt/format.h>

#include <memory>
#include <new>
#include <optional>
#include <utility>

#include "backend/backend.hpp"
#include "rank_place.hpp"
#include "ranks/answer.hpp"
#include "ranks/description.hpp"
#include "ranks/order.hpp"
#include "ranks/problem_message.hpp"
#include "usable_threads.hpp"

namespace nightwatt {

namespace {

class GroupServer {
  public:
    GroupServer(Link& leader, ShareWorker* shares) : leader_(leader), shares_(shares) {}

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
        if (what == Order::EndPlanning) return true;  // it has
        if (what == Order::Begin || what == Order::BeginShare) failure_.reset();
        std::optional<Message> answer;
        if (!failure_) {
            try {
                answer = what == Order::Begin ? begin(std::move(message)) : obey(what, from);
            } catch (const Error& error) {
                fail(error.code(), error.problems());
            } catch (const std::bad_alloc&) {
                fail(ExitCode::Internal, {"out of memory"});
            } catch (const std::exception& error) {
                fail(ExitCode::Internal, {fmt::format("internal: {}", error.what())});
            }
        }
        if (failure_ && answered(what)) answer = excuse(*failure_);
        if (answer) leader_.send(std::move(*answer));
        return true;
    }

  private:
    void fail(ExitCode code, std::vector<std::string> problems) {
        for (std::string& problem : problems) {
            problem.insert(0, fmt::format("rank {}: ", rank_place.rank));
        }
        failure_.emplace(code, std::move(problems));
    }

    static Message describe() {
        MessageWriter answer = good_answer();
        put_description(answer, describe_rank());
        return answer.take();
    }

    static bool answered(Order what) {
        return what == Order::Evaluate || what == Order::Elites || what == Order::Genes ||
               what == Order::State || what == Order::PriceShare || what == Order::PlanShare;
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
        MessageWriter answer = good_answer();
        if (shares_ != nullptr) {
            switch (what) {
                case Order::BeginShare:
                    shares_->begin(from);
                    return std::nullopt;
                case Order::AddTasks:
                    shares_->add_tasks(from);
                    return std::nullopt;
                case Order::PriceShare:
                    shares_->price(from, answer);
                    return answer.take();
                case Order::PlanShare:
                    shares_->plan(from, answer, leader_);
                    return answer.take();
                default:
                    break;
            }
        }
        if (!backend_) throw InternalError("an order came before the problem");
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
            default:
                break;
        }
        throw InternalError("an order that this rank does not know");
    }

    Link& leader_;
    ShareWorker* shares_;
    Message problem_;
    std::unique_ptr<Backend> backend_;
    std::optional<Error> failure_;
};

}  // namespace

void serve(Link& leader, ShareWorker* shares) {
    GroupServer server(leader, shares);
    while (server.step()) {
    }
    leader.send(Message());
}

void dismiss(Link& link) {
    MessageWriter message;
    message.put(Order::Dismiss);
    link.send(message.take());
}

}  // namespace nightwatt
