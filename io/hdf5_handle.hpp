#pragma once

#include <hdf5.h>

#include <string>
#include <utility>

namespace nightwatt {

/// An HDF5 identifier of any kind, released when it goes out of scope. Negative: nothing, as the
/// library returns it on failure.
class Hdf5Handle {
  public:
    Hdf5Handle() = default;
    explicit Hdf5Handle(hid_t id) : id_(id) {}
    Hdf5Handle(Hdf5Handle&& other) noexcept : id_(std::exchange(other.id_, H5I_INVALID_HID)) {}
    Hdf5Handle& operator=(Hdf5Handle&& other) noexcept {
        std::swap(id_, other.id_);
        return *this;
    }
    ~Hdf5Handle() {
        if (id_ >= 0) H5Idec_ref(id_);
    }

    [[nodiscard]] hid_t get() const { return id_; }
    explicit operator bool() const { return id_ >= 0; }

  private:
    hid_t id_ = H5I_INVALID_HID;
};

/// Once a process: the library prints nothing by itself and loads no filter plugins.
void prepare_hdf5();

/// The library's own reason for its last failure: the innermost message of its error stack.
[[nodiscard]] std::string hdf5_reason();

}  // namespace nightwatt
