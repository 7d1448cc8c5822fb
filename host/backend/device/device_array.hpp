#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>

namespace nightwatt {

/// Memory of a device, owned. A machine (README.md) gives and takes back the bytes.
template <class Machine, class T>
class DeviceArray {
  public:
    explicit DeviceArray(Machine& machine) : machine_(&machine) {}
    DeviceArray(DeviceArray&& other) noexcept
        : machine_(other.machine_),
          data_(std::exchange(other.data_, nullptr)),
          room_(std::exchange(other.room_, 0)) {}
    DeviceArray& operator=(DeviceArray&& other) noexcept {
        std::swap(machine_, other.machine_);
        std::swap(data_, other.data_);
        std::swap(room_, other.room_);
        return *this;
    }
    DeviceArray(const DeviceArray&) = delete;
    DeviceArray& operator=(const DeviceArray&) = delete;
    ~DeviceArray() { machine_->release(data_); }

    /// Room for `count` elements; contents are lost where it must grow. Throws DeviceError where
    /// memory does not suffice.
    void resize(std::size_t count) {
        if (count <= room_) return;
        machine_->release(std::exchange(data_, nullptr));
        room_ = 0;
        data_ = static_cast<T*>(machine_->allocate(count * sizeof(T)));
        room_ = count;
    }
    /// Copies `count` elements from the host to place `at`.
    void upload(const T* from, std::size_t count, std::size_t at = 0) {
        if (count != 0) machine_->upload(data_ + at, from, count * sizeof(T));
    }
    /// Copies `count` elements from place `at` to the host.
    void download(T* to, std::size_t count, std::size_t at = 0) const {
        if (count != 0) machine_->download(to, data_ + at, count * sizeof(T));
    }
    /// Room for `count` elements, filled from the host. Null stays null.
    void assign(const T* from, std::size_t count) {
        if (from == nullptr) return;
        resize(count);
        upload(from, count);
    }

    [[nodiscard]] T* data() const { return data_; }

  private:
    Machine* machine_;
    T* data_ = nullptr;
    std::size_t room_ = 0;
};

}  // namespace nightwatt
