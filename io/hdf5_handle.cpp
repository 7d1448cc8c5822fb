#include "io/hdf5_handle.hpp"

namespace nightwatt {

void prepare_hdf5() {
    static const bool prepared = [] {
        H5open();
        H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
        H5PLset_loading_state(0);
        return true;
    }();
    static_cast<void>(prepared);
}

std::string hdf5_reason() {
    std::string reason = "no reason given";
    const auto innermost = [](unsigned, const H5E_error2_t* error, void* text) -> herr_t {
        if (error->desc != nullptr) *static_cast<std::string*>(text) = error->desc;
        return 1;
    };
    H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, innermost, &reason);
    return reason;
}

}  // namespace nightwatt
