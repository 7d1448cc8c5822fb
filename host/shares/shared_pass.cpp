#include "shares/shared_pass.hpp"

#include <memory>
#include <utility>

#include "ranks/answer.hpp"
#include "ranks/order.hpp"
#include "shares/share_messages.hpp"

namespace nightwatt {

namespace {

void add(const std::vector<std::int64_t>& more, std::vector<std::int64_t>& sum) {
    for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += more[i];
}

TaskTotals price_own(SharesOfRank& own, const PriceIntegrals& prices, const TaskSample& sample,
                     std::uint32_t steps_per_slot, std::uint32_t threads) {
    TaskTotals sum = own.front().price(prices, sample, steps_per_slot, threads);
    for (std::size_t s = 1; s < own.size(); ++s) {
        const TaskTotals more = own[s].price(prices, sample, steps_per_slot, threads);
        sum.cost_nano += more.cost_nano;
        add(more.held, sum.held);
        add(more.used_uj, sum.used_uj);
    }
    return sum;
}

class SharedPass final : public TaskPass {
  public:
    SharedPass(SharesOfRank& own, std::vector<Link*> others, std::int64_t tasks,
               std::uint32_t threads, std::uint32_t steps_per_slot)
        : own_(own),
          others_(std::move(others)),
          tasks_(tasks),
          threads_(threads),
          steps_per_slot_(steps_per_slot) {}

    [[nodiscard]] std::int64_t tasks() const override { return tasks_; }

    [[nodiscard]] TaskTotals price(const PriceIntegrals& prices,
                                   const TaskSample& sample) override {
        MessageWriter order;
        order.put(Order::PriceShare);
        order.put(steps_per_slot_);
        order.put(sample);
        put_prices(order, prices);
        const auto message = std::make_shared<const Message>(order.take());
        for (Link* const link : others_) link->send(message);
        TaskTotals sum = price_own(own_, prices, sample, steps_per_slot_, threads_);
        for (Link* const link : others_) {
            const Message answer = receive_answer(*link);
            MessageReader reader = read_answer(answer);
            add_totals(reader, sum);
        }
        return sum;
    }

  private:
    SharesOfRank& own_;
    std::vector<Link*> others_;
    std::int64_t tasks_;
    std::uint32_t threads_;
    std::uint32_t steps_per_slot_;
};

}  // namespace

MakeTaskPass shared_pass(SharesOfRank& own, std::vector<Link*> others, std::int64_t tasks,
                         std::uint32_t threads) {
    return [&own, others = std::move(others), tasks, threads](
               const ProblemView&, const DualLayout& layout, const ServerGroups&) {
        return std::make_unique<SharedPass>(own, others, tasks, threads, layout.steps_per_slot);
    };
}

void price_shares(SharesOfRank& own, std::uint32_t threads, MessageReader& order,
                  MessageWriter& answer) {
    const auto steps_per_slot = order.get<std::uint32_t>();
    const auto sample = order.get<TaskSample>();
    const PriceIntegrals prices = get_prices(order);
    put_totals(answer, price_own(own, prices, sample, steps_per_slot, threads));
}

}  // namespace nightwatt
