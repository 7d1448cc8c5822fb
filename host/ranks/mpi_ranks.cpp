// The only text that knows MPI. A shared library of its own, loaded where mpirun or srun started
// several processes (join_ranks.cpp): the program itself needs no MPI.
#include <mpi.h>
#include <sched.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <list>
#include <thread>
#include <vector>

#include "ranks/ranks.hpp"

namespace nightwatt {

namespace {

constexpr int size_tag = 1;
constexpr int bytes_tag = 2;
/// Messages of so many bytes leave by themselves on every network.
constexpr std::size_t eager_bytes = 1024;
/// MPI counts in int.
constexpr std::size_t most_bytes = std::size_t{1} << 30;

/// Asks again and again whether something has come, soon at first, then less and less often: a
/// rank that waits must leave its CPU to those that work.
template <class Ready>
void wait_until(Ready&& ready) {
    constexpr int eager = 1000;
    constexpr std::chrono::microseconds longest{200};
    for (int asked = 0; !ready(); ++asked) {
        if (asked < eager) {
            sched_yield();
        } else {
            std::this_thread::sleep_for(std::min(longest, std::chrono::microseconds{asked / 100}));
        }
    }
}

bool done(MPI_Request& request) {
    int ready = 0;
    MPI_Test(&request, &ready, MPI_STATUS_IGNORE);
    return ready != 0;
}

class MpiLink final : public Link {
  public:
    /// `pushing`: waits until a large message is there. Without that some networks bring it only
    /// while this rank calls MPI, and its peer would wait through whatever this one does next.
    MpiLink(int peer, bool pushing) : peer_(peer), pushing_(pushing) {}

    using Link::send;
    void send(std::shared_ptr<const Message> message) override {
        leaving_.remove_if([](Leaving& each) { return each.left(); });
        Leaving& out = leaving_.emplace_back();
        out.message = std::move(message);
        out.size = out.message->size();
        MPI_Isend(&out.size, 1, MPI_UINT64_T, peer_, size_tag, MPI_COMM_WORLD,
                  &out.requests.emplace_back());
        for (std::size_t at = 0; at < out.size; at += most_bytes) {
            MPI_Isend(out.message->data() + at,
                      static_cast<int>(std::min(most_bytes, out.size - at)), MPI_BYTE, peer_,
                      bytes_tag, MPI_COMM_WORLD, &out.requests.emplace_back());
        }
        if (pushing_ && out.size > eager_bytes) flush();
    }

    [[nodiscard]] Message receive() override {
        std::uint64_t size = 0;
        receive_part(&size, 1, MPI_UINT64_T, size_tag);
        Message message(size);
        for (std::size_t at = 0; at < size; at += most_bytes) {
            receive_part(message.data() + at, static_cast<int>(std::min(most_bytes, size - at)),
                         MPI_BYTE, bytes_tag);
        }
        return message;
    }

    [[nodiscard]] bool waiting() override {
        int came = 0;
        MPI_Iprobe(peer_, size_tag, MPI_COMM_WORLD, &came, MPI_STATUS_IGNORE);
        return came != 0;
    }

    /// Waits until everything has been sent.
    void flush() {
        for (Leaving& each : leaving_) wait_until([&] { return each.left(); });
        leaving_.clear();
    }

  private:
    struct Leaving {
        std::uint64_t size = 0;
        std::shared_ptr<const Message> message;
        std::list<MPI_Request> requests;

        bool left() { return std::all_of(requests.begin(), requests.end(), done); }
    };

    void receive_part(void* to, int count, MPI_Datatype type, int tag) const {
        MPI_Request request{};
        MPI_Irecv(to, count, type, peer_, tag, MPI_COMM_WORLD, &request);
        wait_until([&] { return done(request); });
    }

    int peer_;
    bool pushing_;
    std::list<Leaving> leaving_;
};

/// How many of the node's ranks may run on the same CPUs as this one.
int sharing_cpus(MPI_Comm node) {
    cpu_set_t own;
    CPU_ZERO(&own);
    sched_getaffinity(0, sizeof(own), &own);
    int ranks = 1;
    MPI_Comm_size(node, &ranks);
    std::vector<cpu_set_t> all(static_cast<std::size_t>(ranks));
    MPI_Allgather(&own, sizeof(own), MPI_BYTE, all.data(), sizeof(own), MPI_BYTE, node);
    return static_cast<int>(std::count_if(all.begin(), all.end(), [&](const cpu_set_t& other) {
        return CPU_EQUAL(&own, &other) != 0;
    }));
}

/// Of each of the node's ranks.
std::vector<std::uint64_t> all_of(MPI_Comm node, std::uint64_t own) {
    int ranks = 1;
    MPI_Comm_size(node, &ranks);
    std::vector<std::uint64_t> all(static_cast<std::size_t>(ranks));
    MPI_Allgather(&own, 1, MPI_UINT64_T, all.data(), 1, MPI_UINT64_T, node);
    return all;
}

class MpiRanks final : public Ranks {
  public:
    /// `devices`: hash of the GPUs that this rank sees.
    explicit MpiRanks(std::uint64_t devices) {
        int provided = 0;
        MPI_Init_thread(nullptr, nullptr, MPI_THREAD_FUNNELED, &provided);
        MPI_Comm_rank(MPI_COMM_WORLD, &place_.rank);
        MPI_Comm_size(MPI_COMM_WORLD, &place_.ranks);
        MPI_Comm node = MPI_COMM_NULL;
        MPI_Comm_split_type(MPI_COMM_WORLD, MPI_COMM_TYPE_SHARED, place_.rank, MPI_INFO_NULL,
                            &node);
        MPI_Comm_rank(node, &place_.on_node);
        MPI_Comm_size(node, &place_.of_node);
        place_.share_devices(all_of(node, devices));
        place_.sharing_cpus = sharing_cpus(node);
        MPI_Comm_free(&node);
        // The others answer a rank that listens, and go on listening.
        for (int peer = 0; peer < place_.ranks; ++peer) {
            links_.emplace_back(peer, place_.rank == 0);
        }
    }
    ~MpiRanks() override {
        for (MpiLink& link : links_) link.flush();
        MPI_Finalize();
    }
    MpiRanks(const MpiRanks&) = delete;
    MpiRanks& operator=(const MpiRanks&) = delete;

    [[nodiscard]] RankPlace place() const override { return place_; }
    [[nodiscard]] Link& link(int rank) override { return links_[static_cast<std::size_t>(rank)]; }
    void abandon(int exit_code) override { MPI_Abort(MPI_COMM_WORLD, exit_code); }

  private:
    RankPlace place_;
    std::vector<MpiLink> links_;
};

}  // namespace

}  // namespace nightwatt

extern "C" nightwatt::Ranks* nightwatt_join_mpi(std::uint64_t devices) {
    return new nightwatt::MpiRanks(devices);
}
