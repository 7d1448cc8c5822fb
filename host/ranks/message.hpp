#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <new>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

#include "errors.hpp"

namespace nightwatt {

/// Gives memory that any array may lie in.
template <class T>
struct CacheLineAllocator {
    using value_type = T;
    static constexpr std::align_val_t alignment{64};

    CacheLineAllocator() = default;
    template <class U>
    CacheLineAllocator(const CacheLineAllocator<U>&) {}
    T* allocate(std::size_t count) {
        return static_cast<T*>(::operator new(count * sizeof(T), alignment));
    }
    void deallocate(T* memory, std::size_t) { ::operator delete(memory, alignment); }
    bool operator==(const CacheLineAllocator&) const = default;
};

/// Bytes between ranks, which run the same program on the same kind of machine.
using Message = std::vector<std::byte, CacheLineAllocator<std::byte>>;

/// Writes values and arrays, one after another, each where its type may stand.
class MessageWriter {
  public:
    template <class T>
    void put(const T& value) {
        put_array(&value, 1);
    }
    template <class T>
    void put_array(const T* values, std::size_t count) {
        static_assert(std::is_trivially_copyable_v<T>);
        const std::size_t at = aligned<T>(message_.size());
        message_.resize(at + count * sizeof(T));
        if (count != 0) std::memcpy(message_.data() + at, values, count * sizeof(T));
    }
    template <class T>
    void put_vector(const std::vector<T>& values) {
        put(std::uint64_t{values.size()});
        put_array(values.data(), values.size());
    }
    void put_text(const std::string& text) {
        put(std::uint64_t{text.size()});
        put_array(text.data(), text.size());
    }

    [[nodiscard]] Message take() { return std::move(message_); }

    /// Where an array may begin that comes after so many bytes.
    template <class T>
    static std::size_t aligned(std::size_t bytes) {
        static_assert(alignof(T) <= 64);
        return (bytes + alignof(T) - 1) / alignof(T) * alignof(T);
    }

  private:
    Message message_;
};

/// Reads what a MessageWriter wrote, in the same order. Throws InternalError at the end.
class MessageReader {
  public:
    /// The message must outlive the reader, and the arrays that it shows.
    explicit MessageReader(const Message& message) : message_(message) {}

    template <class T>
    [[nodiscard]] T get() {
        return *get_array<T>(1);
    }
    /// Points into the message.
    template <class T>
    [[nodiscard]] const T* get_array(std::size_t count) {
        static_assert(std::is_trivially_copyable_v<T>);
        const std::size_t at = MessageWriter::aligned<T>(read_);
        if (at > message_.size() || count > (message_.size() - at) / sizeof(T)) {
            throw InternalError("a message between ranks is cut short");
        }
        read_ = at + count * sizeof(T);
        return reinterpret_cast<const T*>(message_.data() + at);
    }
    template <class T>
    [[nodiscard]] std::vector<T> get_vector() {
        const auto count = get<std::uint64_t>();
        const T* const values = get_array<T>(count);
        return {values, values + count};
    }
    [[nodiscard]] std::string get_text() {
        const auto count = get<std::uint64_t>();
        return {get_array<char>(count), count};
    }

  private:
    const Message& message_;
    std::size_t read_ = 0;
};

}  // namespace nightwatt
