#include "shares/deal_night.hpp"

#include <algorithm>
#include <list>
#include <map>
#include <numeric>
#include <tuple>

#include "instance/fit_check.hpp"
#include "instance/server_types.hpp"
#include "kernels/hash_mix.hpp"

namespace nightwatt {

NightDealer::NightDealer(const Instance& frame, std::uint32_t shares)
    : shares_(shares), server_share_(frame.servers.size()), servers_(shares) {
    // Servers of a kind go round; the next kind begins where the last one ended.
    std::map<decltype(std::tuple(std::size_t{}, std::int32_t{}, std::int64_t{}, std::int64_t{},
                                 ServerType{}.capacity)),
             std::vector<std::size_t>>
        kinds;
    for (std::size_t i = 0; i < frame.servers.size(); ++i) {
        const ServerType type = server_type(frame, i);
        kinds[{type.class_index, type.site, type.first_start_ms, type.close_ms, type.capacity}]
            .push_back(i);
    }
    std::uint32_t next = 0;
    for (const auto& [kind, servers] : kinds) {
        for (const std::size_t i : servers) {
            server_share_[i] = next;
            next = (next + 1) % shares_;
        }
    }
    for (std::size_t i = 0; i < server_share_.size(); ++i) servers_[server_share_[i]].push_back(i);
}

std::vector<std::uint32_t> NightDealer::deal(const Instance& block) {
    std::list<FitCheck> fits;
    std::vector<const FitCheck*> fit_of;
    for (const std::vector<std::size_t>& servers : servers_) {
        fit_of.push_back(&fits.emplace_back(block, servers));
    }
    std::vector<std::uint32_t> order(shares_);
    std::vector<std::uint32_t> share_of(block.tasks.size());
    const auto& task_of_row = block.runtimes.task;
    std::size_t first = 0;
    for (std::size_t j = 0; j < block.tasks.size(); ++j, ++dealt_) {
        std::size_t last = first;
        while (last < task_of_row.size() && task_of_row[last] == static_cast<std::int32_t>(j)) {
            ++last;
        }
        // Every so many tasks each share gets one, in an order of their own: whatever repeats in
        // the file meets all shares.
        if (dealt_ % shares_ == 0 || j == 0) {
            std::iota(order.begin(), order.end(), 0u);
            const std::uint64_t round = dealt_ / shares_;
            for (std::uint32_t n = shares_; n > 1; --n) {
                std::swap(order[n - 1], order[mix_bits(mix_bits(round) ^ n) % n]);
            }
        }
        const std::int32_t pin = block.tasks.pin_server[j];
        if (pin >= 0) {
            share_of[j] = server_share_[static_cast<std::size_t>(pin)];
        } else {
            for (std::uint32_t n = 0; n < shares_; ++n) {
                share_of[j] = order[(dealt_ + n) % shares_];
                if (!fit_of[share_of[j]]->misfit(j, first, last)) break;
            }
        }
        first = last;
    }
    return share_of;
}

}  // namespace nightwatt
